import { right } from 'fp-ts/lib/Either.js';
import type { Chunk } from '../../../lib/index.ts';
import { openCallsAlone } from '../../../lib/server/gateway/openCallsAlone.ts';
import type { RunChunk } from '../../../lib/tools/RunChunk.ts';
import { runMarbles } from '../../support/marbles.ts';

const call = (index: number, id: string): Chunk => ({
  type: 'tool-call',
  choice: 0,
  index,
  id,
  name: 'f',
  arguments: '',
});
const more = (index: number): Chunk => ({ type: 'tool-call', choice: 0, index, arguments: '{}' });
const text: Chunk = { type: 'text', choice: 0, text: 'Hi' };
const finish: Chunk = { type: 'finish', choice: 0, reason: 'stop' };
const result = (id: string): RunChunk => ({
  type: 'tool-result',
  call: { id, name: 'f', arguments: '{}' },
  content: '',
  outcome: right(1),
});

describe('openCallsAlone', () => {
  it('holds calls until their round is over, and lets those through that nobody answered, numbered anew', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<RunChunk>('-tabcr--o----f|', {
        t: text,
        a: call(0, 'a'),
        b: call(1, 'b'),
        c: more(1),
        r: result('a'),
        o: { type: 'round', round: 1, messages: [] },
        f: finish,
      });
      const subscription = '         ^-------------!';
      const expected = '             -t------(bc)-f|';
      expectObservable(source.pipe(openCallsAlone())).toBe(expected, {
        t: text,
        b: call(0, 'b'),
        c: more(0),
        f: finish,
      });
      expectSubscriptions(source.subscriptions).toBe(subscription);
    });
  });

  it('lets calls of an answer without rounds through at its end', () => {
    runMarbles(({ cold, expectObservable }) => {
      const values = { a: call(0, 'a'), f: finish };
      expectObservable(cold<RunChunk>('-a-f----|', values).pipe(openCallsAlone())).toBe('---(af)-|', values);
    });
  });

  it('passes an error on, and drops what it held', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold<RunChunk>('-a-#', { a: call(0, 'a') }).pipe(openCallsAlone())).toBe('---#');
    });
  });
});
