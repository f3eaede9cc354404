import assert from 'node:assert/strict';
import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Define } from '../kit/Define.ts';
import { expectAnswer, expectFailure } from '../kit/expectations.ts';
import { outcomeOf } from '../kit/outcomeOf.ts';
import type { WireSample } from '../WireSample.ts';

/** How an answer ends, properly or not. */
export const endingCases = (define: Define, { endsAtOnce = true, json }: WireSample): readonly ConformanceCase[] => [
  define(
    'endings: a body that just ends is half an answer',
    'A body without an end marker is an `IncompleteAnswerError` after all that had come: half an answer is never taken for a whole one.',
    async (rig) => {
      const { begin, text } = rig.sample;
      rig.serve(begin + text('Hel') + text('lo'));
      const expected = { name: 'IncompleteAnswerError', reason: 'no-end-marker', retryable: true };
      expectFailure(await rig.ask(), expected, 'Hello');
      rig.serve(begin + text('Hel') + rig.halfFrame());
      expectFailure(await rig.ask(), expected, 'Hel');
    },
  ),

  define(
    'endings: requireEndMarker: false takes a body that just ends',
    'Who knows that a server sends no end marker can say so: the reason is `unknown`.',
    async (rig) => {
      const { begin, text } = rig.sample;
      rig.serve(begin + text('Hel') + text('lo'));
      const outcome = await rig.ask({ requireEndMarker: false });
      expectAnswer(outcome, 'Hello');
      assert.deepEqual(outcome.values.at(-1), { type: 'finish', choice: 0, reason: 'unknown' });
    },
  ),

  define(
    'endings: an empty body is no answer',
    'A success without a byte is an `EmptyAnswerError`, worth another try.',
    async (rig) => {
      rig.serve('');
      expectFailure(await rig.ask(), { name: 'EmptyAnswerError', malformed: 0, retryable: true });
    },
  ),

  define(
    'endings: a page is no answer',
    'A login page with status 200 is an `UnexpectedContentError`, whatever its content type.',
    async (rig) => {
      for (const contentType of ['text/html', 'text/plain', rig.sample.contentType]) {
        rig.serve('<!DOCTYPE html>\n<html><body>Sign in</body></html>', { contentType });
        expectFailure(await rig.ask(), { name: 'UnexpectedContentError', retryable: false });
      }
    },
  ),

  ...(json === undefined
    ? []
    : [
        define(
          'endings: half of one JSON is no answer',
          'JSON that is cut is never read as far as it goes.',
          async (rig) => {
            const whole = json('Hello');
            rig.serve(whole.slice(0, whole.indexOf('Hello') + 3), { contentType: 'application/json' });
            expectFailure(await rig.ask({}, { stream: false }), { name: 'UnexpectedContentError' });
          },
        ),
      ]),

  define(
    'endings: an answer that has ended waits for nobody',
    endsAtOnce
      ? 'The end marker completes at once, nothing after it is emitted, and a body that goes on has its socket closed.'
      : 'An answer that has its finish reason is complete with the body, or when `idle` passes.',
    async (rig) => {
      const { text } = rig.sample;
      rig.serveBy(async (response) => {
        response.write(rig.whole('Hello'));
        if (!endsAtOnce) return;
        while (!response.destroyed) {
          response.write(text('and more').repeat(500));
          await new Promise((resolve) => setImmediate(resolve));
        }
      });
      const deadlines = endsAtOnce ? { idleMs: false as const } : { idleMs: 60 };
      expectAnswer(await rig.ask({ deadlines }), 'Hello');
      await rig.released();
    },
  ),

  define(
    'endings: one connection serves many answers',
    'After a good end the connection serves the next answer: many answers need few handshakes.',
    async (rig) => {
      rig.serve(rig.whole('Hello'));
      const provider = rig.provider();
      for (let i = 0; i < 10; i++) expectAnswer(await outcomeOf(provider.stream(rig.request(provider))), 'Hello');
      // Some clients free a connection one turn after the end of its answer.
      assert.ok(rig.server.connections <= 5, `ten answers took ${rig.server.connections} connections`);
    },
  ),
];
