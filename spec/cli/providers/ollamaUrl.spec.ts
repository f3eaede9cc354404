import { assert } from 'chai';
import { ollamaUrl } from '../../../lib/cli/providers/ollamaUrl.ts';

describe('ollamaUrl', () => {
  // The cases of Ollama's own test of its variable (envconfig/config_test.go), with the two differences of a client:
  // everywhere is this machine, and so is no host.
  const table: readonly (readonly [string, string])[] = [
    ['', 'http://127.0.0.1:11434'],
    ['1.2.3.4', 'http://1.2.3.4:11434'],
    [':1234', 'http://127.0.0.1:1234'],
    ['1.2.3.4:1234', 'http://1.2.3.4:1234'],
    ['example.com', 'http://example.com:11434'],
    ['example.com:1234', 'http://example.com:1234'],
    [':0', 'http://127.0.0.1:0'],
    [':66000', 'http://127.0.0.1:11434'],
    [':-1', 'http://127.0.0.1:11434'],
    ['[::1]', 'http://[::1]:11434'],
    ['[::]', 'http://[::1]:11434'],
    ['::1', 'http://[::1]:11434'],
    ['[::1]:1337', 'http://[::1]:1337'],
    [' 1.2.3.4 ', 'http://1.2.3.4:11434'],
    ['"1.2.3.4"', 'http://1.2.3.4:11434'],
    [' " 1.2.3.4 " ', 'http://1.2.3.4:11434'],
    ["'1.2.3.4'", 'http://1.2.3.4:11434'],
    ['http://1.2.3.4', 'http://1.2.3.4:80'],
    ['http://1.2.3.4:4321', 'http://1.2.3.4:4321'],
    ['https://1.2.3.4', 'https://1.2.3.4:443'],
    ['https://1.2.3.4:4321', 'https://1.2.3.4:4321'],
    ['https://example.com/ollama', 'https://example.com:443/ollama'],
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['0.0.0.0:8080', 'http://127.0.0.1:8080'],
    ['http://0.0.0.0:8080/', 'http://127.0.0.1:8080'],
    ['[::]:8080', 'http://[::1]:8080'],
    ['::', 'http://[::1]:11434'],
    ['localhost', 'http://localhost:11434'],
    ['localhost/', 'http://localhost:11434'],
    ['http://me:secret@1.2.3.4:1/x/', 'http://me:secret@1.2.3.4:1/x'],
    ['HTTPS://Example.com', 'HTTPS://Example.com:443'],
  ];
  for (const [value, url] of table) {
    it(JSON.stringify(value), () => {
      assert.strictEqual(ollamaUrl(value), url);
    });
  }
});
