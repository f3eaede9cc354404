import { right } from 'fp-ts/lib/Either.js';
import { map, type Observable } from 'rxjs';
import { type ChatRequest, type ChatSource, type Chunk, ChunkStream } from '../../lib/index.ts';

/** The chunks that marbles name: `s` start, `a` to `d` text, `u` usage, `f` finish. */
export const chunks = {
  s: { type: 'start' },
  a: { type: 'text', choice: 0, text: 'a' },
  b: { type: 'text', choice: 0, text: 'b' },
  c: { type: 'text', choice: 0, text: 'c' },
  d: { type: 'text', choice: 0, text: 'd' },
  u: { type: 'usage', totalTokens: 1 },
  f: { type: 'finish', choice: 0, reason: 'stop' },
} as const satisfies Readonly<Record<string, Chunk>>;

export const request: ChatRequest = { messages: [{ role: 'user', content: 'Hello' }] };

/** A source made of an Observable, or of what the request makes one of. */
export function fakeSource(
  name: string,
  answer: Observable<Chunk> | ((request: ChatRequest) => Observable<Chunk>),
): ChatSource {
  const ask = (asked: ChatRequest): Observable<Chunk> => (typeof answer === 'function' ? answer(asked) : answer);
  return {
    name,
    stream: (asked) => ChunkStream.from(ask(asked)),
    streamEither: (asked) => ask(asked).pipe(map((chunk) => right(chunk))),
  };
}

/** What a call throws; `undefined` where it throws nothing. */
export function thrownBy(act: () => unknown): object | undefined {
  try {
    act();
  } catch (error) {
    return error as object;
  }
  return undefined;
}
