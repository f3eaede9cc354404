import { assert } from 'chai';
import * as t from 'io-ts';
import { of } from 'rxjs';
import { decodeAnswer } from '../../lib/answer/decodeAnswer.ts';
import { END_OF_WHOLE } from '../../lib/answer/Received.ts';
import { splitJson } from '../../lib/index.ts';
import { toBytes } from '../support/bytes.ts';
import { drain } from '../support/drain.ts';

const options = {
  codec: t.type({ n: t.number }),
  transforms: false,
  isEnd: undefined,
  readError: undefined,
  onFrame: undefined,
  contentType: 'application/json',
  mayBeFrames: true,
};

/** What comes of a body: numbers of frames, `bad`, and `end` for an end of its own. */
const read = (body: string): readonly (number | string)[] =>
  drain(of(toBytes(body)).pipe(splitJson(), decodeAnswer({ ...options, beginning: body.slice(0, 8) }))).map(
    (received) => (received === END_OF_WHOLE ? 'end' : received._tag === 'Right' ? received.right.n : 'bad'),
  );

describe('decodeAnswer, where a stream was asked for', () => {
  it('takes one value for a whole answer, which is its own end', () => {
    assert.deepEqual(read('{"n":1}'), [1, 'end']);
  });

  it('takes several values for frames, whose end is not theirs to tell', () => {
    assert.deepEqual(read('{"n":1}{"n":2}'), [1, 2]);
    assert.deepEqual(read('[{"n":1},{"n":2}]'), [1, 2]);
  });

  it('takes nothing for whole that was cut behind its first frame', () => {
    assert.deepEqual(read('[{"n":1}'), [1]);
    assert.deepEqual(read('[{"n":1},{"n":'), [1, 'bad']);
    assert.deepEqual(read('{"n":1}{"n":'), [1, 'bad']);
  });
});
