import { assert } from 'chai';
import {
  asyncScheduler,
  auditTime,
  bufferCount,
  catchError,
  combineLatest,
  concat,
  concatMap,
  concatWith,
  connect,
  debounceTime,
  defaultIfEmpty,
  defer,
  delay,
  distinctUntilChanged,
  endWith,
  exhaustMap,
  expand,
  filter,
  finalize,
  firstValueFrom,
  forkJoin,
  from,
  ignoreElements,
  map,
  materialize,
  merge,
  mergeMap,
  NEVER,
  Observable,
  observeOn,
  of,
  pairwise,
  race,
  reduce,
  repeat,
  retry,
  sampleTime,
  scan,
  share,
  shareReplay,
  skip,
  startWith,
  Subject,
  subscribeOn,
  switchMap,
  take,
  takeUntil,
  takeWhile,
  tap,
  throttleTime,
  throwError,
  timeout,
  toArray,
  withLatestFrom,
  zip,
} from 'rxjs';
import { toAsyncIterable } from '../../lib/rx/toAsyncIterable.ts';
import { failover } from '../../lib/sources/failover.ts';
import { hedge } from '../../lib/sources/hedge.ts';
import { retryRequest } from '../../lib/sources/retryRequest.ts';
import { decorate } from '../../lib/sources/decorate.ts';
import { limit } from '../../lib/sources/limit.ts';
import { gateOf, GateSubscriber, type Gate } from '../../lib/rx/Gate.ts';
import { accumulate } from '../../lib/chunk/accumulate.ts';
import { collect } from '../../lib/chunk/collect.ts';
import { settle } from '../../lib/chunk/settle.ts';
import { smooth } from '../../lib/chunk/smooth.ts';
import { toText } from '../../lib/chunk/toText.ts';
import { answerOf, script, sourceOf } from '../../lib/testing/index.ts';
import { runTools, settleRun } from '../../lib/tools/index.ts';
import { withState } from '../../lib/chunk/withState.ts';
import { mapAsync } from '../../lib/rx/mapAsync.ts';
import { decodeObject } from '../../lib/structured/decodeObject.ts';
import { elements } from '../../lib/structured/elements.ts';
import { partialObject } from '../../lib/structured/partialObject.ts';
import { parseChunks } from '../../lib/framing/chunks/parseChunks.ts';
import { openAIFrames, sseChunks, sseEvents, uiMessages } from '../../lib/server/index.ts';
import type { Chunk } from '../../lib/chunk/Chunk.ts';
import { readText } from './readExamples.ts';

type Source = Observable<Chunk>;

/** What stands between a source and a reader; an operator that takes sources in several places has one entry for each. */
type Between = readonly ((source: Source) => Observable<unknown>)[];

/** Long enough for nothing to fire while the test looks. */
const LONG_MS = 60_000;

const request = { messages: [] };

const through: Readonly<Record<string, Readonly<Record<string, Between>>>> = {
  'keep the gate': {
    auditTime: [(source) => source.pipe(auditTime(LONG_MS))],
    bufferCount: [(source) => source.pipe(bufferCount(2))],
    catchError: [
      (source) => source.pipe(catchError(() => NEVER)),
      (source) => throwError(() => new Error('first')).pipe(catchError(() => source)),
    ],
    concat: [(source) => concat(source, NEVER), (source) => concat(of(1), source)],
    concatMap: [(source) => source.pipe(concatMap(() => NEVER)), (source) => of(1).pipe(concatMap(() => source))],
    concatWith: [(source) => source.pipe(concatWith(NEVER)), (source) => of(1).pipe(concatWith(source))],
    debounceTime: [(source) => source.pipe(debounceTime(LONG_MS))],
    defaultIfEmpty: [(source) => source.pipe(defaultIfEmpty(1))],
    defer: [(source) => defer(() => source)],
    delay: [(source) => source.pipe(delay(LONG_MS))],
    distinctUntilChanged: [(source) => source.pipe(distinctUntilChanged())],
    endWith: [(source) => source.pipe(endWith(1))],
    exhaustMap: [(source) => source.pipe(exhaustMap(() => NEVER)), (source) => of(1).pipe(exhaustMap(() => source))],
    expand: [
      (source) => source.pipe(expand(() => NEVER)),
      (source) => of(1).pipe(expand((value) => (value === 1 ? source : NEVER))),
    ],
    filter: [(source) => source.pipe(filter(() => true))],
    finalize: [(source) => source.pipe(finalize(() => undefined))],
    ignoreElements: [(source) => source.pipe(ignoreElements())],
    map: [(source) => source.pipe(map(() => 1))],
    materialize: [(source) => source.pipe(materialize())],
    merge: [(source) => merge(source, NEVER), (source) => merge(NEVER, source)],
    mergeMap: [(source) => source.pipe(mergeMap(() => NEVER)), (source) => of(1).pipe(mergeMap(() => source))],
    observeOn: [(source) => source.pipe(observeOn(asyncScheduler))],
    pairwise: [(source) => source.pipe(pairwise())],
    race: [(source) => race(source, NEVER), (source) => race(NEVER, source)],
    reduce: [(source) => source.pipe(reduce((count) => count + 1, 0))],
    repeat: [(source) => source.pipe(repeat())],
    retry: [(source) => source.pipe(retry())],
    sampleTime: [(source) => source.pipe(sampleTime(LONG_MS))],
    scan: [(source) => source.pipe(scan((count) => count + 1, 0))],
    skip: [(source) => source.pipe(skip(1))],
    startWith: [(source) => source.pipe(startWith(1))],
    subscribeOn: [(source) => source.pipe(subscribeOn(asyncScheduler))],
    switchMap: [(source) => source.pipe(switchMap(() => NEVER)), (source) => of(1).pipe(switchMap(() => source))],
    take: [(source) => source.pipe(take(1))],
    takeUntil: [(source) => source.pipe(takeUntil(NEVER)), (source) => NEVER.pipe(takeUntil(source))],
    takeWhile: [(source) => source.pipe(takeWhile(() => true))],
    tap: [(source) => source.pipe(tap(() => undefined))],
    throttleTime: [(source) => source.pipe(throttleTime(LONG_MS))],
    timeout: [(source) => source.pipe(timeout({ each: LONG_MS }))],
    toArray: [(source) => source.pipe(toArray())],
    withLatestFrom: [(source) => source.pipe(withLatestFrom(NEVER)), (source) => NEVER.pipe(withLatestFrom(source))],
  },
  'keep it for each source': {
    combineLatest: [(source) => combineLatest([source, NEVER]), (source) => combineLatest([NEVER, source])],
    forkJoin: [(source) => forkJoin([source, NEVER]), (source) => forkJoin([NEVER, source])],
    zip: [(source) => zip(source, NEVER), (source) => zip(NEVER, source)],
  },
  'ours, all of which keep it': {
    accumulate: [(source) => source.pipe(accumulate())],
    collect: [(source) => source.pipe(collect())],
    decorate: [
      (source) =>
        decorate(sourceOf(source), { answer: (answer$) => answer$.pipe(tap(() => undefined)) }).stream(request),
      (source) => decorate(sourceOf(source), { request: (asked) => of(asked) }).stream(request),
    ],
    failover: [
      (source) => failover([sourceOf(source)]).stream(request),
      (source) => failover([sourceOf(throwError(() => new Error('first'))), sourceOf(source)]).stream(request),
    ],
    hedge: [
      (source) => hedge([sourceOf(source)], { delayMs: LONG_MS }).stream(request),
      (source) => hedge([sourceOf(NEVER), sourceOf(source)], { delayMs: 0 }).stream(request),
    ],
    limit: [(source) => limit(sourceOf(source), { concurrency: 1 }).stream(request)],
    openAIFrames: [(source) => source.pipe(openAIFrames())],
    parseChunks: [
      (source) =>
        source.pipe(
          map(() => new Uint8Array()),
          parseChunks(),
        ),
    ],
    partialObject: [
      (source) => source.pipe(partialObject()),
      (source) => source.pipe(partialObject({}, { everyMs: 1 })),
    ],
    retryRequest: [(source) => source.pipe(retryRequest())],
    runTools: [
      (source) => runTools(sourceOf(source), { tools: [] }).stream(request),
      (source) => runTools(sourceOf(source), { tools: [] }).run(request),
      (source) =>
        runTools(script([answerOf({ finishReason: 'pause', text: 'a' }), source]), { tools: [] }).run(request),
    ],
    settle: [(source) => source.pipe(settle())],
    settleRun: [(source) => source.pipe(settleRun())],
    smooth: [(source) => source.pipe(smooth())],
    sseChunks: [(source) => source.pipe(sseChunks())],
    sseEvents: [(source) => source.pipe(sseEvents())],
    toText: [(source) => source.pipe(toText())],
    uiMessages: [(source) => source.pipe(uiMessages())],
    withState: [(source) => source.pipe(withState())],
  },
  "have a gate of their own, which shuts with the reader's": {
    decodeObject: [(source) => source.pipe(decodeObject({}))],
    elements: [(source) => source.pipe(elements([], {}))],
    mapAsync: [(source) => source.pipe(mapAsync(() => NEVER))],
  },
  'lose it': {
    connect: [(source) => source.pipe(connect((shared) => merge(shared, shared)))],
    firstValueFrom: [(source) => from(firstValueFrom(source))],
    share: [(source) => source.pipe(share())],
    shareReplay: [(source) => source.pipe(shareReplay({ refCount: true, bufferSize: 1 }))],
    Subject: [
      (source) =>
        new Observable((subscriber) => {
          const subject = new Subject();
          subscriber.add(subject.subscribe(subscriber));
          subscriber.add(source.subscribe(subject));
        }),
    ],
    toAsyncIterable: [(source) => from(toAsyncIterable(source, { highWaterMark: 1_000 }))],
  },
};

describe('docs/back-pressure.md: which operators keep the gate', () => {
  const rows = tableRows(readText('docs/back-pressure.md'));

  for (const [row, operators] of Object.entries(through)) {
    it(`${row}: the page lists what is tried here`, () => {
      assert.deepEqual(rows.get(row), Object.keys(operators));
    });

    for (const [name, places] of Object.entries(operators)) {
      it(`${row}: ${name}`, async () => {
        const found = await Promise.all(places.map(findsGate));
        assert.deepEqual(
          found,
          places.map(() => FINDS[row] ?? "the reader's"),
        );
      });
    }
  }
});

/** What a source finds, where it is not the gate of the reader itself. */
const FINDS: Readonly<Record<string, Found>> = {
  "have a gate of their own, which shuts with the reader's": 'one that shuts with it',
  'lose it': 'none that does',
};

type Found = "the reader's" | 'one that shuts with it' | 'none that does';

/** Which gate does a source find behind an operator? */
async function findsGate(between: (source: Source) => Observable<unknown>): Promise<Found> {
  const reader = new Reader();
  const gate = await new Promise<Gate | undefined>((resolve) => {
    between(new Observable<Chunk>((subscriber) => resolve(gateOf(subscriber)))).subscribe(reader);
  });
  reader.gate.pause();
  const follows = gate?.paused === true;
  reader.unsubscribe();
  if (gate === reader.gate) return "the reader's";
  return follows ? 'one that shuts with it' : 'none that does';
}

class Reader extends GateSubscriber<unknown> {
  override get gate(): Gate {
    return super.gate;
  }
}

/** The names in code spans, by the row's first cell. */
function tableRows(page: string): ReadonlyMap<string, readonly string[]> {
  const rows = [...page.matchAll(/^\| ([^|]+) \| ([^|]+) \|$/gm)];
  return new Map(
    rows.map(([, row = '', cell = '']) => [row, [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)]),
  );
}
