import { assert } from 'chai';
import { left, right } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { concat, from, identity, Observable, type OperatorFunction, Subject, take, throwError } from 'rxjs';
import { AnswerClock } from '../../lib/answer/AnswerClock.ts';
import { mapError } from '../../lib/rx/mapError.ts';
import { untilAborted } from '../../lib/rx/untilAborted.ts';
import {
  accumulate,
  type Chunk,
  collect,
  decodeJson,
  lefts,
  parseSse,
  rights,
  settle,
  splitLines,
  toText,
} from '../../lib/index.ts';
import { byContentType } from '../../lib/answer/byContentType.ts';
import { decodeAnswer } from '../../lib/answer/decodeAnswer.ts';
import { dropMalformed } from '../../lib/answer/dropMalformed.ts';
import { enforceDeadlines } from '../../lib/answer/enforceDeadlines.ts';
import { failOnErrorEvent } from '../../lib/answer/failOnErrorEvent.ts';
import { failOnErrorFrame } from '../../lib/answer/failOnErrorFrame.ts';
import { takeUntilDone } from '../../lib/answer/takeUntilDone.ts';
import { toChunks } from '../../lib/answer/toChunks.ts';
import { wholeText } from '../../lib/framing/lines/wholeText.ts';
import { toBytes } from '../support/bytes.ts';

/** An operator, what to feed it, and how many values it makes of that: while it is fed, and at the end. */
interface Subjected {
  readonly name: string;
  readonly operator: OperatorFunction<never, unknown>;
  readonly inputs: readonly unknown[];
  readonly emits: number;
  readonly emitsAtEnd?: number;
  /** An error of the source becomes a value. */
  readonly settles?: boolean;
}

const subjects: readonly Subjected[] = [
  subject('splitLines', splitLines(), ['id: 1\nda', 'ta: a\n', '\nrest'].map(toBytes), 3, { emitsAtEnd: 1 }),
  subject('parseSse', parseSse(), ['id: 1', 'data: a', '', 'data: b', ''], 2),
  subject('decodeJson', decodeJson(t.type({ n: t.number })), ['{"n":1}', '{', '{"n":2}'].map(event), 3),
  subject('rights', rights(), [right(1), left('no'), right(2)], 2),
  subject('lefts', lefts(), [left('no'), right(1), left('nor this')], 2),
  subject('dropMalformed', dropMalformed(), [right(1), left({}), right(2)], 2),
  subject('failOnErrorEvent', failOnErrorEvent(), ['a', 'b', 'c'].map(event), 3),
  subject('failOnErrorFrame', failOnErrorFrame(), [right({ a: 1 }), left({}), right({ error: null })], 3),
  subject(
    'takeUntilDone',
    takeUntilDone(() => undefined),
    ['a', 'b', 'c'].map(event),
    3,
  ),
  subject(
    'toChunks',
    toChunks((chunk: Chunk) => [chunk], false, inertEvents()),
    [text('a'), text('b')].map(right),
    3,
    {
      emitsAtEnd: 1,
    },
  ),
  subject('toText', toText(), [text('a'), { ...text('b'), choice: 1 }, text('c')], 2),
  subject('accumulate', accumulate(), [text('a'), text('b')], 2),
  subject('collect', collect(), [text('a'), text('b')], 0, { emitsAtEnd: 1 }),
  subject('settle', settle(), [text('a'), text('b')], 0, { emitsAtEnd: 1, settles: true }),
  subject('wholeText', wholeText(1000), ['a', 'b'].map(toBytes), 0, { emitsAtEnd: 1 }),
  subject(
    'decodeAnswer',
    decodeAnswer(t.unknown, { maxBytes: 1000, contentType: () => '' }),
    ['[1', ']'].map(toBytes),
    0,
    {
      emitsAtEnd: 1,
    },
  ),
  subject(
    'byContentType, of an event stream',
    byContentType(() => 'text/event-stream', { sse: splitLines(), json: wholeText(1000) }),
    ['a\nb', 'c\n'].map(toBytes),
    2,
  ),
  subject(
    'byContentType, of JSON',
    byContentType(() => 'application/json', { sse: splitLines(), json: wholeText(1000) }),
    ['[1', ']'].map(toBytes),
    0,
    { emitsAtEnd: 1 },
  ),
  subject('enforceDeadlines', enforceDeadlines(new AnswerClock({}, true)), ['a', 'b'].map(toBytes), 2),
  subject('mapError', mapError(identity), [1, 2], 2),
  subject('untilAborted', untilAborted(new AbortController().signal), [1, 2], 2),
  subject('untilAborted, without a signal', untilAborted(undefined), [1, 2], 2),
];

for (const { name, operator, inputs, emits, emitsAtEnd = 0, settles = false } of subjects) {
  const apply = (source: Observable<unknown>): Observable<unknown> => (source as Observable<never>).pipe(operator);

  describe(`The laws of every operator: ${name}`, () => {
    it('emits what it makes of its inputs at once, and completes with its source', () => {
      const source = new Subject<unknown>();
      const log = record(apply(source));
      for (const input of inputs) source.next(input);
      assert.lengthOf(log.values, emits);
      assert.equal(log.end, undefined);
      source.complete();
      assert.lengthOf(log.values, emits + emitsAtEnd);
      assert.equal(log.end, 'complete');
    });

    it('subscribes nothing before it is subscribed', () => {
      let subscriptions = 0;
      const source = new Observable<unknown>(() => void subscriptions++);
      const applied = apply(source);
      assert.equal(subscriptions, 0);
      applied.subscribe().unsubscribe();
      assert.equal(subscriptions, 1);
    });

    it(settles ? 'makes a value of an error, and completes' : 'passes an error on, unchanged', () => {
      for (const before of [[], inputs]) {
        const lost = new Error('lost');
        const log = record(
          apply(
            concat(
              from(before),
              throwError(() => lost),
            ),
          ),
        );
        if (settles) assert.equal(log.end, 'complete');
        else assert.strictEqual(log.end, lost);
      }
    });

    it('unsubscribes its source when it is unsubscribed', () => {
      for (const fed of [[], inputs]) {
        const source = new Subject<unknown>();
        const subscription = apply(source).subscribe();
        for (const input of fed) source.next(input);
        assert.isTrue(source.observed);
        subscription.unsubscribe();
        assert.isFalse(source.observed);
      }
    });

    it('lets go of its source when that has ended', () => {
      for (const end of ['complete', 'error'] as const) {
        let teardowns = 0;
        const source = new Observable<unknown>((subscriber) => {
          for (const input of inputs) subscriber.next(input);
          subscriber[end](new Error('lost'));
          return () => void teardowns++;
        });
        record(apply(source));
        assert.equal(teardowns, 1, end);
      }
    });

    if (emits > 0) {
      it('emits nothing behind an unsubscription in next, and stops a source that goes on and on', () => {
        assert.lengthOf(record(apply(endless(inputs)).pipe(take(1))).values, 1);
      });
    }

    it('emits nothing behind its end, though its source goes on', () => {
      let escaped: { next(value: unknown): void; complete(): void } | undefined;
      const log = record(
        apply(
          new Observable((subscriber) => {
            escaped = { next: (value) => subscriber.next(value), complete: () => subscriber.complete() };
          }),
        ),
      );
      for (const input of inputs) escaped?.next(input);
      escaped?.complete();
      for (const input of inputs) escaped?.next(input);
      escaped?.complete();
      assert.lengthOf(log.values, emits + emitsAtEnd);
      assert.equal(log.ends, 1);
    });

    it('starts clean with a second subscription, whatever ended the first', () => {
      const source = new Subject<unknown>();
      const applied = apply(source);
      const half = record(applied);
      source.next(inputs[0]);
      half.unsubscribe();
      const whole = record(applied);
      for (const input of inputs) source.next(input);
      whole.unsubscribe();
      assert.deepEqual(whole.values, record(apply(concat(from(inputs), new Subject()))).values);
      assert.deepEqual(record(apply(from(inputs))).values, record(apply(from(inputs))).values);
    });

    it('shares nothing between two subscriptions at a time', () => {
      const [first, second] = [new Subject<unknown>(), new Subject<unknown>()];
      const logs = [first, second].map((source) => record(apply(source)));
      for (const input of inputs) {
        first.next(input);
        second.next(input);
      }
      first.complete();
      second.complete();
      const alone = record(apply(from(inputs))).values;
      for (const { values } of logs) assert.deepEqual(values, alone);
    });

    it('loses nothing of what comes in while it emits', () => {
      const source = new Subject<unknown>();
      const waiting = inputs.slice(1);
      const values: unknown[] = [];
      apply(source).subscribe((value) => {
        values.push(value);
        while (waiting.length > 0) source.next(waiting.shift());
      });
      source.next(inputs[0]);
      while (waiting.length > 0) source.next(waiting.shift());
      source.complete();
      assert.lengthOf(values, emits + emitsAtEnd);
    });
  });
}

/** Every operator among the public names, found by the compiler: one without a subject is a type error. */
type Api = typeof import('../../lib/index.ts');
type OperatorName = {
  [K in keyof Api]: Api[K] extends (...args: never) => (source: Observable<never>) => Observable<unknown> ? K : never;
}[keyof Api];

it('The laws of every operator are asked of every public operator', () => {
  const names: Record<Exclude<OperatorName, 'retryRequest'>, true> = {
    splitLines: true,
    parseSse: true,
    decodeJson: true,
    rights: true,
    lefts: true,
    toText: true,
    accumulate: true,
    collect: true,
    settle: true,
  };
  const asked = new Set(subjects.map(({ name }) => name.split(',', 1)[0]));
  assert.deepEqual(
    Object.keys(names).filter((name) => !asked.has(name)),
    [],
  );
});

function subject(
  name: string,
  operator: OperatorFunction<never, unknown>,
  inputs: readonly unknown[],
  emits: number,
  rest: Pick<Subjected, 'emitsAtEnd' | 'settles'> = {},
): Subjected {
  return { name, operator, inputs, emits, ...rest };
}

function event(data: string): unknown {
  return { type: 'message', data, lastEventId: '' };
}

function text(piece: string): Chunk {
  return { type: 'text', choice: 0, text: piece };
}

function inertEvents(): Parameters<typeof toChunks>[2] {
  return {
    isDone: () => false,
    isWhole: () => false,
    requestId: () => undefined,
    onContent: () => undefined,
    onEndMarker: () => undefined,
  };
}

interface Log {
  readonly values: unknown[];
  end: unknown;
  ends: number;
  unsubscribe(): void;
}

function record(source: Observable<unknown>): Log {
  const log: Log = { values: [], end: undefined, ends: 0, unsubscribe: () => subscription.unsubscribe() };
  const end = (how: unknown): void => {
    log.end = how;
    log.ends++;
  };
  const subscription = source.subscribe({
    next: (value) => void log.values.push(value),
    error: (error: unknown) => end(error),
    complete: () => end('complete'),
  });
  return log;
}

/** Emits its values again and again, as long as it is subscribed. */
function endless(values: readonly unknown[]): Observable<unknown> {
  return new Observable((subscriber) => {
    for (let i = 0; !subscriber.closed; i++) {
      if (i > 1000) throw new Error('unsubscribing did not reach the source');
      subscriber.next(values[i % values.length]);
    }
  });
}
