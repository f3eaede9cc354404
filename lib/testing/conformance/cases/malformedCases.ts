import assert from 'node:assert/strict';
import type { MalformedFrame } from '../../../errors/MalformedFrame.ts';
import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Define } from '../kit/Define.ts';
import { expectAnswer, expectError, expectFailure, textOf } from '../kit/expectations.ts';
import { outcomeOf } from '../kit/outcomeOf.ts';
import type { Rig } from '../kit/Rig.ts';

/** One bad frame between two good ones. */
function serveBad(rig: Rig): void {
  const { begin, text, end, malformed } = rig.sample;
  rig.serve(begin + text('Hel') + malformed + text('lo') + end);
}

/** Malformed frames. */
export const malformedCases = (define: Define): readonly ConformanceCase[] => [
  define('malformed frames: are skipped', 'One malformed frame never ends an answer.', async (rig) => {
    serveBad(rig);
    expectAnswer(await rig.ask(), 'Hello');
  }),

  define(
    'malformed frames: can be reported to a function',
    'A function is called with each while the stream continues.',
    async (rig) => {
      serveBad(rig);
      const told: MalformedFrame[] = [];
      expectAnswer(await rig.ask({ onMalformed: (frame) => void told.push(frame) }), 'Hello');
      assert.deepEqual(
        told.map(({ reason, errors }) => [reason, errors.length > 0]),
        [['json', true]],
      );
    },
  ),

  define('malformed frames: can end the answer', "`onMalformed: 'fail'` is a `MalformedFrameError`.", async (rig) => {
    serveBad(rig);
    expectFailure(await rig.ask({ onMalformed: 'fail' }), { name: 'MalformedFrameError', retryable: false }, 'Hel');
  }),

  define(
    'malformed frames: keep their place in streamEither',
    'A malformed frame is a value, in its place.',
    async (rig) => {
      serveBad(rig);
      const provider = rig.provider({ onMalformed: 'fail' });
      const { values, completed } = await outcomeOf(provider.streamEither(rig.request(provider)));
      assert.equal(completed, true);
      const said = values.map((item) => (item._tag === 'Left' ? `<${item.left.reason}>` : textOf([item.right])));
      assert.equal(said.join(''), 'Hel<json>lo');
    },
  ),

  define(
    "malformed frames: what the caller's function throws passes on",
    "The failure is the caller's.",
    async (rig) => {
      serveBad(rig);
      const mine = new Error('mine');
      const onMalformed = (): never => {
        throw mine;
      };
      assert.equal((await rig.ask({ onMalformed })).error, mine);
      await rig.released();
    },
  ),

  define(
    'malformed frames: alone are not an answer',
    'An `EmptyAnswerError` counts the malformed ones.',
    async (rig) => {
      rig.serve(rig.sample.malformed.repeat(3));
      const { error, values } = await rig.ask();
      assert.deepEqual(values, []);
      expectError(error, { name: 'EmptyAnswerError', malformed: 3, contentReceived: false });
    },
  ),
];
