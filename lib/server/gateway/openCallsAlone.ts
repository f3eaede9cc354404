import type { OperatorFunction, Subscriber } from 'rxjs';
import type { Chunk, ToolCallChunk } from '../../chunk/Chunk.ts';
import { type Handlers, operate } from '../../rx/operate.ts';
import type { RunChunk } from '../../tools/RunChunk.ts';

/**
 * Reduces a run to what its caller needs: the answer, with only those calls that the caller's own client has to run.
 *
 * ```text
 * run   --s--call(a)--call(b)--tool-result(a)--round--usage--finish--|
 *       --s------------------------------------call(b)-usage--finish--|
 * ```
 *
 * A client assumes that it has to answer every call that it receives. So calls wait for the end of their round, which shows which of them
 * were answered; the others are renumbered.
 */
export function openCallsAlone(): OperatorFunction<RunChunk, Chunk> {
  return operate(() => new OpenCallFilter());
}

class OpenCallFilter implements Handlers<RunChunk, Chunk> {
  #held: ToolCallChunk[] = [];
  readonly #answered = new Set<string>();
  /** The number of each call that was passed on, by its number in the run. */
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
