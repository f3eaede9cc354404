import assert from 'node:assert/strict';
import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Define } from '../kit/Define.ts';
import { expectAnswer, expectFailure } from '../kit/expectations.ts';
import { outcomeOf } from '../kit/outcomeOf.ts';
import type { WireSample } from '../WireSample.ts';

/** How an answer ends, properly or not. */
export const endingCases = (define: Define, { endsAtOnce = true, json }: WireSample): readonly ConformanceCase[] => [
  define(
    'endings: a body without an end marker is incomplete',
    'A body without an end marker is an `IncompleteAnswerError` after the chunks that had arrived: a partial answer is never taken for a complete one.',
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
    'endings: requireEndMarker: false accepts a body without an end marker',
    'A caller who knows that a server sends no end marker can accept its answers: the finish reason is `unknown`.',
    async (rig) => {
      const { begin, text } = rig.sample;
      rig.serve(begin + text('Hel') + text('lo'));
      const outcome = await rig.ask({ requireEndMarker: false });
      expectAnswer(outcome, 'Hello');
      assert.deepEqual(outcome.values.at(-1), { type: 'finish', choice: 0, reason: 'unknown' });
    },
  ),

  define(
    'endings: an empty body is not an answer',
    'A success status with an empty body is an `EmptyAnswerError`, which is retryable.',
    async (rig) => {
      rig.serve('');
      expectFailure(await rig.ask(), { name: 'EmptyAnswerError', malformed: 0, retryable: true });
    },
  ),

  define(
    'endings: a web page is not an answer',
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
        define('endings: truncated JSON is not an answer', 'Truncated JSON is never read in part.', async (rig) => {
          const whole = json('Hello');
          rig.serve(whole.slice(0, whole.indexOf('Hello') + 3), { contentType: 'application/json' });
          expectFailure(await rig.ask({}, { stream: false }), { name: 'UnexpectedContentError' });
        }),
      ]),

  define(
    'endings: an answer completes at its end marker',
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
    'After a normal end the connection serves the next answer: many answers need few handshakes.',
    async (rig) => {
      rig.serve(rig.whole('Hello'));
      const provider = rig.provider();
      for (let i = 0; i < 10; i++) expectAnswer(await outcomeOf(provider.stream(rig.request(provider))), 'Hello');
      // Some clients free a connection one turn after the end of its answer.
      assert.ok(rig.server.connections <= 5, `ten answers took ${rig.server.connections} connections`);
    },
  ),
];
