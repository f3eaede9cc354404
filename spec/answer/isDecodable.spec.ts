import { assert } from 'chai';
import * as t from 'io-ts';
import { isDecodable } from '../../lib/answer/isDecodable.ts';
import { event } from '../support/event.ts';

describe('isDecodable', () => {
  const options = {
    codec: t.type({ n: t.number }),
    transforms: true,
    isEnd: undefined,
    readError: (json: unknown) => ('fault' in Object(json) ? {} : undefined),
    onFrame: () => assert.fail('it is not told of what may count for nothing'),
  };
  const keeps = isDecodable(options);

  it('is true of a frame, an error and the end marker', () => {
    for (const data of ['{"n":1}', '[DONE]', '{"error":"no"}', '{"detail":"no"}', '{"fault":1}']) {
      assert.isTrue(keeps(event(data)), data);
    }
    assert.isTrue(keeps(event('words', 'error')));
  });

  it('is false of what is cut, and of what is no frame', () => {
    for (const data of ['', '{"n":', '{"n":"1"}', '5', '{}', '[DON']) assert.isFalse(keeps(event(data)), data);
  });
});
