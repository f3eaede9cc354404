import { assert } from 'chai';
import { isHttpUrl } from '../../lib/request/isHttpUrl.ts';

describe('isHttpUrl', () => {
  for (const url of ['http://a', 'https://a.example/b?c#d', 'HTTP://A', 'http://user:pass@[::1]:80/']) {
    it(`takes ${url}`, () => assert.isTrue(isHttpUrl(url)));
  }
  for (const url of [
    '',
    '/api',
    '//a.example',
    'a.example',
    'ftp://a',
    'http://',
    'http://a:99999',
    'file:///a',
    ' http://a',
  ]) {
    it(`does not take ${JSON.stringify(url)}`, () => assert.isFalse(isHttpUrl(url)));
  }
});
