import assert from 'node:assert/strict';
import type { Deadlines } from '../../../request/Deadlines.ts';
import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Define } from '../kit/Define.ts';
import { expectAnswer, expectFailure } from '../kit/expectations.ts';
import type { Rig } from '../kit/Rig.ts';

const LONG: Deadlines = { headersMs: 60_000, firstContentMs: 60_000, idleMs: 60_000 };
const SHORT_MS = 60;

interface Clock {
  readonly deadline: string;
  readonly deadlines: Deadlines;
  readonly text: string;
  readonly serve: (rig: Rig) => void;
}

const CLOCKS: Readonly<Record<string, Clock>> = {
  'before the headers': {
    deadline: 'headers',
    deadlines: { headersMs: SHORT_MS },
    text: '',
    serve: (rig) => void (rig.server.answer = () => undefined),
  },
  'before content': {
    deadline: 'first-content',
    deadlines: { firstContentMs: SHORT_MS },
    text: '',
    serve: (rig) => rig.serveBy((response) => response.write(rig.sample.silence)),
  },
  'between words': {
    deadline: 'idle',
    deadlines: { idleMs: SHORT_MS },
    text: 'Hel',
    serve: (rig) => rig.serveBy((response) => response.write(rig.sample.begin + rig.sample.text('Hel'))),
  },
  'in the middle of a frame': {
    deadline: 'idle',
    deadlines: { idleMs: SHORT_MS },
    text: 'Hel',
    serve: (rig) =>
      rig.serveBy((response) => response.write(rig.sample.begin + rig.sample.text('Hel') + rig.halfFrame())),
  },
  'with bytes that are not content, before it': {
    deadline: 'first-content',
    deadlines: { firstContentMs: SHORT_MS },
    text: '',
    serve: (rig) => rig.serveBy((response) => ping(response, rig)),
  },
  'with bytes that are not content, between words': {
    deadline: 'idle',
    deadlines: { idleMs: SHORT_MS },
    text: 'Hel',
    serve: (rig) =>
      rig.serveBy((response) => {
        response.write(rig.sample.begin + rig.sample.text('Hel'));
        return ping(response, rig);
      }),
  },
  'with frames that are malformed': {
    deadline: 'first-content',
    deadlines: { firstContentMs: SHORT_MS },
    text: '',
    serve: (rig) => rig.serveBy((response) => ping(response, rig, rig.sample.malformed)),
  },
};

/** The deadlines of one answer. */
export const deadlineCases = (define: Define): readonly ConformanceCase[] => [
  ...Object.entries(CLOCKS).map(([where, { deadline, deadlines, text, serve }]) =>
    define(
      `deadlines: silence ${where}`,
      `The clock \`${deadline}\` ends a silence, and content alone ends or restarts it; the socket is closed.`,
      async (rig) => {
        serve(rig);
        const expected = { name: 'DeadlineError', deadline, milliseconds: SHORT_MS, retryable: true };
        expectFailure(await rig.ask({ deadlines: { ...LONG, ...deadlines } }), expected, text);
        await rig.released();
        // The request's deadlines take precedence over the provider's.
        expectFailure(await rig.ask({ deadlines: LONG }, { deadlines }), expected, text);
        await rig.released();
      },
    ),
  ),

  define('deadlines: total', 'The deadline `total` ends an answer, whatever arrives.', async (rig) => {
    const { begin, text } = rig.sample;
    rig.serveBy((response) => {
      response.write(begin);
      return ping(response, rig, text('and'));
    });
    const { error, completed } = await rig.ask({ deadlines: { ...LONG, totalMs: SHORT_MS } });
    assert.equal(completed, false);
    assert.deepEqual(
      [(error as Error).name, (error as { readonly deadline?: string }).deadline],
      ['DeadlineError', 'total'],
    );
    await rig.released();
  }),

  define('deadlines: can be turned off', '`false` turns a deadline off.', async (rig) => {
    rig.serveBy((response) => setTimeout(() => response.end(rig.whole('Hello')), 2 * SHORT_MS));
    const off = { headersMs: false, firstContentMs: false, idleMs: false, totalMs: false } as const;
    const on = { headersMs: SHORT_MS, firstContentMs: SHORT_MS, idleMs: SHORT_MS, totalMs: SHORT_MS };
    expectAnswer(await rig.ask({ deadlines: on }, { deadlines: off }), 'Hello');
  }),
];

/** Sends the same every few milliseconds. */
function ping(
  response: { readonly destroyed: boolean; write(bytes: string): unknown },
  { sample }: Rig,
  bytes: string = sample.silence,
): void {
  const timer = setInterval(() => {
    if (response.destroyed) clearInterval(timer);
    else response.write(bytes);
  }, 5);
}
