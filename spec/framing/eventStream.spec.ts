import { readFileSync } from 'node:fs';
import { assert } from 'chai';
import * as fc from 'fast-check';
import { Subject } from 'rxjs';
import { parseSse, type SseEvent, splitLines } from '../../lib/index.ts';
import { chunkings, concat, cutAt, inPiecesOf, toBytes, type Written } from '../support/bytes.ts';

/** One line of the table: what goes in, and what comes out, written by hand. Left out: the type `message`, the id `''`. */
interface Case {
  readonly name: string;
  readonly input: Written | readonly Written[];
  readonly events: readonly Partial<SseEvent>[];
  readonly retry?: readonly number[];
}

const cases: readonly Case[] = readFileSync(new URL('../fixtures/sse.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

describe('bytes$.pipe(splitLines(), parseSse())', () => {
  describe('gives what the standard says, wherever the bytes are cut:', () => {
    for (const { name, input, events, retry } of cases) {
      it(name, () => {
        const expected = events.map((event) => ({ type: 'message', lastEventId: '', ...event }));
        for (const [how, pieces] of chunkings(toBytes(input))) {
          // A socket of Node delivers buffers, which have a decoder of their own.
          for (const parsed of [parse(pieces), parse(asBuffers(pieces))]) {
            assert.deepEqual(parsed.events, expected, how);
            if (retry) assert.deepEqual(parsed.retries, retry, how);
          }
        }
      });
    }
  });

  describe('gives an event with the byte that ends its empty line:', () => {
    /** Each byte of the body is fed alone; the numbers say how many events are out behind it. */
    const immediate: readonly (readonly [body: string, eventsBehindEachByte: string])[] = [
      ['data:a\n\ndata:b\n\n', '0000000111111112'],
      ['data:a\r\rdata:b\r\r', '0000000111111112'],
      ['data:a\r\n\r\ndata:b\r\n\r\n', '00000000111111111122'],
      ['data:a\r\r\n\n', '0000000111'],
      ['data:a\n\r\n', '000000011'],
      ['data:a\n\rdata:b\r\r', '0000000111111112'],
      ['\r\n\r\ndata:a\n\n', '000000000001'],
    ];
    for (const [body, counts] of immediate) {
      it(JSON.stringify(body), () => {
        const { feed, events } = open();
        const seen = inPiecesOf(1, toBytes(body)).map((byte) => {
          feed(byte);
          return events.length;
        });
        assert.equal(seen.join(''), counts);
      });
    }

    it('a CR at the end of a piece, whose LF never comes', () => {
      const { feed, events } = open();
      feed(toBytes('data: a\r\r'));
      assert.deepEqual(events, [{ type: 'message', data: 'a', lastEventId: '' }]);
      feed(toBytes('data: b\r\r'));
      assert.equal(events.length, 2);
    });

    it('a CR at the end of a piece, whose LF comes with the next: no second empty line', () => {
      const { feed, events } = open();
      feed(toBytes('data: a\r'));
      feed(toBytes(''));
      feed(toBytes('\ndata: b\r'));
      feed(toBytes('\n\r'));
      assert.deepEqual(events, [{ type: 'message', data: 'a\nb', lastEventId: '' }]);
      feed(toBytes('\ndata: c\n\n'));
      assert.deepEqual(events[1], { type: 'message', data: 'c', lastEventId: '' });
    });

    it('an LF belongs to a CR only where it follows at once, also over a cut', () => {
      const { feed, events } = open();
      feed(toBytes('data: a\rdata: b'));
      feed(toBytes('\ndata: c\n\n'));
      assert.deepEqual(
        events.map(({ data }) => data),
        ['a\nb\nc'],
      );
    });
  });

  describe('keeps nothing of a piece:', () => {
    it('a transport may reuse its buffer', () => {
      const { feed, events } = open();
      const buffer = new Uint8Array(4);
      for (const piece of inPiecesOf(4, toBytes('data: first\n\ndata: second\n\n'))) {
        buffer.set(piece);
        feed(buffer.subarray(0, piece.length));
        buffer.fill(0x21);
      }
      assert.deepEqual(
        events.map(({ data }) => data),
        ['first', 'second'],
      );
    });

    it("Node's buffers do", () => {
      const { feed, events } = open();
      for (const text of ['da', 'ta: a', '\r', '\n\r', '\n']) feed(Buffer.from(text));
      assert.deepEqual(events, [{ type: 'message', data: 'a', lastEventId: '' }]);
    });

    it('a piece may be a view into a larger buffer', () => {
      const { feed, events } = open();
      feed(toBytes('xxdata: a\n\nxx').subarray(2, 11));
      assert.deepEqual(events, [{ type: 'message', data: 'a', lastEventId: '' }]);
    });
  });

  describe('grows with the bytes alone:', () => {
    it('a line of 1 MiB in single bytes', () => {
      const { feed, events } = open();
      feed(toBytes('data: '));
      const byte = toBytes('x');
      for (let i = 0; i < 2 ** 20; i++) feed(byte);
      feed(toBytes('\n\n'));
      assert.equal(events[0]?.data, 'x'.repeat(2 ** 20));
    });

    it('a line of 8 MiB in pieces of 1 KiB', () => {
      const { feed, events } = open();
      feed(toBytes('data: '));
      const piece = toBytes('é'.repeat(512));
      for (let i = 0; i < 8192; i++) feed(piece);
      feed(toBytes('\n\n'));
      assert.equal(events[0]?.data, 'é'.repeat(2 ** 22));
    });

    it('an event of 300,000 lines', () => {
      const { feed, events } = open();
      for (let i = 0; i < 300; i++) feed(toBytes('data: x\n'.repeat(1000)));
      feed(toBytes('\n'));
      assert.equal(events[0]?.data, 'x\n'.repeat(299_999) + 'x');
    });

    it('comments and empty lines without end leave nothing behind', () => {
      const { feed, events } = open();
      const noise = toBytes(': keep-alive\n\n\r\n\revent: e\nfoo: bar\n'.repeat(100));
      for (let i = 0; i < 1000; i++) feed(noise);
      feed(toBytes('\ndata: a\n\n'));
      assert.deepEqual(events, [{ type: 'message', data: 'a', lastEventId: '' }]);
    });
  });

  describe('agrees with the standard read word by word, for any bytes:', () => {
    it('in any pieces', () => {
      fc.assert(
        fc.property(anyBody, fc.array(fc.nat(400), { maxLength: 12 }), (body, offsets) => {
          const pieces = cutAt(
            offsets.map((offset) => offset % (body.length + 1)),
            body,
          );
          const expected = bySpecification(body).events;
          assert.deepEqual(parse(pieces).events, expected);
          assert.deepEqual(parse(asBuffers(pieces)).events, expected);
        }),
        { numRuns: 2000, seed: 20_251_122 },
      );
    });

    it('behind each byte', () => {
      fc.assert(
        fc.property(anyBody, (body) => {
          const { feed, events } = open();
          for (let i = 0; i < body.length; i++) {
            feed(body.slice(i, i + 1));
            assert.deepEqual(events, bySpecification(body.slice(0, i + 1)).events);
          }
        }),
        { numRuns: 400, seed: 20_251_122 },
      );
    });

    it('in its retry fields', () => {
      fc.assert(
        fc.property(anyBody, (body) => {
          const closed = concat([body, toBytes('\n')]);
          assert.deepEqual(parse(inPiecesOf(3, closed)).retries, bySpecification(closed).retries);
        }),
        { numRuns: 1000, seed: 20_251_122 },
      );
    });

    it('except in an unterminated last line: its retry field is told of, where the standard discards it', () => {
      const bytes = toBytes('retry: 1\ndata: a\n\nretry: 2');
      assert.deepEqual(bySpecification(bytes).retries, [1]);
      assert.deepEqual(parse([bytes]).retries, [1, 2]);
    });
  });
});

interface Parsed {
  readonly events: SseEvent[];
  readonly retries: number[];
}

/** A subscription that is fed by hand. */
function open(): Parsed & { readonly feed: (piece: Uint8Array) => void; readonly end: () => void } {
  const bytes$ = new Subject<Uint8Array>();
  const events: SseEvent[] = [];
  const retries: number[] = [];
  bytes$.pipe(splitLines(), parseSse({ onRetry: (milliseconds) => retries.push(milliseconds) })).subscribe({
    next: (event) => events.push(event),
    error: (error: unknown) => {
      throw error;
    },
  });
  return { events, retries, feed: (piece) => bytes$.next(piece), end: () => bytes$.complete() };
}

function parse(pieces: Iterable<Uint8Array>): Parsed {
  const { feed, end, ...parsed } = open();
  for (const piece of pieces) feed(piece);
  end();
  return parsed;
}

const asBuffers = (pieces: readonly Uint8Array[]): Buffer[] => pieces.map((piece) => Buffer.from(piece));

/**
 * An interpretation of its own, sentence by sentence: section 9.2.5 for the lines of a decoded stream, 9.2.6 for what they mean.
 * Slow, and blind to pieces.
 */
function bySpecification(body: Uint8Array): Parsed {
  // "Streams must be decoded using the UTF-8 decode algorithm", which strips one leading byte order mark.
  const text = new TextDecoder('utf-8').decode(body);
  // "… separated by a CRLF pair, a single LF, or a single CR". What is behind the last one is pending, and discarded.
  const lines = text.split(/\r\n|\n|\r/).slice(0, -1);
  const events: SseEvent[] = [];
  const retries: number[] = [];
  let dataBuffer = '';
  let typeBuffer = '';
  let idBuffer = '';
  const processField = (name: string, value: string): void => {
    if (name === 'event') typeBuffer = value;
    else if (name === 'data') dataBuffer += `${value}\n`;
    else if (name === 'id' && !value.includes('\u0000')) idBuffer = value;
    else if (name === 'retry' && /^[0123456789]+$/.test(value)) retries.push(Number(value));
  };
  for (const line of lines) {
    if (line === '') {
      const data = dataBuffer.endsWith('\n') ? dataBuffer.slice(0, -1) : dataBuffer;
      if (dataBuffer !== '')
        events.push({ type: typeBuffer === '' ? 'message' : typeBuffer, data, lastEventId: idBuffer });
      dataBuffer = '';
      typeBuffer = '';
    } else if (line.includes(':')) {
      const [, name = '', value = ''] = /^([^:]*):([^]*)$/.exec(line) ?? [];
      if (name !== '') processField(name, value.startsWith(' ') ? value.slice(1) : value);
    } else {
      processField(line, '');
    }
  }
  return { events, retries };
}

/** Bodies made of what matters to a parser, and of noise. */
const anyBody = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('\n', '\r', '\r\n', '\n\n', '\r\r', '\r\n\r\n') },
      { weight: 4, arbitrary: fc.constantFrom('data', 'event', 'id', 'retry', 'data:', 'data: ', 'id: ', 'event: ') },
      { weight: 2, arbitrary: fc.constantFrom(':', ' ', '\u0000', '\ufeff', '12', 'x', ': comment', 'foo: bar') },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 4 }) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 4 }) },
      { weight: 1, arbitrary: fc.constantFrom('€', '😀', 'é').map((text) => toBytes(text).slice(0, -1)) },
    ),
    { maxLength: 40 },
  )
  .map((parts) => concat(parts.map((part) => (typeof part === 'string' ? toBytes(part) : part))));
