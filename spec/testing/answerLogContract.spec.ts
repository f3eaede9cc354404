import { assert } from 'chai';
import { concat, filter, ignoreElements, map, NEVER, Observable, of, take } from 'rxjs';
import { type AnswerEnd, type AnswerLog, type LogEntry, memoryLog } from '../../lib/relay/index.ts';
import { answerLogContract } from '../../lib/testing/index.ts';

type Entry = LogEntry | AnswerEnd;

const mixedUp = (id: string): string => id.replace(/[{}].*/, '');

const namesWith = (options: object): readonly string[] =>
  answerLogContract(() => memoryLog(), options).map(({ name }) => name);

const isFrame = (entry: Entry): entry is LogEntry => 'position' in entry;

/** Logs that do one thing wrong, and a case that has to notice. Those that never end a read take seconds, and are few. */
const WRONG: Readonly<Record<string, readonly [wrong: (log: AnswerLog) => Partial<AnswerLog>, noticedBy: RegExp]>> = {
  'takes a second creation': [
    (log) => ({ create: (id) => log.create(id).catch(() => undefined) }),
    /creates an answer once|one of many creations/,
  ],
  'mixes answers up': [
    (log) => {
      return {
        create: (id) => log.create(mixedUp(id)).catch(() => undefined),
        append: (id, ...rest) => log.append(mixedUp(id), ...rest),
        seal: (id, end) => log.seal(mixedUp(id), end),
        read: (id, after) => log.read(mixedUp(id), after),
      };
    },
    /keeps answers apart/,
  ],
  'adds what is sent again': [
    (log) => {
      const next = new Map<string, number>();
      return {
        append(id, _first, frames) {
          const first = next.get(id) ?? 1;
          next.set(id, first + frames.length);
          return log.append(id, first, frames);
        },
      };
    },
    /takes an append again/,
  ],
  'closes a gap': [
    (log) => {
      const next = new Map<string, number>();
      return {
        append(id, first, frames) {
          const at = Math.min(first, next.get(id) ?? 1);
          next.set(id, Math.max(next.get(id) ?? 1, at + frames.length));
          return log.append(id, at, frames);
        },
      };
    },
    /never skips a gap/,
  ],
  'takes appends after the end': [
    (log) => ({ append: (id, first, frames) => log.append(id, first, frames).catch(() => ({})) }),
    /refuses to append/,
  ],
  'lets the last end win': [
    (log) => {
      const ends = new Map<string, AnswerEnd>();
      return {
        async seal(id, end) {
          await log.seal(id, end);
          ends.set(id, end);
          return end;
        },
        read: (id, after) =>
          log.read(id, after).pipe(map((entry) => (isFrame(entry) ? entry : (ends.get(id) ?? entry)))),
      };
    },
    /keeps the first end/,
  ],
  'says that every seal has won': [
    (log) => ({
      async seal(id, end) {
        await log.seal(id, end);
        return end;
      },
    }),
    /keeps the first end|agrees with itself/,
  ],
  'tells the writer of no end': [
    (log) => ({
      async touch(id) {
        await log.touch(id);
        return undefined;
      },
    }),
    /tells the writer of the end/,
  ],
  'completes where it holds nothing': [
    (log) => ({
      read: (id, after) =>
        new Observable((subscriber) =>
          log.read(id, after).subscribe({
            next: (entry) => subscriber.next(entry),
            error: () => subscriber.complete(),
            complete: () => subscriber.complete(),
          }),
        ),
    }),
    /fails a read/,
  ],
  'begins at the beginning, whatever a reader has': [
    (log) => ({ read: (id, after) => log.read(id, Math.min(after, 0)) }),
    /goes on at every position/,
  ],
  'forgets what was written before a reader came': [
    (log) => ({
      read: (id, after) =>
        new Observable((subscriber) => {
          let isThere = false;
          subscriber.add(
            log.read(id, after).subscribe({
              next: (entry) => (isThere || !isFrame(entry)) && subscriber.next(entry),
              error: (error: unknown) => subscriber.error(error),
              complete: () => subscriber.complete(),
            }),
          );
          isThere = true;
        }),
    }),
    /gives what was written/,
  ],
  'counts the writer as a reader': [
    (log) => ({
      async append(...appended) {
        const { readers = 0 } = await log.append(...appended);
        return { readers: readers + 1 };
      },
    }),
    /counts readers/,
  ],
  'changes texts': [
    (log) => ({
      append: (id, first, frames) =>
        log.append(
          id,
          first,
          frames.map((frame) => Buffer.from(frame).toString()),
        ),
    }),
    /every text back as it was/,
  ],
  'buffers for a reader that waits': [
    (log) => ({
      // A subscriber of its own has no gate.
      read: (id, after) =>
        new Observable((subscriber) =>
          log.read(id, after).subscribe({
            next: (entry) => subscriber.next(entry),
            error: (error: unknown) => subscriber.error(error),
            complete: () => subscriber.complete(),
          }),
        ),
    }),
    /no more than it takes/,
  ],
  'never ends a read': [
    (log) => ({ read: (id, after) => concat(log.read(id, after).pipe(filter(isFrame)), NEVER) }),
    /gives the end alone/,
  ],
  'completes without the end': [
    (log) => ({ read: (id, after) => log.read(id, after).pipe(filter(isFrame)) }),
    /gives back every kind of end/,
  ],
  'reads once for all subscriptions': [
    (log) => {
      const used = new Set<Observable<Entry>>();
      return {
        read(id, after) {
          const entries$: Observable<Entry> = new Observable((subscriber) => {
            const again = used.has(entries$);
            used.add(entries$);
            return (again ? of<Entry>().pipe(take(0), ignoreElements()) : log.read(id, after)).subscribe(subscriber);
          });
          return entries$;
        },
      };
    },
    /for each subscription anew/,
  ],
};

describe('answerLogContract', () => {
  it('has a name for each case, each its own', () => {
    const names = answerLogContract(() => memoryLog()).map(({ name }) => name);
    assert.isAbove(names.length, 25);
    assert.lengthOf(new Set(names), names.length);
  });

  it('asks for a lease where the log has one', () => {
    assert.lengthOf(namesWith({ leaseMs: 100 }), namesWith({}).length + 3);
  });

  it('makes a log for each case, and waits for it', async () => {
    let logs = 0;
    const [first, second] = answerLogContract(async () => {
      logs++;
      return Promise.resolve(memoryLog());
    });
    await first?.run();
    await second?.run();
    assert.equal(logs, 2);
  });

  for (const [name, [wrong, noticedBy]] of Object.entries(WRONG)) {
    it(`notices a log that ${name}`, async () => {
      const cases = answerLogContract(() => {
        const log = memoryLog();
        return { ...log, ...wrong(log) };
      }).filter((each) => noticedBy.test(each.name));
      assert.isNotEmpty(cases);
      for (const each of cases) {
        const isNoticed = await each.run().then(
          () => false,
          () => true,
        );
        if (isNoticed) return;
      }
      assert.fail('no case noticed');
    });
  }

  it('notices a log without a lease that says it has one', async function () {
    this.timeout(10_000);
    const [lease] = answerLogContract(() => memoryLog(), { leaseMs: 50 }).filter(({ name }) => /lease/.test(name));
    const error: unknown = await lease?.run().catch((reason: unknown) => reason);
    assert.match(String(error), /did not arrive within/);
  });
});
