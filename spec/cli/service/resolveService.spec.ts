import { assert } from 'chai';
import { resolveService } from '../../../lib/cli/service/resolveService.ts';

const env = { OPENAI_API_KEY: 'sk-key', OPENAI_BASE_URL: 'http://env.example/v1' };

describe('resolveService', () => {
  it('asks Autonomous.AI by default, without a key', () => {
    assert.deepEqual(resolveService({}, { OPENAI_API_KEY: 'sk-key' }), {
      kind: 'autonomous',
      baseUrl: undefined,
      apiKey: undefined,
      proxy: undefined,
      embedded: false,
    });
  });

  it('takes a base URL for a server that talks as OpenAI does', () => {
    assert.deepEqual(resolveService({ baseUrl: 'http://a.example/v1', proxy: 'http://p:1' }, env), {
      kind: 'openai',
      baseUrl: 'http://a.example/v1',
      apiKey: 'sk-key',
      proxy: 'http://p:1',
      embedded: false,
    });
  });

  it("takes the environment's base URL too, but not before the command line's words", () => {
    assert.deepInclude(resolveService({}, env), { kind: 'openai', baseUrl: 'http://env.example/v1' });
    assert.deepInclude(resolveService({ provider: 'autonomous' }, env), {
      kind: 'autonomous',
      baseUrl: undefined,
      apiKey: undefined,
    });
    assert.deepInclude(resolveService({ provider: 'autonomous', baseUrl: 'http://a.example' }, env), {
      kind: 'autonomous',
      baseUrl: 'http://a.example',
      apiKey: undefined,
    });
  });

  it('asks api.openai.com where nothing else is named, and takes empty variables for none', () => {
    assert.deepInclude(resolveService({ provider: 'openai' }, { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' }), {
      baseUrl: 'https://api.openai.com/v1',
      apiKey: undefined,
    });
    assert.deepInclude(resolveService({}, { OPENAI_BASE_URL: '' }), { kind: 'autonomous' });
  });

  it('keeps the environment away from the embedded server', () => {
    const settings = { baseUrl: undefined, apiKey: undefined, proxy: undefined, embedded: true };
    assert.deepEqual(resolveService({ embedded: true }, env), { kind: 'autonomous', ...settings });
    assert.deepEqual(resolveService({ embedded: true, provider: 'openai' }, env), { kind: 'openai', ...settings });
  });

  it("refuses a base URL of the environment that is none, without its value, and only where it's used", () => {
    const bad = { OPENAI_BASE_URL: 'localhost:secret' };
    assert.throws(() => resolveService({}, bad), /^OPENAI_BASE_URL is no http:\/\/ or https:\/\/ URL$/);
    assert.deepInclude(resolveService({ baseUrl: 'http://a.example' }, bad), { baseUrl: 'http://a.example' });
    assert.deepInclude(resolveService({ provider: 'autonomous' }, bad), { kind: 'autonomous' });
  });
});
