import { assert, expect } from 'chai';
import * as fc from 'fast-check';
import { isLeft } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { from, Subject } from 'rxjs';
import { parseNdjson, type ParseNdjsonOptions } from '../../../lib/framing/ndjson/parseNdjson.ts';
import { decodeJson, EventTooLargeError, splitLines, type SseEvent } from '../../../lib/index.ts';
import { chunkings, cutAt, toBytes } from '../../support/bytes.ts';
import { drain } from '../../support/drain.ts';
import { runMarbles } from '../../support/marbles.ts';

describe('parseNdjson', () => {
  it('makes an event of each line, and no event of a blank one', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const lines = hot('  --a--n--b--w--c--|', { a: '{"n":1}', n: '', b: '[2]', w: ' \t', c: 'oops' });
      const subs = '       ^----------------!';
      const expected = '   --a-----b-----c--|';

      expectObservable(lines.pipe(parseNdjson())).toBe(expected, {
        a: { type: 'message', data: '{"n":1}', lastEventId: '' },
        b: { type: 'message', data: '[2]', lastEventId: '' },
        c: { type: 'message', data: 'oops', lastEventId: '' },
      });
      expectSubscriptions(lines.subscriptions).toBe(subs);
    });
  });

  it('makes a fresh object for each event', () => {
    const [first, second] = parse(['1', '1']);
    assert.deepEqual(first, second);
    assert.notStrictEqual(first, second);
  });

  it('hands a line on as it is, blanks around it too', () => {
    assert.deepEqual(
      parse([' {"a" : 1} ', '\t2', 'x\u00a0']).map(({ data }) => data),
      [' {"a" : 1} ', '\t2', 'x\u00a0'],
    );
  });

  it('is a chain of its own for each subscription', () => {
    const lines = new Subject<string>();
    const seen: string[] = [];
    const events = lines.pipe(parseNdjson());
    const first = events.subscribe(({ data }) => seen.push(`first ${data}`));
    events.subscribe(({ data }) => seen.push(`second ${data}`));
    lines.next('1');
    first.unsubscribe();
    lines.next('2');
    assert.deepEqual(seen, ['first 1', 'second 1', 'second 2']);
  });

  it('reads what Ollama sends, wherever it is cut, whatever ends its lines, also unterminated', () => {
    const frames = [
      '{"model":"llama3.2","message":{"role":"assistant","content":"Hél😀"},"done":false}',
      '{"model":"llama3.2","message":{"role":"assistant","content":"lo\\n"},"done":false}',
      '{"model":"llama3.2","message":{"role":"assistant","content":""},"done_reason":"stop","done":true}',
    ];
    for (const body of [
      `${frames.join('\n')}\n`,
      frames.join('\n'),
      `${frames.join('\r\n')}\r\n`,
      `\ufeff\n\n${frames.join('\n\n \n')}`,
    ]) {
      for (const [how, pieces] of chunkings(toBytes(body))) {
        assert.deepEqual(
          drain(from(pieces).pipe(splitLines(), parseNdjson())).map(({ data }) => data),
          frames,
          how,
        );
      }
    }
  });

  it('gives back any JSON values, wherever their lines are cut', () => {
    const anyValues = fc.array(fc.jsonValue({ stringUnit: 'binary' }), { maxLength: 6 });
    fc.assert(
      fc.property(anyValues, fc.array(fc.nat(400), { maxLength: 8 }), fc.boolean(), (values, cuts, terminated) => {
        const body = values.map((value) => JSON.stringify(value)).join('\n') + (terminated ? '\n' : '');
        const pieces = cutAt(cuts, toBytes(body));
        const events = drain(from(pieces).pipe(splitLines(), parseNdjson()));
        assert.deepEqual(
          events.map(({ data }) => JSON.parse(data)),
          JSON.parse(JSON.stringify(values)),
        );
      }),
      { seed: 20_260_301 },
    );
  });

  it('leaves it to the decoder to tell of a line that is not JSON, and goes on', () => {
    const frames = drain(
      from(['{"n":1}', '{"n":', 'data: {"n":2}', '{"n":3}']).pipe(parseNdjson(), decodeJson(t.type({ n: t.number }))),
    );
    assert.deepEqual(
      frames.map((frame) => (isLeft(frame) ? `${frame.left.index} ${frame.left.reason}` : frame.right.n)),
      [1, '1 json', '2 json', 3],
    );
  });

  describe('maxEventBytes', () => {
    const table: readonly (readonly [name: string, line: string, fits: boolean])[] = [
      ['exactly the limit', '0123456789', true],
      ['one byte more', '0123456789x', false],
      ['blanks count', ' 012345678 ', false],
      ['two-byte characters at the limit', 'ééééé', true],
      ['two-byte characters over the limit by one byte', 'aééééé', false],
      ['four-byte characters over the limit', '😀😀😀', false],
      ['a blank line over the limit', ' '.repeat(11), false],
    ];
    for (const [name, line, fits] of table) {
      it(name, () => {
        if (fits) assert.deepEqual(parse([line], { maxEventBytes: 10 })[0]?.data, line);
        else assert.throws(() => parse([line], { maxEventBytes: 10 }), EventTooLargeError, '10 bytes');
      });
    }

    it('lets the lines before a larger one out, and unsubscribes the source', () => {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const lines = hot(' --a--b--c--', { a: '1', b: '0123456789x', c: '2' });
        const subs = '      ^----!      ';
        const expected = '  --a--#      ';

        expectObservable(lines.pipe(parseNdjson({ maxEventBytes: 10 }))).toBe(
          expected,
          { a: { type: 'message', data: '1', lastEventId: '' } },
          new EventTooLargeError(10),
        );
        expectSubscriptions(lines.subscriptions).toBe(subs);
      });
    });

    it('is 16 MiB where nothing is said', () => {
      const sixteen = 'x'.repeat(2 ** 24);
      assert.equal(parse([sixteen])[0]?.data.length, 2 ** 24);
      let failure: unknown;
      from([`${sixteen}x`])
        .pipe(parseNdjson())
        .subscribe({ error: (error: unknown) => (failure = error) });
      expect(failure)
        .to.be.instanceOf(EventTooLargeError)
        .with.property('limitBytes', 2 ** 24);
    });
  });
});

function parse(lines: Iterable<string>, options?: ParseNdjsonOptions): SseEvent[] {
  return drain(from(lines).pipe(parseNdjson(options)));
}
