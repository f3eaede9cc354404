import { filter, map, type OperatorFunction } from 'rxjs';
import { INDEX } from '../codec/Rule.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { mustBe } from '../errors/Issue.ts';
import type { Chunk, TextChunk } from './Chunk.ts';

/**
 * Keeps the text of one choice, piece by piece.
 *
 * ```text
 * chunks   --start--text("Hel")--text("lo")--usage--finish--|
 *          ---------"Hel"--------"lo"-----------------------|
 * ```
 *
 * @param choice which of several answers, from 0
 * @example
 * ```ts
 * import { autonomousAI, toText } from 'rxllm';
 *
 * autonomousAI()
 *   .stream({ messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(toText())
 *   .subscribe((piece) => process.stdout.write(piece));
 * ```
 */
export function toText(choice = 0): OperatorFunction<Chunk, string> {
  if (!INDEX.is(choice)) throw new InvalidRequestError([mustBe('choice', INDEX.name)]);
  return (source) =>
    source.pipe(
      filter((chunk): chunk is TextChunk => chunk.type === 'text' && chunk.choice === choice),
      map(({ text }) => text),
    );
}
