import assert from 'node:assert/strict';
import type { ConformanceCase } from '../ConformanceCase.ts';
import { cutAt, inPiecesOf, randomOffsets } from '../kit/cuts.ts';
import type { Define } from '../kit/Define.ts';
import { expectAnswer } from '../kit/expectations.ts';
import { outcomeOf } from '../kit/outcomeOf.ts';
import type { Rig } from '../kit/Rig.ts';
import { turns } from '../kit/turns.ts';

/** How many answers run in parallel. */
const SIDE_BY_SIDE = 8;
/** This many answers, each cut at intervals of this many bytes, are cut at every offset. */
const STRIDE = 32;
const TEXT = 'é 世 👋\r\n';

type Cut = (bytes: Uint8Array) => readonly (readonly Uint8Array[])[];

const CUTS: Readonly<Record<string, Cut>> = {
  'at every place': (bytes) => Array.from({ length: STRIDE }, (_, first) => cutAt(everyStride(first, bytes), bytes)),
  'into pieces of one length': (bytes) => [1, 2, 3, 5, 7].map((length) => inPiecesOf(length, bytes)),
  'at random': (bytes) => Array.from({ length: 24 }, (_, seed) => cutAt(randomOffsets(seed + 1, bytes.length), bytes)),
};

/** The same bytes give the same chunks, however they are cut into pieces. */
export const cuttingCases = (define: Define): readonly ConformanceCase[] =>
  Object.entries(CUTS).map(([how, cut]) =>
    define(
      `cutting: ${how}`,
      'A network may cut a stream anywhere, within a character, a line end or an escape, and the answer is the same.',
      (rig) => playAll(rig, cut),
    ),
  );

const everyStride = (first: number, { length }: Uint8Array): readonly number[] =>
  Array.from({ length: Math.ceil(length / STRIDE) }, (_, i) => Math.min(first + i * STRIDE, length));

async function playAll(rig: Rig, cut: Cut): Promise<void> {
  const bytes = new TextEncoder().encode(rig.whole('a', TEXT));
  const cuttings = cut(bytes);
  // The request itself states which one it gets, since answers run in parallel.
  rig.serveBy(async (response, { headers }) => {
    const pieces = cuttings[Number(headers['x-cutting'])] ?? [];
    // A write is an HTTP chunk, and so a piece to most clients; others join whatever arrives in one turn.
    const between = pieces.length < 100 ? 3 : 1;
    for (const piece of pieces) {
      response.write(piece);
      await turns(between);
    }
    response.end();
  });
  const provider = rig.provider();
  const ask = (index: number): ReturnType<typeof rig.ask> =>
    outcomeOf(provider.stream(rig.request(provider, { headers: { 'x-cutting': `${index}` } })));
  const expected = await ask(cuttings.length - 1);
  expectAnswer(expected, `a${TEXT}`);
  for (let i = 0; i < cuttings.length; i += SIDE_BY_SIDE) {
    const side = Array.from({ length: Math.min(SIDE_BY_SIDE, cuttings.length - i) }, (_, j) => ask(i + j));
    for (const [j, outcome] of (await Promise.all(side)).entries()) {
      if (!outcome.completed) throw outcome.error;
      assert.deepEqual(outcome.values, expected.values, `cutting ${i + j}`);
    }
  }
}
