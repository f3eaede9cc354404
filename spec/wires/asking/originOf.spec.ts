import { assert } from 'chai';
import { originOf } from '../../../lib/wires/asking/originOf.ts';

describe('originOf', () => {
  for (const [baseUrl, origin] of [
    ['https://api.example/v1', 'https://api.example'],
    ['http://user:pass@127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['/api/v1', ''],
  ] as const) {
    it(`makes ${origin || 'nothing'} of ${baseUrl}`, () => assert.equal(originOf(baseUrl), origin));
  }
});
