import { Readable } from 'node:stream';
import { assert } from 'chai';
import * as fc from 'fast-check';
import { isRight } from 'fp-ts/lib/Either.js';
import { map } from 'rxjs';
import { type ChatRequest, type Chunk, isChatStreamError, openAICompatible, type Provider } from '../../lib/index.ts';
import { type Outcome, outcomeOf } from '../support/outcome.ts';
import { transcripts } from './transcripts.ts';

/*
 * RXLLM_FUZZ_RUNS=100000 npx mocha spec/resilience/fuzz.spec.ts
 *
 * runs that many cases of each property, other ones each time. Without it a few hundred run, always the same.
 */
const asked = Number(process.env['RXLLM_FUZZ_RUNS'] ?? 0);
const parameters: fc.Parameters<unknown> =
  asked > 0 ? { numRuns: asked, endOnFailure: true } : { numRuns: 300, seed: 1 };

const request: ChatRequest = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] };

/** What comes off the wire, and how it ends. */
interface Delivery {
  readonly pieces: readonly Uint8Array[];
  readonly lost?: boolean;
  readonly contentType?: string;
}

/** A provider whose HTTP client delivers these pieces, without a socket. */
function providerOf({ pieces, lost = false, contentType = 'text/event-stream' }: Delivery): Provider {
  const left = [...pieces];
  const data = new Readable({
    read() {
      const piece = left.shift();
      if (piece !== undefined) this.push(piece);
      else if (lost) this.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
      else this.push(null);
    },
  });
  const headers = { 'content-type': contentType };
  return openAICompatible({
    baseUrl: 'http://127.0.0.1',
    axios: { request: () => Promise.resolve({ status: 200, headers, data }) },
  });
}

/** How `stream()` goes; an error that is not ours is a failure of the property. */
async function read(delivery: Delivery): Promise<Outcome<Chunk>> {
  const outcome = await outcomeOf(providerOf(delivery).stream(request));
  if (!outcome.completed && !isChatStreamError(outcome.error)) throw outcome.error;
  return outcome;
}

/** As `streamEither()` goes, with `undefined` for each malformed frame. */
async function readEither(delivery: Delivery): Promise<Outcome<Chunk | undefined>> {
  const items$ = providerOf(delivery).streamEither(request);
  const outcome = await outcomeOf(items$.pipe(map((item) => (isRight(item) ? item.right : undefined))));
  if (!outcome.completed && !isChatStreamError(outcome.error)) throw outcome.error;
  return outcome;
}

const cuts = fc.array(fc.nat({ max: 4_000 }), { maxLength: 12 });

function cutAt(offsets: readonly number[], bytes: Uint8Array): Uint8Array[] {
  const places = [0, ...offsets.map((offset) => offset % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  // An empty piece would end a Node stream's `push` loop in another way: it is none.
  return places
    .slice(1)
    .map((end, i) => bytes.slice(places[i], end))
    .filter((piece) => piece.length > 0);
}

const isContent = (chunk: Chunk): boolean => !['start', 'usage', 'finish'].includes(chunk.type);
const contentsOf = ({ values }: Outcome<Chunk>): readonly Chunk[] => values.filter(isContent);

/** Whatever else happened, what came is in the order that the contract promises. */
function assertOrder({ values, completed }: Outcome<Chunk>): void {
  const types = values.map((chunk) => (isContent(chunk) ? 'c' : chunk.type.charAt(0))).join('');
  assert.match(types, completed ? /^sc*u?f+$/ : /^(?:sc+)?$/);
}

describe('random answers', function () {
  this.timeout(asked > 0 ? 0 : 60_000);

  it('come whole, however they are cut into pieces', () =>
    fc.assert(
      fc.asyncProperty(transcripts, cuts, async ({ bytes, chunks, withBad }, offsets) => {
        const pieces = cutAt(offsets, bytes);
        assert.deepEqual(await read({ pieces }), { values: chunks, completed: true });
        assert.deepEqual(await readEither({ pieces }), { values: withBad, completed: true });
      }),
      parameters,
    ));

  it('that end early give what had come whole, and an error', () =>
    fc.assert(
      fc.asyncProperty(transcripts, cuts, fc.nat(), fc.boolean(), async (transcript, offsets, place, lost) => {
        const end = place % transcript.bytes.length;
        const outcome = await read({ pieces: cutAt(offsets, transcript.bytes.subarray(0, end)), lost });
        assertOrder(outcome);

        const contents = transcript.chunks.filter(isContent);
        const whole = transcript.ends.filter(({ offset, content }) => content && offset <= end).length;
        const got = contentsOf(outcome);
        // One more where only its empty line had not come, or the second half of that.
        assert.isAtLeast(got.length, whole);
        assert.isAtMost(got.length, whole + 1);
        assert.deepEqual(got, contents.slice(0, got.length));
        if (end < transcript.endsFrom) {
          assert.isFalse(outcome.completed);
          const { name } = outcome.error as Error;
          assert.include(['IncompleteAnswerError', 'EmptyAnswerError'], name);
        }
      }),
      parameters,
    ));

  const corruption = fc.record({
    kind: fc.constantFrom('flip', 'drop', 'repeat'),
    place: fc.nat(),
    bit: fc.nat({ max: 7 }),
    length: fc.integer({ min: 1, max: 12 }),
  });

  it('that are corrupted give nothing but what was said, and all of it up to the corruption', () =>
    fc.assert(
      fc.asyncProperty(
        transcripts,
        cuts,
        fc.array(corruption, { minLength: 1, maxLength: 3 }),
        async (transcript, offsets, corruptions) => {
          const { bytes, from, touched } = corrupt(transcript.bytes, corruptions);
          const pieces = cutAt(offsets, bytes);
          const outcome = await read({ pieces });
          assertOrder(outcome);
          await readEither({ pieces });

          const contents = transcript.chunks.filter(isContent);
          const got = contentsOf(outcome);
          const intact = transcript.ends.filter(({ offset, content }) => content && offset <= from).length;
          assert.deepEqual(got.slice(0, intact), contents.slice(0, intact));

          // Behind it only an event that was hit itself may say what was never said, and nothing changes its order.
          const known = new Map(contents.map((chunk, i) => [JSON.stringify(chunk), i]));
          const places = got.map((chunk) => known.get(JSON.stringify(chunk)) ?? -1);
          const hit = transcript.ends.filter(({ offset }, i) => {
            const begin = transcript.ends[i - 1]?.offset ?? 0;
            return touched.some(([first, last]) => first < offset && last >= begin);
          }).length;
          assert.isAtMost(places.filter((place) => place < 0).length, hit);
          if (corruptions.some(({ kind }) => kind === 'repeat')) return;
          const inOrder = places.filter((place) => place >= 0);
          assert.deepEqual(
            inOrder,
            [...new Set(inOrder)].toSorted((a, b) => a - b),
          );
        },
      ),
      parameters,
    ));

  it('that are not even answers end in an error of ours', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc.json().map((text) => new TextEncoder().encode(text)),
        ),
        fc.constantFrom(
          'text/event-stream',
          'text/plain',
          'application/json',
          'application/octet-stream',
          'text/html',
          '',
        ),
        cuts,
        fc.boolean(),
        async (bytes, contentType, offsets, lost) => {
          const outcome = await read({ pieces: cutAt(offsets, bytes), contentType, lost });
          assertOrder(outcome);
          assert.isFalse(outcome.completed);
          await readEither({ pieces: cutAt(offsets, bytes), contentType, lost });
        },
      ),
      parameters,
    ));

  it('of one JSON text, corrupted or not, end in the answer or in an error of ours', () =>
    fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        cuts,
        fc.array(corruption, { maxLength: 2 }),
        async (text, offsets, corruptions) => {
          const answer = {
            choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
          };
          const { bytes } = corrupt(new TextEncoder().encode(JSON.stringify(answer)), corruptions);
          const outcome = await read({ pieces: cutAt(offsets, bytes), contentType: 'application/json' });
          if (corruptions.length > 0) return assertOrder(outcome);
          assert.deepEqual(outcome, {
            values: [
              { type: 'start' },
              ...(text === '' ? [] : [{ type: 'text' as const, choice: 0, text }]),
              { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' },
            ],
            completed: true,
          });
        },
      ),
      parameters,
    ));
});

interface Corruption {
  readonly kind: string;
  readonly place: number;
  readonly bit: number;
  readonly length: number;
}

interface Corrupted {
  readonly bytes: Uint8Array;
  /** Where the first one is. */
  readonly from: number;
  /** The places that were hit, as offsets of the true bytes, from and to. */
  readonly touched: readonly (readonly [first: number, last: number])[];
}

/** Corrupts bytes from the end to the beginning, so that the places of the others stay true. */
function corrupt(whole: Uint8Array, corruptions: readonly Corruption[]): Corrupted {
  let bytes = [...whole];
  const touched: [number, number][] = [];
  const placed = corruptions.map((one) => ({ ...one, place: one.place % whole.length }));
  for (const { kind, place, bit, length } of placed.toSorted((a, b) => b.place - a.place)) {
    const before = bytes.slice(0, place);
    if (kind === 'flip') bytes[place] = (bytes[place] ?? 0) ^ (1 << bit);
    else if (kind === 'drop') bytes = [...before, ...bytes.slice(place + length)];
    else bytes = [...before, ...bytes.slice(place, place + length), ...bytes.slice(place)];
    // Where two events are joined, both are hit.
    touched.push([place - 1, place + length]);
  }
  return { bytes: Uint8Array.from(bytes), from: Math.min(...placed.map(({ place }) => place)), touched };
}
