import type { OperatorFunction, Subscriber } from 'rxjs';
import type { Chunk, ToolCallChunk } from '../../chunk/Chunk.ts';
import { type Handlers, operate } from '../../rx/operate.ts';
import type { RunChunk } from '../../tools/RunChunk.ts';

/**
 * Leaves of a run what its caller has to know: the answer, with those calls alone that the caller's own client is to run.
 *
 * ```text
 * run   --s--call(a)--call(b)--tool-result(a)--round--usage--finish--|
 *       --s------------------------------------call(b)-usage--finish--|
 * ```
 *
 * A client takes every call for one that it has to answer. So calls wait for the end of their round, which tells those that were answered
 * from those that were not; what is left is numbered anew.
 */
export function openCallsAlone(): OperatorFunction<RunChunk, Chunk> {
  return operate(() => new OpenCallFilter());
}

class OpenCallFilter implements Handlers<RunChunk, Chunk> {
  #held: ToolCallChunk[] = [];
  readonly #answered = new Set<string>();
  /** The number of each call that was let through, by its number in the run. */
  readonly #numbers = new Map<number, number>();

  next(chunk: RunChunk, destination: Subscriber<Chunk>): void {
    switch (chunk.type) {
      case 'tool-call':
        this.#held.push(chunk);
        break;
      case 'tool-result':
        this.#answered.add(chunk.call.id);
        break;
      case 'round':
        this.#release(destination);
        break;
      case 'tool-approval':
      case 'tool-start':
      case 'tool-progress':
        break;
      case 'usage':
      case 'finish':
        this.#release(destination);
        destination.next(chunk);
        break;
      default:
        destination.next(chunk);
    }
  }

  complete(destination: Subscriber<Chunk>): void {
    this.#release(destination);
    destination.complete();
  }

  #release(destination: Subscriber<Chunk>): void {
    const held = this.#held;
    this.#held = [];
    const answered = new Set(held.filter(({ id }) => this.#answered.has(id ?? '')).map(({ index }) => index));
    for (const call of held) {
      if (!answered.has(call.index)) destination.next({ ...call, index: this.#numberOf(call.index) });
    }
  }

  #numberOf(index: number): number {
    const number = this.#numbers.get(index) ?? this.#numbers.size;
    this.#numbers.set(index, number);
    return number;
  }
}
