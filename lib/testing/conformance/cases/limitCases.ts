import type { ServerResponse } from 'node:http';
import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Define } from '../kit/Define.ts';
import { expectAnswer, expectFailure } from '../kit/expectations.ts';
import type { WireSample } from '../WireSample.ts';

const LIMIT = 65_536;
const tooLarge = { name: 'EventTooLargeError', limitBytes: LIMIT, retryable: false };

/** What a hostile server can cost. */
export const limitCases = (define: Define, { json }: WireSample): readonly ConformanceCase[] => [
  define(
    'limits: a frame without end',
    'A frame over `maxEventBytes` is an `EventTooLargeError`, after the chunks that had arrived; the socket is closed.',
    async (rig) => {
      rig.serveBy((response) => {
        response.write(rig.sample.begin + rig.sample.text('Hi') + rig.halfFrame());
        return pour(response, 'x'.repeat(16_384));
      });
      expectFailure(await rig.ask({ maxEventBytes: LIMIT }), tooLarge, 'Hi');
      await rig.released();
    },
  ),

  define('limits: a line without end', 'Bytes outside a frame count too.', async (rig) => {
    rig.serveBy((response) => {
      response.write(rig.sample.begin + rig.sample.text('Hi') + ': ');
      return pour(response, 'x'.repeat(16_384));
    });
    expectFailure(await rig.ask({ maxEventBytes: LIMIT }), tooLarge, 'Hi');
    await rig.released();
  }),

  define('limits: an answer that is larger in total', 'The limit is one frame’s, not an answer’s.', async (rig) => {
    const words = Array.from({ length: 40 }, (_, i) => `${i}`.padEnd(20_000));
    rig.serve(rig.whole(...words));
    expectAnswer(await rig.ask({ maxEventBytes: LIMIT }), words.join(''));
  }),

  ...(json === undefined
    ? []
    : [
        define('limits: one JSON answer', '`maxEventBytes` is the limit of one JSON answer too.', async (rig) => {
          rig.serve(json('x'.repeat(2 * LIMIT)), { contentType: 'application/json' });
          expectFailure(await rig.ask({ maxEventBytes: LIMIT }, { stream: false }), tooLarge);
        }),
      ]),

  ...(['silence', 'malformed'] as const).map((what) =>
    define(
      `limits: ${what === 'silence' ? 'what says nothing' : 'malformed frames'} without end`,
      'A server that sends frames without content costs time, and a deadline ends it.',
      async (rig) => {
        rig.serveBy((response) => drip(response, rig.sample[what].repeat(500)));
        const deadlines = { firstContentMs: 300 };
        expectFailure(await rig.ask({ deadlines }), { name: 'DeadlineError', deadline: 'first-content' });
        await rig.released();
      },
    ),
  ),
];

/** Sends the same bytes endlessly, as fast as the client takes them. */
function pour(response: ServerResponse, bytes: string): void {
  const write = (): void => {
    while (!response.destroyed && response.write(bytes));
  };
  response.on('drain', write);
  write();
}

/** Writes a block every few milliseconds, endlessly, and lets other code run in between. */
function drip(response: ServerResponse, bytes: string): void {
  const timer = setInterval(() => {
    if (response.destroyed) clearInterval(timer);
    else if (!response.writableNeedDrain) response.write(bytes);
  }, 5);
}
