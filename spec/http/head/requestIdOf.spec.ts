import { assert } from 'chai';
import { requestIdOf } from '../../../lib/http/head/requestIdOf.ts';

describe('requestIdOf', () => {
  it('reads the header of most services, of Anthropic and of Azure', () => {
    for (const name of ['x-request-id', 'request-id', 'apim-request-id'])
      assert.equal(requestIdOf({ [name]: 'r' }), 'r');
  });

  it('takes the first of several, and nothing of others', () => {
    assert.equal(requestIdOf({ 'apim-request-id': 'c', 'request-id': 'b', 'x-request-id': 'a' }), 'a');
    assert.isUndefined(requestIdOf({ 'x-id': 'a', 'cf-ray': 'b' }));
  });
});
