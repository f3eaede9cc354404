import { assert, expect } from 'chai';
import * as t from 'io-ts';
import { concat, from, map, of, Subject, throwError } from 'rxjs';
import { readFrames, type ReadFramesOptions } from '../../lib/answer/readFrames.ts';
import type { Received } from '../../lib/answer/Received.ts';
import {
  type CustomFraming,
  EventTooLargeError,
  IncompleteAnswerError,
  type ProviderDefinition,
  ProviderError,
  splitLines,
  UnexpectedContentError,
} from '../../lib/index.ts';
import { wireOf } from '../../lib/provider/wireOf.ts';
import { chunkings, toBytes, type Written } from '../support/bytes.ts';
import { drain } from '../support/drain.ts';
import { event } from '../support/event.ts';
import { runMarbles } from '../support/marbles.ts';

interface Frame {
  readonly n: number;
}

/** A number a line. */
const numbers: CustomFraming = {
  accept: 'application/vnd.numbers',
  contentTypes: ['application/vnd.numbers'],
  split: () => (bytes$) =>
    bytes$.pipe(
      splitLines(),
      map((line) => event(`{"n":${line}}`)),
    ),
};

describe('readFrames', () => {
  const table: readonly (readonly [
    name: string,
    body: Written | readonly Written[],
    frames: readonly unknown[],
    contentType?: string,
    definition?: Partial<ProviderDefinition<Frame>>,
  ])[] = [
    ['an event stream', 'data: {"n":1}\n\ndata: {"n":2}\n\ndata: [DONE]\n\ndata: {"n":3}\n\n', [1, 2, 'end']],
    ['one without an end marker', 'data: {"n":1}\n\n', [1]],
    ['one behind white space and a byte order mark', ['\ufeff', '\n\ndata: {"n":1}\n\n'], [1]],
    ['one whose last event is not closed', 'data: {"n":1}\n\ndata: {"n":2}', [1, 2]],
    ['one whose last event is cut', 'data: {"n":1}\n\ndata: {"n":', [1]],
    ['one whose end marker is not closed', 'data: {"n":1}\n\ndata: [DONE]', [1, 'end']],
    ['one with malformed frames', 'data: {"n"\n\ndata: {"n":1}\n\ndata: {}\n\n', ['json', 1, 'shape']],
    ['one that is called JSON', 'data: {"n":1}\n\n', [1], 'application/json'],
    ['one that is called a page', 'data: {"n":1}\n\n', [1], 'text/html'],

    ['lines of JSON', '{"n":1}\n\n{"n":2}\r\n{oops\n[DONE]\n{"n":3}\n', [1, 2, 'json', 'end'], 'application/x-ndjson'],
    ['lines of JSON, by the wire', '{"n":1}\n{"n":2}', [1, 2], '', { framing: 'ndjson' }],
    [
      'lines of JSON with an end of their own',
      '{"n":1}\n{"n":9}\n{"n":2}\n',
      [1, 9, 'end'],
      '',
      { framing: 'ndjson', isEnd: ({ n }) => n === 9 },
    ],
    ['an event stream where lines were due', 'data: {"n":1}\n\n', [1], 'text/event-stream', { framing: 'ndjson' }],

    ['one JSON answer', '{"n":1}', [1, 'end of whole'], 'application/json'],
    ['one JSON answer that is called an event stream', ' {"n":1}\n', [1, 'end of whole'], 'text/event-stream'],
    ['one JSON answer that is called nothing', '{"n":1}', [1, 'end of whole'], ''],
    ['several values', '{"n":1}{"n":2}\n{"n":3}', [1, 2, 3], 'application/json'],
    ['the elements of an array', '[{"n":1},\n{"n":2}]', [1, 2], 'application/json', { framing: 'json-array' }],
    ['an array of one element', '[{"n":1}]', [1], 'application/json', { framing: 'json-array' }],
    ['nothing', '', [], ''],
    ['nothing, called JSON', '', [], 'application/json'],
    ['white space, called JSON', ' \n', [], 'application/json'],
    ["the caller's own framing", '5\n6\n', [5, 6], 'application/vnd.numbers', { framing: numbers }],
  ];
  for (const [name, body, frames, contentType = 'text/event-stream', definition] of table) {
    it(`reads ${name}, wherever it is cut`, () => {
      for (const [how, pieces] of chunkings(toBytes(body))) {
        assert.deepEqual(drain(from(pieces).pipe(read({ contentType }, definition))).map(briefly), frames, how);
      }
    });
  }

  it('gives each frame with the byte that ends it', () => {
    runMarbles(({ hot, expectObservable }) => {
      const values = { a: toBytes('data: {"n":1}\n'), b: toBytes('\nda'), c: toBytes('ta: {"n":2}\n\n') };
      const bytes$ = hot('-a-b-c-|', values);
      const expected = '  ---1-2-|';
      const frames = bytes$.pipe(read({ contentType: '' }));
      expectObservable(frames).toBe(expected, { 1: frameOf(1, 0), 2: frameOf(2, 1) });
    });
  });

  it('reads one answer with the codec of answers, and frames with that of frames', () => {
    const answer = t.type({ whole: t.number });
    assert.deepEqual(
      drain(of(toBytes('{"whole":1}')).pipe(read({}, { answer: answer as never }))).map(({ _tag }) => _tag),
      ['Right', 'End'],
    );
    expect(() => drain(of(toBytes('{"n":1}')).pipe(read({}, { answer: answer as never })))).to.throw(
      UnexpectedContentError,
    );
  });

  describe('fails with', () => {
    const page = '<!doctype html>\n<title>Down</title><style>p{}</style><p>We are  down</p>';
    const unexpected: readonly (readonly [contentType: string, body: Written | readonly Written[], excerpt: string])[] =
      [
        ['text/html', page, 'Down We are down'],
        ['text/html', 'no tags at all', 'no tags at all'],
        ['text/html', '', ''],
        ['image/png', [{ hex: '89' }, 'PNG'], '\ufffdPNG'],
        ['text/event-stream', page, 'Down We are down'],
        ['application/json', page, 'Down We are down'],
        ['text/plain; charset=utf-8', `\n\n  ${page}`, 'Down We are down'],
        ['', page, 'Down We are down'],
        ['application/octet-stream', ['\ufeff', page], 'Down We are down'],
        ['application/json', '{"m":1}', '{"m":1}'],
        ['application/json', '{"n":', '{"n":'],
        ['application/json', 'null', 'null'],
      ];
    for (const [contentType, body, excerpt] of unexpected) {
      it(`what is no answer: ${contentType || 'no content type'}, ${JSON.stringify(body).slice(0, 24)}`, () => {
        for (const [how, pieces] of chunkings(toBytes(body))) {
          expect(() => drain(from(pieces).pipe(read({ contentType }))), how)
            .to.throw(UnexpectedContentError)
            .that.deep.includes({ contentType, excerpt });
        }
      });
    }

    it('a page, of which what had come when it was lost', () => {
      const cut = concat(
        of(toBytes('<p>We')),
        throwError(() => new IncompleteAnswerError('connection-lost')),
      );
      expect(() => drain(cut.pipe(read({ contentType: 'text/html' }))))
        .to.throw(UnexpectedContentError)
        .with.property('excerpt', 'We');
    });

    it('a page, of which what has come in 5 s where it stalls', () => {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const bytes$ = hot('-a-----', { a: toBytes('<p>We') });
        const subs = '      ^ 5s !';
        const expected = '  - 5s #';

        const error = new UnexpectedContentError('text/html', 'We');
        expectObservable(bytes$.pipe(read({ contentType: 'text/html' }))).toBe(expected, undefined, error);
        expectSubscriptions(bytes$.subscriptions).toBe(subs);
      });
    });

    it('an endless page, of which the first 64 KiB', () => {
      const bytes$ = new Subject<Uint8Array>();
      let failure: unknown;
      bytes$.pipe(read({ contentType: 'text/html' })).subscribe({ error: (error) => (failure = error) });
      const kibibyte = toBytes('x'.repeat(1024));
      for (let i = 0; i < 63; i++) bytes$.next(kibibyte);
      assert.isTrue(bytes$.observed);
      bytes$.next(kibibyte);
      assert.isFalse(bytes$.observed);
      expect(failure).to.be.instanceOf(UnexpectedContentError).with.property('excerpt', 'x'.repeat(2000));
    });

    for (const [name, body, contentType = ''] of [
      ['a line that is too large', `data: {"n":1${' '.repeat(100)}}\n\n`],
      ['an event that is too large', `data: {"n":1\n${'data: \n'.repeat(100)}data: }\n\n`],
      ['a line of JSON that is too large', `{"n":1${' '.repeat(100)}}\n`, 'application/x-ndjson'],
      ['a JSON answer that is too large', `{"n":1${' '.repeat(100)}}`, 'application/json'],
    ] as const) {
      it(name, () => {
        expect(() => drain(of(toBytes(body)).pipe(read({ contentType, maxEventBytes: 80 }))))
          .to.throw(EventTooLargeError)
          .with.property('limitBytes', 80);
      });
    }

    for (const [name, body, contentType = 'text/event-stream'] of [
      ['a frame', 'data: {"error":"no"}\n\n'],
      ['a frame that is not closed', 'data: {"n":1}\n\ndata: {"error":"no"}'],
      ['an event of type error', 'event: error\ndata: no\n\n'],
      ['an event of type error that is not closed', 'event: error\ndata: no\n'],
      ['a line without a field', 'data: {"n":1}\n\n{"error":"no"}\n\n'],
      ['lines without a field', 'data: {"n":1}\n\n{\n"error":\n"no"\n}\n\n'],
      ['a field called error', 'data: {"n":1}\n\nerror: {"detail":"no"}\n\n'],
      ['the whole, called an event stream', '{"error":"no"}'],
      ['the whole, in a list', '[{"error":{"message":"no"}}]', ''],
      ['one JSON answer', '{"error":{"message":"no"}}', 'application/json'],
      ['a line of JSON', '{"n":1}\n{"error":"no"}\n', 'application/x-ndjson'],
    ] as const) {
      it(`an error in ${name}`, () => {
        for (const [how, pieces] of chunkings(toBytes(body))) {
          expect(() => drain(from(pieces).pipe(read({ contentType }))), how)
            .to.throw(ProviderError)
            .that.deep.includes({ inBand: true, detail: 'no' });
        }
      });
    }
  });
});

function read(
  options: Partial<ReadFramesOptions> = {},
  definition: Partial<ProviderDefinition<Frame>> = {},
): ReturnType<typeof readFrames<Frame>> {
  const wire = wireOf<Frame>({
    name: 'n',
    url: '',
    endpoints: {},
    body: () => ({}),
    frame: t.type({ n: t.number }, 'a frame'),
    ...definition,
  });
  return readFrames(wire, { contentType: '', stream: true, maxEventBytes: 10_000, onFrame: undefined, ...options });
}

const frameOf = (n: number, index: number): unknown => {
  const data = `{"n":${n}}`;
  return { _tag: 'Right', right: { n }, json: { n }, event: event(data), index, isEnd: false };
};

/** A frame by its number, a malformed frame by its reason, and the end. */
function briefly(received: Received<Frame>): unknown {
  if (received._tag === 'Right') return received.right.n;
  if (received._tag === 'Left') return received.left.reason;
  return received.ofWhole ? 'end of whole' : 'end';
}
