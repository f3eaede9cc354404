import type { Either } from 'fp-ts/lib/Either.js';
import type { OperatorFunction } from 'rxjs';
import type { Chunk } from '../chunk/Chunk.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import { operate } from '../rx/operate.ts';
import { AnswerLedger, type LedgerOptions } from './AnswerLedger.ts';
import type { Received } from './Received.ts';

/**
 * Puts what the frames say in the order that a reader may rely on: `start (content | source | activity | block)* usage? finish+`.
 *
 * ```text
 * frames   --role--"Hel"--"lo"+stop--usage--END
 * chunks   --------s"Hel"-"lo"--------------(u f |)
 * ```
 *
 * Malformed frames pass in place. `start` waits for the first content, finish reasons and usage for the end marker; empty pieces
 * are dropped. What is lost after the last finish reason (the connection, or `idle` passing) is not a failure.
 *
 * Raises, as error notifications: `EmptyAnswerError`, `IncompleteAnswerError`, `DeadlineError`, and `ProviderError` for a frame that
 * tells of an error.
 */
export const toChunks = <Frame>(
  options: LedgerOptions<Frame>,
): OperatorFunction<Received<Frame>, Either<MalformedFrame, Chunk>> =>
  operate((destination) => new AnswerLedger(destination, options));
