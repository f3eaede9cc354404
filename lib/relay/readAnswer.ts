import { defer, type Observable } from 'rxjs';
import { isOutput } from '../chunk/isOutput.ts';
import type { Positioned } from '../chunk/Positioned.ts';
import { addContext, isBranded } from '../errors/ChatStreamError.ts';
import { operate } from '../rx/operate.ts';
import type { AnswerEnd } from './AnswerEnd.ts';
import type { AnswerLog, LogEntry } from './AnswerLog.ts';
import { fromEnd } from './fromEnd.ts';
import { fromFrame } from './fromFrame.ts';
import { isEnd } from './isEnd.ts';
import { lostAnswer } from './lostAnswer.ts';

/** Which answer to read, and from which position. */
export interface ReadAnswerOptions {
  readonly after: number;
  /** The error of the source, if it is known here: raised in place of the error in the log. */
  readonly failure?: (() => { readonly error: unknown } | undefined) | undefined;
}

/**
 * Reads an answer from any log: each position once and in order, then its end as a completion or an error. Whatever the log does, a gap is
 * an error, and so is a log that completes without an end.
 */
export function readAnswer(log: AnswerLog, id: string, { after, failure }: ReadAnswerOptions): Observable<Positioned> {
  return defer(() => log.read(id, after)).pipe(
    operate<LogEntry | AnswerEnd, Positioned>((subscriber) => {
      let position = after;
      let contentReceived = after > 0;
      const fail = (error: unknown): void => {
        const known = isBranded(error) ? error : lostAnswer(error instanceof Error ? error : 'the log failed');
        addContext(known, { contentReceived });
        subscriber.error(known);
      };
      const end = (entry: AnswerEnd): void => {
        const own = entry.type === 'error' ? failure?.() : undefined;
        if (own) return subscriber.error(own.error);
        const error = fromEnd(entry);
        return error ? fail(error) : subscriber.complete();
      };
      return {
        next(entry) {
          if (isEnd(entry)) return end(entry);
          if (entry.position <= position) return undefined;
          if (entry.position > position + 1) return fail(lostAnswer(`after ${position} came ${entry.position}`));
          const chunk = chunkOf(entry);
          if (chunk instanceof Error) return fail(lostAnswer(chunk));
          position = entry.position;
          contentReceived ||= isOutput(chunk);
          return subscriber.next({ position, chunk });
        },
        complete: () => fail(lostAnswer('the log ended before the answer did')),
        error: fail,
      };
    }),
  );
}

function chunkOf({ frame }: LogEntry): Positioned['chunk'] | Error {
  try {
    return fromFrame(frame);
  } catch (error) {
    return error as Error;
  }
}
