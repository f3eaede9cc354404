import { assert, expect } from 'chai';
import { from, Subject, throwError } from 'rxjs';
import { EventTooLargeError, parseSse, type ParseSseOptions, type SseEvent } from '../../../lib/index.ts';
import { drain } from '../../support/drain.ts';
import { runMarbles } from '../../support/marbles.ts';

/*
 * What the lines of an event stream mean is in the table of `eventStream.spec.ts`, from bytes on. Here is what that cannot show:
 * the operator alone, its options, and its limit.
 */
describe('parseSse', () => {
  it('emits an event with its empty line', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const values = { i: 'id: 7', a: 'data: a', b: 'data: b', c: ': ping', n: '' };
      const lines = hot('  --i--a--b--n--c--n--|', values);
      const subs = '       ^-------------------!';
      const expected = '   -----------e--------|';

      expectObservable(lines.pipe(parseSse())).toBe(expected, { e: event('a\nb', '7') });
      expectSubscriptions(lines.subscriptions).toBe(subs);
    });
  });

  it('discards an event that no empty line closes', () => {
    runMarbles(({ hot, expectObservable }) => {
      const lines = hot('  --a--n--b--|', { a: 'data: a', b: 'data: b', n: '' });
      const expected = '   -----a-----|';

      expectObservable(lines.pipe(parseSse())).toBe(expected, { a: event('a') });
    });
  });

  it('makes a fresh object for each event', () => {
    const [first, second] = parse(['data: a', '', 'data: a', '']);
    assert.deepEqual(first, second);
    assert.notStrictEqual(first, second);
  });

  it('starts clean with each subscription', () => {
    const lines = new Subject<string>();
    const events: SseEvent[] = [];
    const source = lines.pipe(parseSse());
    const first = source.subscribe();
    for (const line of ['id: 7', 'event: e', 'data: a']) lines.next(line);
    first.unsubscribe();
    source.subscribe((value) => events.push(value));
    for (const line of ['data: b', '']) lines.next(line);
    assert.deepEqual(events, [event('b')]);
  });

  it('has its next event ready while it emits one', () => {
    const lines = new Subject<string>();
    const events: SseEvent[] = [];
    lines.pipe(parseSse()).subscribe((value) => {
      events.push(value);
      if (events.length === 1) for (const line of ['data: inner', '']) lines.next(line);
    });
    for (const line of ['event: e', 'data: outer', '']) lines.next(line);
    assert.deepEqual(events, [{ ...event('outer'), type: 'e' }, event('inner')]);
  });

  describe('onRetry', () => {
    it('is told of each retry field at once', () => {
      const told: number[] = [];
      const lines = new Subject<string>();
      lines.pipe(parseSse({ onRetry: (milliseconds) => told.push(milliseconds) })).subscribe();
      lines.next('retry: 3000');
      assert.deepEqual(told, [3000]);
      for (const line of ['retry: 5x', 'retry', 'retry: 1', '']) lines.next(line);
      assert.deepEqual(told, [3000, 1]);
    });

    it('may be left out', () => {
      assert.deepEqual(drain(from(['retry: 1', 'data: a', '']).pipe(parseSse())), [event('a')]);
    });

    it('may throw, which passes on unchanged and unsubscribes the source', () => {
      const mine = new TypeError('mine');
      const lines = new Subject<string>();
      let failure: unknown;
      const onRetry = (): never => {
        throw mine;
      };
      lines.pipe(parseSse({ onRetry })).subscribe({ error: (error) => (failure = error) });
      lines.next('retry: 1');
      assert.strictEqual(failure, mine);
      assert.isFalse(lines.observed);
    });
  });

  describe('keepUnterminated', () => {
    const lines = ['id: 7', 'data: a', '', 'event: e', 'data: b'];
    const closedEvent = event('a', '7');
    const unclosed = { ...event('b', '7'), type: 'e' };

    it('decides over the last event', () => {
      assert.deepEqual(parse(lines, { keepUnterminated: () => true }), [closedEvent, unclosed]);
      assert.deepEqual(parse(lines, { keepUnterminated: () => false }), [closedEvent]);
    });

    it('is asked once, and only where there is one', () => {
      const asked: SseEvent[] = [];
      const ask = (value: SseEvent): boolean => {
        asked.push(value);
        return true;
      };
      parse(lines, { keepUnterminated: ask });
      assert.deepEqual(asked, [unclosed]);
      for (const closed of [[], ['data: a', ''], ['event: e', 'id: 1', ': comment']]) {
        parse(closed, { keepUnterminated: ask });
      }
      assert.lengthOf(asked, 1);
    });

    it('has no say over an error', () => {
      const asked: SseEvent[] = [];
      const source = throwError(() => new Error('lost')).pipe(
        parseSse({ keepUnterminated: (value) => asked.push(value) > 0 }),
      );
      assert.throws(() => drain(source), 'lost');
      assert.isEmpty(asked);
    });
  });

  it('takes a line that the standard ignores for data, where dataOf says so', () => {
    const lines = ['data: a', 'b', 'c: d', ': e', 'id: 7', '', 'b', ''];
    assert.deepEqual(parse(lines, { dataOf: (line) => (line === 'b' ? 'B' : undefined) }), [
      event('a\nB', '7'),
      event('B', '7'),
    ]);
  });

  describe('maxEventBytes', () => {
    /** The data of an event may have ten bytes, line feeds between its lines included, and no more: then there is no event. */
    const table: readonly (readonly [name: string, lines: readonly string[], data: string | undefined])[] = [
      ['exactly the limit', ['data: 0123456789'], '0123456789'],
      ['one byte more', ['data: 0123456789x'], undefined],
      ['exactly the limit in two lines', ['data: 01234', 'data: 5678'], '01234\n5678'],
      ['one byte more in two lines', ['data: 01234', 'data: 56789'], undefined],
      ['exactly the limit in empty lines', Array.from({ length: 11 }, () => 'data'), '\n'.repeat(10)],
      ['one line more', Array.from({ length: 12 }, () => 'data'), undefined],
      ['two-byte characters at the limit', ['data: ééééé'], 'ééééé'],
      ['two-byte characters over the limit', ['data: éééééé'], undefined],
      ['two-byte characters over it by a line feed', ['data: ééé', 'data: éé'], undefined],
      ['two-byte characters at the limit in two lines', ['data: ééé', 'data: éx'], 'ééé\néx'],
      ['three-byte characters under it', ['data: €€€'], '€€€'],
      ['three-byte characters over it', ['data: €€€€'], undefined],
      ['four-byte characters under it', ['data: 😀😀'], '😀😀'],
      ['four-byte characters over it', ['data: 😀😀😀'], undefined],
      [
        'names, types, ids and comments have no weight',
        [':0123456789x', 'event: 0123456789x', 'data: 0123456789'],
        '0123456789',
      ],
    ];
    for (const [name, lines, data] of table) {
      it(name, () => {
        const closed = [...lines, ''];
        if (data === undefined) assert.throws(() => parse(closed, { maxEventBytes: 10 }), EventTooLargeError);
        else expect(parse(closed, { maxEventBytes: 10 }).map((value) => value.data)).to.deep.equal([data]);
      });
    }

    it('is for each event anew', () => {
      const three = ['data: 01234', 'data: 5678', '', 'data: 0123456789', '', 'data: ééééé', ''];
      assert.lengthOf(parse(three, { maxEventBytes: 10 }), 3);
      for (const before of [three, ['data: 0123456789', ''], ['data: ééééé', '']]) {
        for (const large of ['data: 0123456789x', 'data: éééééx']) {
          assert.throws(() => parse([...before, large, ''], { maxEventBytes: 10 }), EventTooLargeError);
        }
      }
    });

    it('fails with the line that is too much, and unsubscribes the source', () => {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const lines = hot('  --a--n--b--c--n--|', { a: 'data: a', b: 'data: 01234', c: 'data: 56789', n: '' });
        const subs = '       ^----------!';
        const expected = '   -----a-----#';

        expectObservable(lines.pipe(parseSse({ maxEventBytes: 10 }))).toBe(
          expected,
          { a: event('a') },
          new EventTooLargeError(10),
        );
        expectSubscriptions(lines.subscriptions).toBe(subs);
      });
    });

    it('is 16 MiB where nothing is said', () => {
      const mebibyte = `data: ${'x'.repeat(2 ** 20 - 1)}`;
      const sixteen = Array.from({ length: 16 }, () => mebibyte);
      expect(parse([...sixteen, 'data', '']).map(({ data }) => data.length)).to.deep.equal([2 ** 24]);
      assert.throws(() => parse([...sixteen, 'data: x', '']), EventTooLargeError, '16777216');
    });

    it('stops an event without end, however short its lines', () => {
      assert.throws(() => parse(shortLines(Infinity), { maxEventBytes: 1_000_000 }), EventTooLargeError);
    });
  });

  it('joins very many short lines at the cost of their length', () => {
    const count = 1_000_000;
    const [{ data } = event('')] = parse(shortLines(count));
    assert.lengthOf(data, 2 * count - 1);
    assert.isTrue(/^(?:x\n)*x$/.test(data));
  });
});

function event(data: string, lastEventId = ''): SseEvent {
  return { type: 'message', data, lastEventId };
}

/** So many lines of one character, and the empty one. */
function* shortLines(count: number): Generator<string> {
  for (let i = 0; i < count; i++) yield 'data:x';
  yield '';
}

function parse(lines: Iterable<string>, options?: ParseSseOptions): SseEvent[] {
  return drain(from(lines).pipe(parseSse(options)));
}
