import { assert } from 'chai';
import { from, Subject, take } from 'rxjs';
import type { Answer } from '../../lib/chunk/Answer.ts';
import type { Chunk } from '../../lib/chunk/Chunk.ts';
import { type AnswerState, withState } from '../../lib/chunk/withState.ts';
import { AbortError } from '../../lib/errors/AbortError.ts';
import { cpuGrowth } from '../support/cpuGrowth.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';

const empty: Answer = { text: '', reasoning: '', refusal: '', toolCalls: [], sources: [], blocks: [] };
const chunks: Record<'s' | 'a' | 'b' | 'c' | 'f', Chunk> = {
  s: { type: 'start', id: '1' },
  a: { type: 'text', choice: 0, text: 'Hel' },
  b: { type: 'text', choice: 0, text: 'lo' },
  c: { type: 'tool-call', choice: 0, index: 0, id: 'c', name: 'n', arguments: '' },
  f: { type: 'finish', choice: 0, reason: 'stop' },
};
const waiting: AnswerState = { answer: empty, state: 'waiting' };

describe('withState', () => {
  it('waits, answers and is done', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const answer = cold('--s-a-b-f-|    ', chunks);
      const subs = '       ^---------!    ';
      const expected = '   w-s-a-b-f-(d|) ';

      expectObservable(answer.pipe(withState())).toBe(expected, {
        w: waiting,
        s: { answer: { ...empty, id: '1' }, state: 'waiting' },
        a: { answer: { ...empty, id: '1', text: 'Hel' }, state: 'answering' },
        b: { answer: { ...empty, id: '1', text: 'Hello' }, state: 'answering' },
        f: { answer: { ...empty, id: '1', text: 'Hello', finishReason: 'stop' }, state: 'answering' },
        d: { answer: { ...empty, id: '1', text: 'Hello', finishReason: 'stop' }, state: 'done' },
      });
      expectSubscriptions(answer.subscriptions).toBe(subs);
    });
  });

  it('fails as a value, with what had come, and completes', () => {
    runMarbles(({ cold, expectObservable }) => {
      const stopped = new AbortError('stopped');
      const early = cold(' --#         ', chunks, stopped);
      const expected1 = '  w-(f|)      ';
      const late = cold('  --a-#       ', chunks, stopped);
      const expected2 = '  w-a-(f|)    ';

      expectObservable(early.pipe(withState())).toBe(expected1, {
        w: waiting,
        f: { answer: empty, state: 'failed', error: stopped },
      });
      expectObservable(late.pipe(withState())).toBe(expected2, {
        w: waiting,
        a: { answer: { ...empty, text: 'Hel' }, state: 'answering' },
        f: { answer: { ...empty, text: 'Hel' }, state: 'failed', error: stopped },
      });
    });
  });

  it('is done without an answer where none comes', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold<Chunk>('--|').pipe(withState())).toBe('w-(d|)', {
        w: waiting,
        d: { answer: empty, state: 'done' },
      });
    });
  });

  it('answers with whatever comes of the model, and completes what a call lacks', () => {
    assert.deepEqual(
      drain(from([chunks.c]).pipe(withState())).map(({ state, answer }) => [state, answer.toolCalls]),
      [
        ['waiting', []],
        ['answering', [{ id: 'c', name: 'n', arguments: '' }]],
        ['done', [{ id: 'c', name: 'n', arguments: '{}' }]],
      ],
    );
  });

  it('has no member `error` but where there is one', () => {
    for (const state of drain(from([chunks.a]).pipe(withState()))) assert.notProperty(state, 'error');
  });

  it('puts the choice together that it is told', () => {
    const other: Chunk = { type: 'text', choice: 1, text: 'Salut' };
    const states = drain(from([chunks.a, other]).pipe(withState({ choice: 1 })));
    assert.equal(states.at(-1)?.answer.text, 'Salut');
  });

  it('waits before its source is subscribed, which one who leaves then never is', () => {
    const source = new Subject<Chunk>();
    const seen: AnswerState[] = [];
    source.pipe(withState(), take(1)).subscribe((state) => seen.push(state));
    assert.deepEqual(seen, [waiting]);
    assert.isFalse(source.observed);
  });

  it('costs as much for each chunk of a long answer', function () {
    this.timeout(60_000);
    const growth = cpuGrowth(64 * 1024, 1024 * 1024, (length) => {
      const answer = Array.from({ length: length / 8 }, (): Chunk => ({ type: 'text', choice: 0, text: 'a word. ' }));
      return () => from(answer).pipe(withState()).subscribe();
    });
    assert.isBelow(growth, 4);
  });
});
