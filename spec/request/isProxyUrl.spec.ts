import { assert } from 'chai';
import { isProxyUrl } from '../../lib/request/isProxyUrl.ts';

describe('isProxyUrl', () => {
  for (const proxy of [
    'http://127.0.0.1:8080',
    'https://proxy.example',
    'socks5://proxy.example:1080',
    'socks5h://user:pass@proxy.example',
    'HTTP://user:p%40ss@[::1]:8080/',
  ]) {
    it(`takes ${proxy}`, () => assert.isTrue(isProxyUrl(proxy)));
  }

  for (const proxy of [
    '',
    'proxy.example:8080',
    '127.0.0.1:8080',
    '//proxy.example',
    'http://',
    'socks5://',
    'socks5h://:1080',
    'socks4://proxy.example',
    'socks://proxy.example',
    'ftp://proxy.example',
    'http://proxy.example:99999',
    'http://user:%zz@proxy.example',
  ]) {
    it(`does not take ${JSON.stringify(proxy)}`, () => assert.isFalse(isProxyUrl(proxy)));
  }
});
