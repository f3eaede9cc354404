import type { Either } from 'fp-ts/lib/Either.js';
import type { OperatorFunction } from 'rxjs';
import type { Chunk } from '../chunk/Chunk.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import { operate } from '../rx/operate.ts';
import { AnswerLedger, type LedgerOptions } from './AnswerLedger.ts';
import type { Received } from './Received.ts';

/**
 * Emits the chunks of the frames in the order that readers may rely on: `start (content | source | activity | block)* usage? finish+`.
 *
 * ```text
 * frames   --role--"Hel"--"lo"+stop--usage--END
 * chunks   --------s"Hel"-"lo"--------------(u f |)
 * ```
 *
 * Malformed frames keep their place. `start` waits for the first content, finish reasons and usage wait for the end marker; empty
 * pieces are dropped. A lost connection or an expired `idle` deadline after the last finish reason is not a failure.
 *
 * Raises, as error notifications: `EmptyAnswerError`, `IncompleteAnswerError`, `DeadlineError`, and `ProviderError` for a frame that
 * contains an error.
 */
export const toChunks = <Frame>(
  options: LedgerOptions<Frame>,
): OperatorFunction<Received<Frame>, Either<MalformedFrame, Chunk>> =>
  operate((destination) => new AnswerLedger(destination, options));
