import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Define } from '../kit/Define.ts';
import { expectFailure } from '../kit/expectations.ts';
import type { WireSample } from '../WireSample.ts';

const MESSAGE = 'zzgl';
const inBand = { name: 'ProviderError', inBand: true, detail: MESSAGE };

/** Errors within a successful response. */
export const errorCases = (define: Define, { error, refusal }: WireSample): readonly ConformanceCase[] => [
  ...(error === undefined ? [] : streamed(define, error)),
  ...(refusal === undefined
    ? []
    : [
        define(
          'errors: a JSON error with status 200 is an error',
          'An error with a success status is never taken for an answer.',
          async (rig) => {
            for (const stream of [true, false]) {
              rig.serve(refusal(MESSAGE), { contentType: 'application/json' });
              expectFailure(await rig.ask({}, { stream }), inBand);
            }
          },
        ),
      ]),
];

const streamed = (define: Define, error: (message: string) => string): readonly ConformanceCase[] => [
  define(
    'errors: in the stream, before content',
    'An error before content leaves nothing to take back, so the request can be retried or sent to another source.',
    async (rig) => {
      for (const before of ['', rig.sample.silence, rig.sample.begin]) {
        rig.serve(before + error(MESSAGE));
        expectFailure(await rig.ask(), inBand);
      }
    },
  ),

  define(
    'errors: in the stream, after content',
    'An error after content is raised after the chunks that had arrived, and is not a normal end.',
    async (rig) => {
      const { begin, text, end } = rig.sample;
      for (const after of ['', end]) {
        rig.serve(begin + text('Hel') + text('lo') + error(MESSAGE) + after);
        expectFailure(await rig.ask(), inBand, 'Hello');
      }
    },
  ),

  define('errors: are not malformed frames', '`onMalformed` is called only for malformed frames.', async (rig) => {
    const { begin, text } = rig.sample;
    rig.serve(begin + text('Hello') + error(MESSAGE));
    let told = 0;
    expectFailure(await rig.ask({ onMalformed: () => void told++ }), inBand, 'Hello');
    if (told > 0) throw new Error(`onMalformed was called with ${told} frames`);
  }),
];
