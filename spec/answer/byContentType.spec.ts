import { assert, expect } from 'chai';
import {
  concat,
  EMPTY,
  from,
  map,
  type Observable,
  of,
  type OperatorFunction,
  Subject,
  take,
  throwError,
  toArray,
} from 'rxjs';
import { IncompleteAnswerError, UnexpectedContentError } from '../../lib/index.ts';
import { byContentType } from '../../lib/answer/byContentType.ts';
import { chunkings, concat as join, toBytes, type Written } from '../support/bytes.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';

describe('byContentType', () => {
  it('hands each piece to the reader of its kind, as it comes', () => {
    for (const [contentType, kind] of [
      ['text/event-stream', 'sse'],
      ['text/plain', 'sse'],
      ['application/json', 'json'],
    ] as const) {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const bytes$ = hot('-a-b-|', { a: toBytes('a'), b: toBytes('b') });
        const subs = '      ^----!';
        const expected = '  -a-b-|';

        expectObservable(bytes$.pipe(read(() => contentType))).toBe(expected, { a: `${kind}:a`, b: `${kind}:b` });
        expectSubscriptions(bytes$.subscriptions).toBe(subs);
      });
    }
  });

  it('asks for the header at the first byte, and not before', () => {
    let asked = 0;
    const bytes$ = new Subject<Uint8Array>();
    const contentType = (): string => {
      asked++;
      return 'text/event-stream';
    };
    bytes$.pipe(read(contentType)).subscribe();
    assert.equal(asked, 0);
    bytes$.next(toBytes('a'));
    assert.equal(asked, 1);
  });

  it('passes on the end and the errors of a body, before its first byte too', () => {
    const lost = new IncompleteAnswerError('connection-lost');
    for (const contentType of ['text/event-stream', 'application/json', 'text/plain', '']) {
      assert.deepEqual(drain(EMPTY.pipe(read(() => contentType))), []);
      assert.throws(() => drain(throwError(() => lost).pipe(read(() => contentType))), IncompleteAnswerError);
      const cut = concat(
        of(toBytes('a')),
        throwError(() => lost),
      );
      assert.throws(() => drain(cut.pipe(read(() => contentType))), IncompleteAnswerError);
    }
  });

  it('unsubscribes the body when its reader has enough', () => {
    const bytes$ = new Subject<Uint8Array>();
    let completed = false;
    bytes$
      .pipe(byContentType(() => 'text/event-stream', { sse: take(1), json: fail }))
      .subscribe({ complete: () => (completed = true) });
    bytes$.next(toBytes('a'));
    assert.isTrue(completed);
    assert.isFalse(bytes$.observed);
  });

  it('lets go of the body when it is unsubscribed', () => {
    for (const pieces of [[], ['  '], ['a']]) {
      const bytes$ = new Subject<Uint8Array>();
      const subscription = bytes$.pipe(read(() => 'text/plain')).subscribe();
      for (const piece of pieces) bytes$.next(toBytes(piece));
      subscription.unsubscribe();
      assert.isFalse(bytes$.observed);
    }
  });

  describe('fails with what is no answer:', () => {
    const page = '<!doctype html>\n<title>Down</title><style>p{}</style><p>We are  down</p>';
    const table: readonly (readonly [contentType: string, body: Written | readonly Written[], excerpt: string])[] = [
      ['text/html', page, 'Down We are down'],
      ['text/html', 'no tags at all', 'no tags at all'],
      ['text/html', '', ''],
      ['image/png', [{ hex: '89' }, 'PNG'], '\ufffdPNG'],
      ['application/x-ndjson', '{"a":1}\n{"a":2}\n', '{"a":1} {"a":2}'],
      ['text/plain', page, 'Down We are down'],
      ['text/plain; charset=utf-8', `\n\n  ${page}`, 'Down We are down'],
      ['', page, 'Down We are down'],
      ['application/octet-stream', ['\ufeff', page], 'Down We are down'],
    ];
    for (const [contentType, body, excerpt] of table) {
      it(`${contentType === '' ? 'no content type' : contentType}: ${JSON.stringify(body).slice(0, 24)}`, () => {
        for (const [how, pieces] of chunkings(toBytes(body))) {
          expect(() => drain(from(pieces).pipe(read(() => contentType))), how)
            .to.throw(UnexpectedContentError)
            .that.deep.includes({ contentType, excerpt });
        }
      });
    }

    it('with what had come of a body that is lost', () => {
      const cut = concat(
        of(toBytes('<p>We')),
        throwError(() => new IncompleteAnswerError('connection-lost')),
      );
      expect(() => drain(cut.pipe(read(() => 'text/html'))))
        .to.throw(UnexpectedContentError)
        .with.property('excerpt', 'We');
    });

    it('with what has come in 5 s of a body that stalls, and unsubscribes it', () => {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const bytes$ = hot('-a-----', { a: toBytes('<p>We') });
        const subs = '      ^ 5s !';
        const expected = '  - 5s #';

        expectObservable(bytes$.pipe(read(() => 'text/html'))).toBe(
          expected,
          undefined,
          new UnexpectedContentError('text/html', 'We'),
        );
        expectSubscriptions(bytes$.subscriptions).toBe(subs);
      });
    });

    it('with the first 64 KiB of an endless one, and unsubscribes it', () => {
      const bytes$ = new Subject<Uint8Array>();
      let failure: unknown;
      bytes$.pipe(read(() => 'text/html')).subscribe({ error: (error) => (failure = error) });
      const kibibyte = toBytes('x'.repeat(1024));
      for (let i = 0; i < 63; i++) bytes$.next(kibibyte);
      assert.isTrue(bytes$.observed);
      bytes$.next(kibibyte);
      assert.isFalse(bytes$.observed);
      expect(failure).to.be.instanceOf(UnexpectedContentError).with.property('excerpt', 'x'.repeat(2000));
    });
  });

  describe('looks at what calls itself plain text:', () => {
    const table: readonly (readonly [name: string, body: Written | readonly Written[]])[] = [
      ['an event stream', 'data: <p>\n\n'],
      ['one with white space before it', ' \r\n\n\t data: a\n\n'],
      ['one with a byte order mark', ['\ufeff', 'data: a\n\n']],
      ['one with a comment before it', ': <\ndata: a\n\n'],
      ['white space alone', ' \n\n'],
      ['much white space before it', `${'\n'.repeat(300)}data: a\n\n`],
      ['JSON', '{"a":1}'],
      ['no text', { hex: 'ff 00 fe' }],
    ];
    for (const [name, body] of table) {
      it(`${name} goes to the reader of events, every byte of it`, () => {
        const bytes = toBytes(body);
        for (const [how, pieces] of chunkings(bytes)) {
          const passed = drain(from(pieces).pipe(byContentType(() => 'text/plain', { sse: toArray(), json: fail })));
          assert.deepEqual(join(passed.flat()), bytes, how);
        }
      });
    }

    it('white space without end is not kept', () => {
      const bytes$ = new Subject<Uint8Array>();
      const seen: number[] = [];
      bytes$
        .pipe(byContentType(() => 'text/plain', { sse: map((piece) => piece.length), json: fail }))
        .subscribe((length) => seen.push(length));
      for (let i = 0; i < 5000; i++) bytes$.next(toBytes('\n'));
      assert.isAbove(seen.length, 3000);
    });
  });
});

/** A reader of each kind that says which it is, and what it read. */
function read(contentType: () => string): OperatorFunction<Uint8Array, string> {
  const decoder = new TextDecoder();
  return byContentType(contentType, {
    sse: map((piece) => `sse:${decoder.decode(piece)}`),
    json: map((piece) => `json:${decoder.decode(piece)}`),
  });
}

function fail(): Observable<never> {
  throw new Error('it was taken for JSON');
}
