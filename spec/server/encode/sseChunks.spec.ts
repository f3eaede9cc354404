import { assert, expect } from 'chai';
import * as fc from 'fast-check';
import { concat, EMPTY, from, map, of, throwError } from 'rxjs';
import { type Chunk, ConnectionError, DeadlineError, parseChunks, ProviderError } from '../../../lib/index.ts';
import { sseChunks } from '../../../lib/server/index.ts';
import { toBytes } from '../../support/bytes.ts';
import { drain } from '../../support/drain.ts';
import { runMarbles } from '../../support/marbles.ts';
import { outcomeOf } from '../../support/outcome.ts';

const start: Chunk = { type: 'start' };
const text = (piece: string): Chunk => ({ type: 'text', choice: 0, text: piece });

/** The last event of an answer that fails after its start. */
const write = (error: unknown): string | undefined => {
  const failing = concat(
    of(start),
    throwError(() => error),
  );
  return drain(failing.pipe(sseChunks())).at(-1);
};

describe('sseChunks', () => {
  it('writes each chunk as an event, the first one with an id, and ends by an event of its own', () => {
    runMarbles(({ cold, expectObservable }) => {
      const source = cold<Chunk>(' -s--t--|   ', { s: start, t: text('Hi') });
      const expected = '           -s--t--(e|)';
      expectObservable(source.pipe(sseChunks())).toBe(expected, {
        s: 'id: 0\ndata: {"type":"start"}\n\n',
        t: 'data: {"type":"text","choice":0,"text":"Hi"}\n\n',
        e: 'event: end\ndata: {}\n\n',
      });
    });
  });

  it('writes the position of each chunk that has one', () => {
    const positioned = [
      { position: 41, chunk: text('a') },
      { position: 42, chunk: text('b') },
    ];
    assert.deepEqual(drain(of(...positioned).pipe(sseChunks())), [
      'id: 41\ndata: {"type":"text","choice":0,"text":"a"}\n\n',
      'id: 42\ndata: {"type":"text","choice":0,"text":"b"}\n\n',
      'event: end\ndata: {}\n\n',
    ]);
  });

  it('ends by an event where there was nothing', () => {
    assert.deepEqual(drain(EMPTY.pipe(sseChunks())), ['event: end\ndata: {}\n\n']);
  });

  it('passes a failure before the first chunk on', () => {
    const lost = new ConnectionError('ECONNRESET');
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold<Chunk>('--#', undefined, lost).pipe(sseChunks())).toBe('--#', undefined, lost);
    });
  });

  it('tells a failure after it by the last event, and of its words only what concerns the reader', () => {
    const secret = { inBand: true, detail: 'key sk-1 is wrong', retryable: false } as const;
    assert.equal(
      write(new ProviderError({ kind: 'auth', ...secret })),
      'event: error\ndata: {"name":"ProviderError","retryable":false,"contentReceived":false,"detail":"The model service refused this server.","kind":"auth"}\n\n',
    );
    assert.equal(
      write(new DeadlineError('idle', 20)),
      'event: error\ndata: {"name":"DeadlineError","retryable":true,"contentReceived":false,"detail":"The model did not answer in time.","deadline":"idle","milliseconds":20}\n\n',
    );
    expect(write(new TypeError('secret'))).to.not.include('secret');
  });

  it('leaves out what a run tells beside its answer', () => {
    const events = [{ type: 'round', round: 1, messages: [{ role: 'user', content: 'secret' }] }] as unknown as Chunk[];
    assert.deepEqual(drain(of(start, ...events).pipe(sseChunks())), [
      'id: 0\ndata: {"type":"start"}\n\n',
      'event: end\ndata: {}\n\n',
    ]);
  });

  it('is read again by parseChunks, whatever a text holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary', minLength: 1 })), fc.boolean(), async (texts, fails) => {
        const chunks = texts.map(text);
        const error = new ProviderError({ kind: 'overloaded', inBand: true, detail: 'x', retryable: true });
        const ending = fails ? throwError(() => error) : EMPTY;
        const read$ = concat(from([start, ...chunks]), ending).pipe(sseChunks(), map(toBytes), parseChunks());
        const outcome = await outcomeOf(read$);
        assert.deepEqual(outcome.values, [start, ...chunks]);
        assert.equal(outcome.completed, !fails);
        if (fails) expect(outcome.error).to.include({ name: 'ProviderError', kind: 'overloaded', retryable: true });
      }),
    );
  });
});
