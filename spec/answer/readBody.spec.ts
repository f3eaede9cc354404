import { assert } from 'chai';
import { concat, EMPTY, from, map, of, type OperatorFunction, Subject, take, throwError, toArray } from 'rxjs';
import type { BodyForm } from '../../lib/answer/bodyForm.ts';
import { readBody } from '../../lib/answer/readBody.ts';
import { IncompleteAnswerError } from '../../lib/index.ts';
import { GateSubscriber } from '../../lib/rx/Gate.ts';
import { chunkings, concat as join, toBytes, type Written } from '../support/bytes.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';
import { PausableSource } from '../support/PausableSource.ts';

describe('readBody', () => {
  it('hands each piece to the reader of its form, as it comes', () => {
    for (const [contentType, first, form] of [
      ['text/event-stream', 'data: 1\n', 'sse'],
      ['text/html', '<p>', 'unexpected'],
      ['application/json', '{', 'json'],
      ['application/x-ndjson', '{"', 'ndjson'],
      ['application/x-ndjson', '{\n', 'json'],
    ] as const) {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const bytes$ = hot('-a-b-|', { a: toBytes(first), b: toBytes('b') });
        const subs = '      ^----!';
        const expected = '  -a-b-|';

        expectObservable(bytes$.pipe(read(contentType))).toBe(expected, { a: `${form}:${first}`, b: `${form}:b` });
        expectSubscriptions(bytes$.subscriptions).toBe(subs);
      });
    }
  });

  it('waits for the characters that tell, and then hands on all', () => {
    runMarbles(({ hot, expectObservable }) => {
      const values = { a: toBytes(' \n'), b: toBytes('da'), c: toBytes('ta: '), d: toBytes('1\n') };
      const bytes$ = hot('-a-b-c-d-----|', values);
      const expected = '  -------(abcd)|';

      expectObservable(bytes$.pipe(read(''))).toBe(expected, {
        a: 'sse: \n',
        b: 'sse:da',
        c: 'sse:ta: ',
        d: 'sse:1\n',
      });
    });
  });

  it('decides at the end of a body that is too short to tell', () => {
    for (const [body, form] of [
      ['data', 'sse'],
      ['5', 'json'],
      [' \n', 'json'],
    ] as const) {
      assert.deepEqual(drain(of(toBytes(body)).pipe(read('application/json'))), [`${form}:${body}`]);
    }
  });

  it('tells the reader how the body begins, without white space', () => {
    const beginnings: string[] = [];
    const readers = { ...none, json: (beginning: string) => (beginnings.push(beginning), toArray<Uint8Array>()) };
    const options = { contentType: 'application/json', framing: 'sse', stream: true } as const;
    for (const body of ['\ufeff \n{"a":1}', '', '  ']) drain(of(toBytes(body)).pipe(readBody(options, readers)));
    assert.match(beginnings[0] ?? '', /^\{"a":/);
    assert.deepEqual(beginnings.slice(1), ['', '']);
  });

  describe('passes on every byte, wherever it is cut:', () => {
    const table: readonly (readonly [name: string, body: Written | readonly Written[], form: BodyForm])[] = [
      ['an event stream', 'data: <p>\n\n', 'sse'],
      ['one with white space before it', ' \r\n\n\t data: a\n\n', 'sse'],
      ['one with a byte order mark', ['\ufeff', 'data: a\n\n'], 'sse'],
      ['one with a comment before it', ': <\ndata: a\n\n', 'sse'],
      ['one whose first field has a short line', 'id\ndata: a\n\n', 'sse'],
      ['white space alone', ' \n\n', 'sse'],
      ['much white space before it', `${'\n'.repeat(300)}data: a\n\n`, 'sse'],
      ['JSON', '{"a":1}', 'json'],
      ['JSON with a byte order mark', ['\ufeff', ' {"a":1}'], 'json'],
      ['a page', '\n <html>', 'unexpected'],
      ['no text', { hex: 'ff 00 fe' }, 'sse'],
      ['no text, though it looks like white space before JSON', { hex: '00 10 7b 22 61' }, 'sse'],
      ['no text, though it has white space before JSON', { hex: '00 20 0a 7b 22 61' }, 'sse'],
    ];
    for (const [name, body, form] of table) {
      it(name, () => {
        const bytes = toBytes(body);
        for (const [how, pieces] of chunkings(bytes)) {
          const readers = { ...none, [form]: () => toArray<Uint8Array>() };
          const options = { contentType: 'text/plain', framing: 'sse', stream: true } as const;
          const passed = drain(from(pieces).pipe(readBody<Uint8Array[]>(options, readers)));
          assert.deepEqual(join(passed.flat()), bytes, how);
        }
      });
    }
  });

  it('tells lines from one object over several lines, wherever they are cut', () => {
    for (const [body, form] of [
      ['{"a":1}\n', 'ndjson'],
      ['{ "a":1}\n', 'ndjson'],
      ['{\n"a":1}\n', 'json'],
      ['\n {\r\n  "a":1}\n', 'json'],
      ['{ \t\n"a":1}\n', 'json'],
    ] as const) {
      for (const [how, pieces] of chunkings(toBytes(body))) {
        const [first] = drain(from(pieces).pipe(read('application/x-ndjson')));
        assert.match(first ?? '', new RegExp(`^${form}:`), `${body} ${how}`);
      }
    }
  });

  it('does not keep white space without end', () => {
    const bytes$ = new Subject<Uint8Array>();
    let seen = 0;
    bytes$.pipe(read('text/plain')).subscribe(() => seen++);
    for (let i = 0; i < 5000; i++) bytes$.next(toBytes('\n'));
    assert.isAbove(seen, 3000);
  });

  it('passes on the end and the errors of a body, before its first byte too', () => {
    const lost = new IncompleteAnswerError('connection-lost');
    for (const contentType of ['text/event-stream', 'application/json', 'text/plain', '', 'text/html']) {
      assert.deepEqual(drain(EMPTY.pipe(read(contentType))), []);
      for (const before of ['', 'd', 'data: 1\n']) {
        const cut = concat(
          of(toBytes(before)),
          throwError(() => lost),
        );
        assert.throws(() => drain(cut.pipe(read(contentType))), IncompleteAnswerError);
      }
    }
  });

  it('gives nothing of a body that is lost before it can be told what it is', () => {
    runMarbles(({ hot, expectObservable }) => {
      const bytes$ = hot('-a-#', { a: toBytes('da') });
      expectObservable(bytes$.pipe(read('text/plain'))).toBe('---#');
    });
  });

  it('unsubscribes the body when its reader has enough', () => {
    const bytes$ = new Subject<Uint8Array>();
    let completed = false;
    const readers = { ...none, sse: () => take<Uint8Array>(1) };
    bytes$
      .pipe(readBody({ contentType: '', framing: 'sse', stream: true }, readers))
      .subscribe({ complete: () => (completed = true) });
    bytes$.next(toBytes('data: 1\n'));
    assert.isTrue(completed);
    assert.isFalse(bytes$.observed);
  });

  it('lets go of the body when it is unsubscribed', () => {
    for (const pieces of [[], ['  '], ['data: 1\n']]) {
      const bytes$ = new Subject<Uint8Array>();
      const subscription = bytes$.pipe(read('text/plain')).subscribe();
      for (const piece of pieces) bytes$.next(toBytes(piece));
      subscription.unsubscribe();
      assert.isFalse(bytes$.observed);
    }
  });

  it('lets its source stand still while the consumer waits', () => {
    const source = new PausableSource<Uint8Array>();
    const consumer = new Consumer();
    source.pipe(read('text/plain')).subscribe(consumer);
    source.emit(toBytes('data: 1\n'));
    consumer.pause();
    assert.deepEqual(source.log, ['pause']);
  });
});

class Consumer extends GateSubscriber<string> {
  pause(): void {
    this.gate.pause();
  }
}

const fail = (): never => assert.fail('it was taken for something else');
/** Readers of which none is to be asked. */
const none = { sse: fail, ndjson: fail, json: fail, custom: fail, unexpected: fail };

/** A reader of each form that says which it is, and what it read. */
function read(contentType: string): OperatorFunction<Uint8Array, string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const say = (form: BodyForm) => () => map((piece: Uint8Array) => `${form}:${decoder.decode(piece)}`);
  return readBody(
    { contentType, framing: 'sse', stream: true },
    { sse: say('sse'), ndjson: say('ndjson'), json: say('json'), custom: say('custom'), unexpected: say('unexpected') },
  );
}
