import { assert } from 'chai';
import { joinUrl } from '../../../lib/wires/asking/joinUrl.ts';

describe('joinUrl', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['https://api.example', 'https://api.example/chat'],
    ['https://api.example/', 'https://api.example/chat'],
    ['https://api.example/v1', 'https://api.example/v1/chat'],
    ['https://api.example/v1///', 'https://api.example/v1/chat'],
    ['https://api.example:8443/v1?api-version=1', 'https://api.example:8443/v1/chat?api-version=1'],
    ['http://[::1]:8080/a%20b', 'http://[::1]:8080/a%20b/chat'],
  ];
  for (const [baseUrl, joined] of rows) {
    it(`${baseUrl} → ${joined}`, () => assert.equal(joinUrl(baseUrl, '/chat'), joined));
  }
});
