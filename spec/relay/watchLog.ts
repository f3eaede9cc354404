import { Observable } from 'rxjs';
import type { AnswerLog } from '../../lib/relay/index.ts';

/** A log, and what was asked of it. */
export interface WatchedLog extends AnswerLog {
  /** Each append: its position, and how many frames it had. */
  readonly appends: (readonly [first: number, count: number])[];
  /** How often a sign of life was given. */
  touches: number;
  seals: number;
  /** How many reads are open. */
  reads: number;
}

/** Watches a log. Members of `instead` stand for its own. */
export function watchLog(log: AnswerLog, instead: Partial<AnswerLog> = {}): WatchedLog {
  const inner = { ...log, ...instead };
  const watched: WatchedLog = {
    ...inner,
    appends: [],
    touches: 0,
    seals: 0,
    reads: 0,
    append(id, first, frames) {
      watched.appends.push([first, frames.length]);
      return inner.append(id, first, frames);
    },
    touch(id) {
      watched.touches++;
      return inner.touch(id);
    },
    seal(id, end) {
      watched.seals++;
      return inner.seal(id, end);
    },
    read: (id, after) =>
      new Observable((subscriber) => {
        watched.reads++;
        subscriber.add(() => watched.reads--);
        inner.read(id, after).subscribe(subscriber);
      }),
  };
  return watched;
}
