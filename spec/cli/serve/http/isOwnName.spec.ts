import { hostname } from 'node:os';
import { assert } from 'chai';
import { isOwnName } from '../../../../lib/cli/serve/http/isOwnName.ts';

describe('isOwnName', () => {
  const own = [
    '127.0.0.1',
    '127.0.0.1:8787',
    '[::1]:8787',
    '192.168.1.5:80',
    'localhost',
    'LOCALHOST:8787',
    'localhost.:8787',
    'app.localhost',
    'box',
    'box.local:8787',
    'host.docker.internal:8787',
    'box.home.arpa',
    'chat.example.org',
    'CHAT.example.org:8787',
    hostname(),
  ];
  for (const name of own) {
    it(`takes ${name}`, () => assert.isTrue(isOwnName(name, 'Chat.Example.org')));
  }

  const foreign = [
    '',
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'a:b:c',
    '[::1].evil.example',
    'evil.local.example',
  ];
  for (const name of foreign) {
    it(`refuses ${JSON.stringify(name)}`, () => assert.isFalse(isOwnName(name, '127.0.0.1')));
  }
});
