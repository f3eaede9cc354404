import { assert, expect } from 'chai';
import { from, Subject } from 'rxjs';
import { DEFAULT_MAX_BYTES } from '../../../lib/framing/lines/limits.ts';
import { LineSplitter as LineSplitterInPage } from '../../../lib/framing/lines/LineSplitter.browser.ts';
import { EventTooLargeError, splitLines as splitLinesInNode, type SplitLinesOptions } from '../../../lib/index.ts';
import { operate } from '../../../lib/rx/operate.ts';
import { chunkings, inPiecesOf, toBytes, type Written } from '../../support/bytes.ts';
import { drain } from '../../support/drain.ts';
import { runMarbles } from '../../support/marbles.ts';

const splitLinesInPage: typeof splitLinesInNode = (options) =>
  operate(() => new LineSplitterInPage(options?.maxLineBytes ?? DEFAULT_MAX_BYTES));

describe('splitLines', () => describeSplitLines(splitLinesInNode));
describe('splitLines in the bundle of a page', () => describeSplitLines(splitLinesInPage));

function describeSplitLines(splitLines: typeof splitLinesInNode): void {
  it('emits each line with the byte that ends it, and the rest at the end', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const pieces = { a: toBytes('da'), b: toBytes('ta: 1\r'), c: toBytes('\n\nx') };
      const bytes$ = hot(' --a--b--c--|   ', pieces);
      const subs = '       ^----------!   ';
      const expected = '   -----d--e--(x|)';

      expectObservable(bytes$.pipe(splitLines())).toBe(expected, { d: 'data: 1', e: '', x: 'x' });
      expectSubscriptions(bytes$.subscriptions).toBe(subs);
    });
  });

  it('emits several lines of one piece in one frame', () => {
    runMarbles(({ hot, expectObservable }) => {
      const bytes$ = hot('  --a------b|', { a: toBytes('one\ntwo\rthree\r\nfo'), b: toBytes('ur\n') });
      const expected = '    --(123)--4|';

      expectObservable(bytes$.pipe(splitLines())).toBe(expected, { 1: 'one', 2: 'two', 3: 'three', 4: 'four' });
    });
  });

  it('stops in the middle of a piece when nobody listens any more', () => {
    const bytes$ = new Subject<Uint8Array>();
    const lines: string[] = [];
    const subscription = bytes$.pipe(splitLines()).subscribe((line) => {
      lines.push(line);
      if (line === 'b') subscription.unsubscribe();
    });
    bytes$.next(toBytes('a\nb\nc\nd\n'));
    assert.deepEqual(lines, ['a', 'b']);
    assert.isFalse(bytes$.observed);
  });

  it('keeps the order of bytes that come in while it emits', () => {
    const bytes$ = new Subject<Uint8Array>();
    const lines: string[] = [];
    bytes$.pipe(splitLines()).subscribe((line) => {
      lines.push(line);
      if (line === 'a') bytes$.next(toBytes('tail\n'));
    });
    bytes$.next(toBytes('a\nhead-'));
    assert.deepEqual(lines, ['a', 'head-tail']);
  });

  describe('wherever the bytes are cut:', () => {
    const table: readonly (readonly [name: string, body: Written | readonly Written[], lines: readonly string[]])[] = [
      ['nothing', '', []],
      ['an unterminated line', 'a', ['a']],
      ['a terminated line', 'a\n', ['a']],
      ['an empty line', '\n', ['']],
      ['CR', 'a\rb\r', ['a', 'b']],
      ['CRLF', 'a\r\nb\r\n', ['a', 'b']],
      ['LF CR', 'a\n\rb', ['a', '', 'b']],
      ['CR CR LF LF', '\r\r\n\n', ['', '', '']],
      ['CR, text, LF', 'a\rb\nc', ['a', 'b', 'c']],
      ['only CRs, and a last line', '\r\rx', ['', '', 'x']],
      ['a byte order mark', [{ hex: 'ef bb bf' }, 'a\n'], ['a']],
      ['a byte order mark alone', { hex: 'ef bb bf' }, []],
      ['a byte order mark and an unterminated line', [{ hex: 'ef bb bf' }, 'a'], ['a']],
      ['a byte order mark and a line end', [{ hex: 'ef bb bf' }, '\n\n'], ['', '']],
      ['two byte order marks', [{ hex: 'ef bb bf ef bb bf' }, 'a\n'], ['\ufeffa']],
      ['a byte order mark in the second line', 'a\n\ufeffb\n', ['a', '\ufeffb']],
      ['most of a byte order mark', { hex: 'ef bb' }, ['\ufffd']],
      ['an invalid byte at the end', ['a\n', { hex: 'e2 82' }], ['a', '\ufffd']],
      ['an invalid byte before a line end', [{ hex: 'e2 82' }, '\n', { hex: '82' }, '\r'], ['\ufffd', '\ufffd']],
      ['NUL', 'a\u0000b\n\u0000', ['a\u0000b', '\u0000']],
      [
        'what Unicode calls line ends',
        'a\u0085b\u2028c\u2029d\u000be\u000cf\n',
        ['a\u0085b\u2028c\u2029d\u000be\u000cf'],
      ],
    ];
    for (const [name, body, lines] of table) {
      it(name, () => {
        for (const [how, pieces] of chunkings(toBytes(body))) {
          assert.deepEqual(split(pieces), lines, how);
          assert.deepEqual(split(pieces.map((piece) => Buffer.from(piece))), lines, how);
        }
      });
    }
  });

  describe('maxLineBytes', () => {
    /** A line of ten bytes may come, and no longer one, whatever it is made of: then there are no lines. */
    const table: readonly (readonly [
      name: string,
      body: Written | readonly Written[],
      lines: readonly string[] | undefined,
    ])[] = [
      ['exactly the limit', '0123456789\n', ['0123456789']],
      ['one byte more', '0123456789x\n', undefined],
      ['exactly the limit, unterminated', '0123456789', ['0123456789']],
      ['one byte more, unterminated', '0123456789x', undefined],
      [
        'line ends have no weight',
        '0123456789\r\n0123456789\r0123456789\n',
        ['0123456789', '0123456789', '0123456789'],
      ],
      ['two-byte characters at the limit', 'ééééé\n', ['ééééé']],
      ['two-byte characters, one more', 'éééééé\n', undefined],
      ['two-byte characters over the limit by one byte', 'aééééé\n', undefined],
      ['four-byte characters under the limit', '😀😀\n', ['😀😀']],
      ['four-byte characters over the limit', '😀😀😀\n', undefined],
      ['a byte order mark has no weight', [{ hex: 'ef bb bf' }, '0123456789\n'], ['0123456789']],
      ['a byte order mark has no weight, unterminated', [{ hex: 'ef bb bf' }, '0123456789'], ['0123456789']],
      ['a byte order mark and one byte more', [{ hex: 'ef bb bf' }, '0123456789x\n'], undefined],
      ['only the first line has a byte order mark', ['\n', { hex: 'ef bb bf' }, '0123456789\n'], undefined],
      ['an endless line', 'x'.repeat(100), undefined],
    ];
    for (const [name, body, lines] of table) {
      it(name, () => {
        for (const [how, pieces] of chunkings(toBytes(body))) {
          if (lines === undefined)
            assert.throws(() => split(pieces, { maxLineBytes: 10 }), EventTooLargeError, '', how);
          else assert.deepEqual(split(pieces, { maxLineBytes: 10 }), lines, how);
        }
      });
    }

    it('lets the lines before a longer one out, and unsubscribes the source', () => {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const bytes$ = hot(' --a-------b--', { a: toBytes('one\ntwo\n0123456789x\nfour\n'), b: toBytes('x') });
        const subs = '       ^-!          ';
        const expected = '   --(12#)      ';

        expectObservable(bytes$.pipe(splitLines({ maxLineBytes: 10 }))).toBe(
          expected,
          { 1: 'one', 2: 'two' },
          new EventTooLargeError(10),
        );
        expectSubscriptions(bytes$.subscriptions).toBe(subs);
      });
    });

    it('stops an endless line as soon as it is too long', () => {
      const bytes$ = new Subject<Uint8Array>();
      let failure: unknown;
      bytes$.pipe(splitLines({ maxLineBytes: 10 })).subscribe({ error: (error) => (failure = error) });
      for (const byte of inPiecesOf(1, toBytes('0123456789'))) bytes$.next(byte);
      expect(failure).to.equal(undefined);
      bytes$.next(toBytes('x'));
      expect(failure).to.be.instanceOf(EventTooLargeError).with.property('limitBytes', 10);
      assert.isFalse(bytes$.observed);
    });

    it('is 16 MiB where nothing is said', () => {
      const mebibyte = toBytes('x'.repeat(2 ** 20));
      const sixteen = Array.from({ length: 16 }, () => mebibyte);
      assert.equal(split([...sixteen, toBytes('\n')])[0]?.length, 2 ** 24);
      assert.throws(() => split([...sixteen, toBytes('x')]), EventTooLargeError, '16777216');
    });
  });

  function split(pieces: Iterable<Uint8Array>, options?: SplitLinesOptions): string[] {
    return drain(from(pieces).pipe(splitLines(options)));
  }
}
