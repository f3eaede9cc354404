import { assert } from 'chai';
import { left, right } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { concat, from, identity, map, Observable, of, type OperatorFunction, Subject, take, throwError } from 'rxjs';
import { decodeAnswer } from '../../lib/answer/decodeAnswer.ts';
import { decodeFrames } from '../../lib/answer/decodeFrames.ts';
import { dropMalformed } from '../../lib/answer/dropMalformed.ts';
import { readBody } from '../../lib/answer/readBody.ts';
import { readFrames } from '../../lib/answer/readFrames.ts';
import { releaseAtEnd } from '../../lib/answer/releaseAtEnd.ts';
import { toChunks } from '../../lib/answer/toChunks.ts';
import { within } from '../../lib/answer/within.ts';
import { attributeErrors } from '../../lib/chunk/attributeErrors.ts';
import { wholeText } from '../../lib/framing/lines/wholeText.ts';
// The laws are asked of every operator among the public names: the compiler finds one without a subject.
import type * as rxllm from '../../lib/index.ts';
import type * as rxllmServer from '../../lib/server/index.ts';
import {
  accumulate,
  type Chunk,
  collect,
  decodeJson,
  decodeObject,
  elements,
  lefts,
  mapAsync,
  parseChunks,
  parseNdjson,
  parseSse,
  partialJson,
  partialObject,
  retryRequest,
  rights,
  settle,
  smooth,
  splitJson,
  splitLines,
  toText,
  withState,
} from '../../lib/index.ts';
import { wireOf } from '../../lib/provider/wireOf.ts';
import { mapError } from '../../lib/rx/mapError.ts';
import { untilAborted } from '../../lib/rx/untilAborted.ts';
import { openAIFrames, sseChunks, sseEvents, uiMessages } from '../../lib/server/index.ts';
import { openCallsAlone } from '../../lib/server/gateway/openCallsAlone.ts';
import { wholeAnswer } from '../../lib/server/gateway/wholeAnswer.ts';
import { holdUntilContent } from '../../lib/sources/holdUntilContent.ts';
import { toBytes } from '../support/bytes.ts';

/** An operator, what to feed it, and how many values it makes of that: while it is fed, and at the end. */
interface Subjected {
  readonly operator: OperatorFunction<never, unknown>;
  readonly inputs: readonly unknown[];
  readonly emits: number;
  readonly emitsAtEnd?: number;
  /** An error of the source becomes a value: always, or once something was emitted. */
  readonly settles?: boolean | 'once begun';
  /** It knows of an end of its own, and a source that completes before it was cut. */
  readonly wantsEnd?: boolean;
}

type Api = typeof rxllm & typeof rxllmServer;
type OperatorName = {
  [K in keyof Api]: Api[K] extends (...args: never) => (source: Observable<never>) => Observable<unknown> ? K : never;
}[keyof Api];

const publicOperators: Readonly<Record<OperatorName, Subjected>> = {
  partialJson: { operator: partialJson(), inputs: ['{"a":"He', 'llo"', ',"b":[1', ',2]}'], emits: 4 },
  partialObject: { operator: partialObject(), inputs: ['{"a":"He', 'llo"', ',"b":[1', ',2]}'].map(text), emits: 4 },
  elements: { operator: elements(['a'], t.number), inputs: ['{"a":[1', ',"2",', '3]', '}'].map(text), emits: 3 },
  decodeObject: { operator: decodeObject(t.UnknownRecord), inputs: ['{"a"', ':1}'].map(text), emits: 0, emitsAtEnd: 1 },
  splitLines: {
    operator: splitLines(),
    inputs: ['id: 1\nda', 'ta: a\n', '\nrest'].map(toBytes),
    emits: 3,
    emitsAtEnd: 1,
  },
  parseSse: { operator: parseSse(), inputs: ['id: 1', 'data: a', '', 'data: b', ''], emits: 2 },
  parseNdjson: { operator: parseNdjson(), inputs: ['{"n":1}', '', 'oops'], emits: 2 },
  splitJson: { operator: splitJson(), inputs: ['[{"n":', '1},{"n":2},', '3'].map(toBytes), emits: 2, emitsAtEnd: 1 },
  decodeJson: {
    operator: decodeJson(t.type({ n: t.number })),
    inputs: ['{"n":1}', '{', '{"n":2}'].map(event),
    emits: 3,
  },
  rights: { operator: rights(), inputs: [right(1), left('no'), right(2)], emits: 2 },
  lefts: { operator: lefts(), inputs: [left('no'), right(1), left('nor this')], emits: 2 },
  toText: { operator: toText(), inputs: [text('a'), { ...text('b'), choice: 1 }, text('c')], emits: 2 },
  accumulate: { operator: accumulate(), inputs: [text('a'), text('b')], emits: 2 },
  collect: { operator: collect(), inputs: [text('a'), text('b')], emits: 0, emitsAtEnd: 1 },
  settle: { operator: settle(), inputs: [text('a'), text('b')], emits: 0, emitsAtEnd: 1, settles: true },
  withState: { operator: withState(), inputs: [text('a'), text('b')], emits: 3, emitsAtEnd: 1, settles: true },
  smooth: {
    operator: smooth({ everyMs: 60_000 }),
    inputs: [text('a b'), text(' c'), { type: 'start' }, text('d')],
    emits: 3,
    emitsAtEnd: 1,
  },
  mapAsync: { operator: mapAsync((n: number) => [n, -n]), inputs: [1, 2], emits: 4 },
  parseChunks: {
    operator: parseChunks(),
    inputs: ['id: 1\ndata: {"type":', '"start"}\n\ndata: {"type":"usage"}\n\n'].map(toBytes),
    emits: 2,
    wantsEnd: true,
  },
  openAIFrames: {
    operator: (source: Observable<never>) => source.pipe(openAIFrames(), map(withoutTime)),
    inputs: [{ type: 'start', id: 'a' }, text('a'), { type: 'finish', choice: 0, reason: 'stop' }],
    emits: 2,
    emitsAtEnd: 1,
    settles: 'once begun',
  },
  uiMessages: {
    operator: uiMessages(),
    inputs: [{ type: 'start' }, text('a'), { type: 'finish', choice: 0, reason: 'stop' }],
    emits: 2,
    emitsAtEnd: 1,
    settles: 'once begun',
  },
  sseChunks: {
    operator: sseChunks(),
    inputs: [{ type: 'start' }, text('a')],
    emits: 2,
    emitsAtEnd: 1,
    settles: 'once begun',
  },
  sseEvents: { operator: sseEvents(), inputs: [{ type: 'start' }, text('a')], emits: 2, emitsAtEnd: 1, settles: true },
  retryRequest: { operator: retryRequest(), inputs: [{ type: 'start' }, text('a'), text('b')], emits: 3 },
};

const variants: Readonly<Record<string, Subjected>> = {
  'partialJson, at a pace': {
    operator: partialJson({ everyMs: 60_000 }),
    inputs: ['[', '1', ',2', ',3'],
    emits: 1,
    emitsAtEnd: 1,
  },
  'partialObject, at a pace': {
    operator: partialObject(undefined, { everyMs: 60_000 }),
    inputs: ['[', '1', ',2', ',3'].map(text),
    emits: 1,
    emitsAtEnd: 1,
  },
  'elements, without a schema': {
    operator: elements([]),
    inputs: ['[1', ',2,', '3'].map(text),
    emits: 2,
    emitsAtEnd: 1,
  },
  'mapAsync, of several at a time': {
    operator: mapAsync((n: number) => of(n), { concurrency: 3 }),
    inputs: [1, 2, 3, 4],
    emits: 4,
  },
};

const framesOptions = { transforms: true, isEnd: undefined, readError: undefined, onFrame: undefined };
const wire = wireOf<{ readonly n: number }>({
  name: 'laws',
  url: '',
  endpoints: {},
  body: () => ({}),
  frame: t.type({ n: t.number }),
});
const bodyOptions = { stream: true, maxEventBytes: 1000, onFrame: undefined };
const readers = {
  sse: () => splitLines(),
  ndjson: () => splitLines(),
  json: () => wholeText(1000),
  custom: () => splitLines(),
  unexpected: () => splitLines(),
};
const chunkOptions = {
  reader: { read: (chunk: Chunk) => [chunk] },
  requireEndMarker: false,
  blocks: true,
  firstContentMs: 60_000,
  idleMs: 60_000,
};

const internalOperators: Readonly<Record<string, Subjected>> = {
  wholeText: { operator: wholeText(1000), inputs: ['a', 'b'].map(toBytes), emits: 0, emitsAtEnd: 1 },
  decodeFrames: {
    operator: decodeFrames({ codec: t.type({ n: t.number }), ...framesOptions }),
    inputs: ['{"n":1}', '{', '{"n":"2"}'].map(event),
    emits: 3,
  },
  decodeAnswer: {
    operator: decodeAnswer({ codec: t.unknown, ...framesOptions, contentType: '', beginning: '5', mayBeFrames: true }),
    inputs: ['5'].map(event),
    emits: 1,
    emitsAtEnd: 1,
  },
  'readBody, of an event stream': {
    operator: readBody({ contentType: 'text/event-stream', framing: 'sse', stream: true }, readers),
    inputs: ['data', ': a\nb', 'c\n'].map(toBytes),
    emits: 2,
  },
  'readBody, of JSON': {
    operator: readBody({ contentType: 'application/json', framing: 'sse', stream: true }, readers),
    inputs: ['[1', ']'].map(toBytes),
    emits: 0,
    emitsAtEnd: 1,
  },
  'readFrames, of an event stream': {
    operator: readFrames(wire, { contentType: 'text/event-stream', ...bodyOptions }),
    inputs: ['data: {"n"', ':1}\n\n', 'data: {\n\n'].map(toBytes),
    emits: 2,
  },
  'readFrames, of one JSON answer': {
    operator: readFrames(wire, { contentType: 'application/json', ...bodyOptions }),
    inputs: ['{"n"', ':1}'].map(toBytes),
    emits: 1,
    emitsAtEnd: 1,
  },
  toChunks: {
    operator: toChunks(chunkOptions),
    inputs: ['a', 'b'].map((piece) => ({ ...right(text(piece)), event: event(''), index: 0, json: {} })),
    emits: 3,
    emitsAtEnd: 1,
  },
  dropMalformed: { operator: dropMalformed(), inputs: [right(1), left({}), right(2)], emits: 2 },
  'dropMalformed, with a function': {
    operator: dropMalformed(() => undefined),
    inputs: [left({}), right(2)],
    emits: 1,
  },
  releaseAtEnd: {
    operator: releaseAtEnd({ head: { status: 200, headers: {} }, body$: of(), release: () => undefined }),
    inputs: [1, 2],
    emits: 2,
  },
  within: { operator: within('total', 60_000), inputs: [1, 2], emits: 2 },
  'within, without a limit': { operator: within('total', false), inputs: [1, 2], emits: 2 },
  attributeErrors: { operator: attributeErrors({ context: () => ({}) }), inputs: [text('a'), text('b')], emits: 2 },
  holdUntilContent: {
    operator: holdUntilContent({ isContent: (value) => value === 2, onContent: () => undefined }),
    inputs: [1, 2, 3],
    emits: 3,
  },
  mapError: { operator: mapError(identity), inputs: [1, 2], emits: 2 },
  openCallsAlone: { operator: openCallsAlone(), inputs: [{ type: 'start' }, text('a')], emits: 2 },
  wholeAnswer: {
    operator: (source: Observable<never>) => source.pipe(wholeAnswer(), map(withoutTime)),
    inputs: [{ type: 'start', id: 'a' }, text('a'), { type: 'finish', choice: 0, reason: 'stop' }],
    emits: 0,
    emitsAtEnd: 1,
  },
  untilAborted: { operator: untilAborted(new AbortController().signal), inputs: [1, 2], emits: 2 },
  'untilAborted, without a signal': { operator: untilAborted(undefined), inputs: [1, 2], emits: 2 },
};

for (const [name, subject] of Object.entries({ ...publicOperators, ...variants, ...internalOperators })) {
  const { operator, inputs, emits, emitsAtEnd = 0, settles = false, wantsEnd = false } = subject;
  const apply = (source: Observable<unknown>): Observable<unknown> => (source as Observable<never>).pipe(operator);

  describe(`The laws of every operator: ${name}`, () => {
    it('emits its results synchronously, and completes with its source', () => {
      const source = new Subject<unknown>();
      const log = record(apply(source));
      for (const input of inputs) source.next(input);
      assert.lengthOf(log.values, emits);
      assert.equal(log.end, undefined);
      source.complete();
      assert.lengthOf(log.values, emits + emitsAtEnd);
      if (wantsEnd) assert.propertyVal(log.end, 'name', 'IncompleteAnswerError');
      else assert.equal(log.end, 'complete');
    });

    it('subscribes nothing before it is subscribed', () => {
      let subscriptions = 0;
      const source = new Observable<unknown>(() => void subscriptions++);
      const applied = apply(source);
      assert.equal(subscriptions, 0);
      applied.subscribe().unsubscribe();
      assert.equal(subscriptions, 1);
    });

    it(settles ? 'turns an error into a value, and completes' : 'passes an error on, unchanged', () => {
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
        if (settles === true || (settles && before.length > 0)) assert.equal(log.end, 'complete');
        else assert.strictEqual(log.end, lost);
      }
    });

    it('unsubscribes from its source when it is unsubscribed', () => {
      for (const fed of [[], inputs]) {
        const source = new Subject<unknown>();
        const subscription = apply(source).subscribe();
        for (const input of fed) source.next(input);
        assert.isTrue(source.observed);
        subscription.unsubscribe();
        assert.isFalse(source.observed);
      }
    });

    it('releases its source when that has ended', () => {
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
      it('emits nothing after an unsubscription in next, and stops an endless source', () => {
        assert.lengthOf(record(apply(endless(inputs)).pipe(take(1))).values, 1);
      });
    }

    it('emits nothing after its end, even if its source continues', () => {
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

    it('starts clean with a second subscription, however the first ended', () => {
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

    it('shares nothing between two concurrent subscriptions', () => {
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

    it('loses nothing that arrives while it emits', () => {
      const source = new Subject<unknown>();
      const waiting = inputs.slice(1);
      const values: unknown[] = [];
      apply(source).subscribe({
        next: (value) => {
          values.push(value);
          // What comes before the source is subscribed is an operator's own.
          while (source.observed && waiting.length > 0) source.next(waiting.shift());
        },
        error: (error) => assert.isTrue(wantsEnd, String(error)),
      });
      source.next(inputs[0]);
      while (waiting.length > 0) source.next(waiting.shift());
      source.complete();
      assert.lengthOf(values, emits + emitsAtEnd);
    });
  });
}

/** When it was written is not what is compared. */
const withoutTime = (written: string): string => written.replaceAll(/"created":\d+/g, '"created":0');

function event(data: string): unknown {
  return { type: 'message', data, lastEventId: '' };
}

function text(piece: string): Chunk {
  return { type: 'text', choice: 0, text: piece };
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
