import { assert } from 'chai';
import * as fc from 'fast-check';
import * as t from 'io-ts';
import { Observable, type OperatorFunction, toArray } from 'rxjs';
import {
  type Chunk,
  type CustomFraming,
  defineProvider,
  EventTooLargeError,
  type Framing,
  type ProviderDefinition,
  type ProviderOptions,
  type SseEvent,
  toAsyncIterable,
} from '../../../lib/index.ts';
import { chunkings, concat, cutAt, toBytes } from '../../support/bytes.ts';
import { fetchBytes } from '../../support/fetchBytes.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, serveBytes } from '../../support/serveBytes.ts';

const request = { messages: [{ role: 'user', content: 'Hello' }] } as const;

/** A made-up wire: a word in each frame, and a last frame that says so. */
const Word = t.partial({ word: t.string, last: t.boolean }, 'Word');
type Word = t.TypeOf<typeof Word>;

const definition = (framing: Framing | undefined, url = 'https://parrot.example/say'): ProviderDefinition<Word> => ({
  name: 'parrot',
  url: 'https://parrot.example/',
  defaultModel: 'grey',
  endpoints: { '*': url },
  body: ({ stream }) => ({ stream }),
  framing,
  frame: Word,
  toChunks: ({ word }) => (word === undefined ? [] : [{ type: 'text', choice: 0, text: word }]),
  isEnd: ({ last }) => last === true,
});

/** The answer `Hello you` as every framing tells it. */
const HELLO: readonly Chunk[] = [
  { type: 'start' },
  { type: 'text', choice: 0, text: 'Hello' },
  { type: 'text', choice: 0, text: ' you' },
  { type: 'finish', choice: 0, reason: 'stop' },
];
const FRAMES = ['{"word":"Hello"}', '{"word":" you"}', '{"last":true}'];
const LINES = FRAMES.map((json) => `${json}\n`).join('');
const EVENTS = FRAMES.map((json) => `data: ${json}\n\n`).join('');
const ARRAY = `[${FRAMES.join(',\r\n')}\n]`;

/** A binary framing: the length of a frame's JSON in two bytes, high byte first, and the JSON. */
const packets: CustomFraming = {
  accept: 'application/x-packets',
  contentTypes: ['Application/X-Packets'],
  split: splitPackets,
};

function splitPackets({ maxEventBytes }: { readonly maxEventBytes: number }): OperatorFunction<Uint8Array, SseEvent> {
  return (bytes$) =>
    new Observable((subscriber) => {
      let waiting: Uint8Array = new Uint8Array(0);
      return bytes$.subscribe({
        next(piece) {
          waiting = concat([waiting, piece]);
          for (;;) {
            const length = (waiting[0] ?? 0) * 256 + (waiting[1] ?? 0);
            if (waiting.length >= 2 && length > maxEventBytes) {
              subscriber.error(new EventTooLargeError(maxEventBytes));
              return;
            }
            if (waiting.length < 2 || waiting.length < 2 + length) return;
            const data = new TextDecoder().decode(waiting.subarray(2, 2 + length));
            waiting = waiting.slice(2 + length);
            subscriber.next({ type: 'message', data, lastEventId: '' });
          }
        },
        error: (error: unknown) => subscriber.error(error),
        complete: () => subscriber.complete(),
      });
    });
}

const packet = (json: string): Uint8Array => {
  const bytes = toBytes(json);
  return concat([Uint8Array.of(bytes.length >> 8, bytes.length & 255), bytes]);
};
const PACKETS = concat(FRAMES.map(packet));

describe("a definition's framing", () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const parrot = (framing?: Framing, options: ProviderOptions = {}) =>
    defineProvider(definition(framing, server.url), options);

  const accepts: readonly (readonly [Framing | undefined, string])[] = [
    [undefined, 'text/event-stream'],
    ['sse', 'text/event-stream'],
    ['ndjson', 'application/x-ndjson'],
    ['json-array', 'application/json'],
    [packets, 'application/x-packets'],
  ];
  for (const [framing, accept] of accepts) {
    const name = typeof framing === 'object' ? 'of its own' : (framing ?? 'that is not named');
    it(`${name}: asks for ${accept}, and for JSON with stream: false`, async () => {
      server.serve({ headers: { 'content-type': 'application/json' }, body: '{"word":"Hello","last":true}' });
      assert.isTrue((await outcomeOf(parrot(framing).stream(request))).completed);
      assert.equal(server.received.at(-1)?.headers.accept, accept);
      assert.isTrue((await outcomeOf(parrot(framing).stream({ ...request, stream: false }))).completed);
      assert.equal(server.received.at(-1)?.headers.accept, 'application/json');
    });
  }

  const bodies: readonly (readonly [
    what: string,
    Framing | undefined,
    contentType: string | undefined,
    body: string | Uint8Array,
  ])[] = [
    ['events', undefined, 'text/event-stream', EVENTS],
    ['lines', 'ndjson', 'application/x-ndjson', LINES],
    [
      'lines with CRLF, blank ones and a byte order mark',
      'ndjson',
      'application/x-ndjson',
      `\uFEFF\r\n${LINES.replaceAll('\n', '\r\n \r\n')}`,
    ],
    ['lines, the last without its end', 'ndjson', 'application/x-ndjson', LINES.trimEnd()],
    ['an array', 'json-array', 'application/json', ARRAY],
    ['an array that is cut behind the end marker', 'json-array', 'application/json', ARRAY.slice(0, -1)],
    ['packets', packets, 'application/x-packets', PACKETS],
    ['packets, the type in other letters and with a parameter', packets, 'APPLICATION/x-packets; v=2', PACKETS],
    // What the header says is read by everybody.
    ['events where lines were due', 'ndjson', 'text/event-stream', EVENTS],
    ['lines where events were due', 'sse', 'application/x-ndjson', LINES],
    ['lines of another name', 'sse', 'application/jsonl', LINES],
    ['lines where an array was due', 'json-array', 'application/ndjson', LINES],
    ['events where an array was due', 'json-array', 'text/event-stream', EVENTS],
    ['an array where lines were due', 'ndjson', 'application/json', ARRAY],
    ['events where packets were due', packets, 'text/event-stream', EVENTS],
    ['lines where packets were due', packets, 'application/x-ndjson', LINES],
    // Where the header lies or is silent, the first byte decides.
    ['lines that are called JSON', 'ndjson', 'application/json', LINES],
    ['lines that are called text', 'ndjson', 'text/plain; charset=utf-8', LINES],
    ['lines that are called events', 'ndjson', 'text/event-stream', LINES],
    ['lines that are called nothing', 'ndjson', undefined, LINES],
    ['events that are called lines', 'ndjson', 'application/x-ndjson', EVENTS],
    ['events that are called nothing', 'json-array', undefined, EVENTS],
    ['an array that is called text', 'json-array', 'text/plain', ARRAY],
    ['packets that are called nothing', packets, undefined, PACKETS],
    ['packets that are called bytes', packets, 'application/octet-stream', PACKETS],
  ];
  for (const [what, framing, contentType, body] of bodies) {
    it(`reads ${what}, cut anywhere`, async () => {
      const bytes = typeof body === 'string' ? toBytes(body) : body;
      for (const [how, pieces] of chunkings(bytes)) {
        const provider = parrot(framing, { fetch: fetchBytes({ contentType, pieces }) });
        assert.deepEqual(await outcomeOf(provider.stream(request)), { values: HELLO, completed: true }, how);
      }
    }).timeout(60_000);
  }

  describe('one JSON answer', () => {
    const WHOLE = '{"word":"Hello you","last":true}';
    const SPREAD_OUT = '{\n  "word": "Hello you",\n  "last": true\n}\n';
    const whole: readonly Chunk[] = [
      { type: 'start' },
      { type: 'text', choice: 0, text: 'Hello you' },
      { type: 'finish', choice: 0, reason: 'stop' },
    ];
    const rows: readonly (readonly [string, Framing, boolean, string, string])[] = [
      ['to a request that wants no stream', 'ndjson', false, 'application/json', WHOLE],
      ['that is spread over lines', 'ndjson', false, 'application/json', SPREAD_OUT],
      ['in the place of lines', 'ndjson', true, 'application/json', WHOLE],
      ['in the place of lines, spread over lines', 'ndjson', true, 'application/json', SPREAD_OUT],
      ['in the place of lines, spread over lines and called lines', 'ndjson', true, 'application/x-ndjson', SPREAD_OUT],
      [
        'in the place of lines, spread over lines with CRLF',
        'ndjson',
        true,
        'application/json',
        SPREAD_OUT.replaceAll('\n', '\r\n'),
      ],
      ['in the place of an array', 'json-array', true, 'application/json', WHOLE],
      ['in the place of packets', packets, true, 'application/json', WHOLE],
      ['in the place of packets, with stream: false', packets, false, 'application/json', WHOLE],
    ];
    for (const [what, framing, stream, contentType, body] of rows) {
      it(`is read ${what}, cut anywhere`, async () => {
        for (const [how, pieces] of chunkings(toBytes(body))) {
          const provider = parrot(framing, { fetch: fetchBytes({ contentType, pieces }) });
          assert.deepEqual(
            await outcomeOf(provider.stream({ ...request, stream })),
            { values: whole, completed: true },
            how,
          );
        }
      });
    }

    it('may be lines all the same, whatever they are called', async () => {
      for (const contentType of ['application/json', 'application/x-ndjson', 'text/plain']) {
        for (const [how, pieces] of chunkings(toBytes(LINES))) {
          const provider = parrot('ndjson', { fetch: fetchBytes({ contentType, pieces }) });
          const outcome = await outcomeOf(provider.stream({ ...request, stream: false }));
          assert.deepEqual(outcome, { values: HELLO, completed: true }, `${contentType} ${how}`);
        }
      }
    });
  });

  const failures: readonly (readonly [
    string,
    Framing,
    string,
    string | Uint8Array,
    Readonly<Record<string, unknown>>,
  ])[] = [
    ['lines without an end', 'ndjson', 'application/x-ndjson', '{"word":"Hi"}\n', { name: 'IncompleteAnswerError' }],
    ['half a last line', 'ndjson', 'application/x-ndjson', '{"word":"Hi"}\n{"word', { name: 'IncompleteAnswerError' }],
    ['no line', 'ndjson', 'application/x-ndjson', '\n\n', { name: 'EmptyAnswerError', malformed: 0 }],
    [
      'bad lines alone',
      'ndjson',
      'application/x-ndjson',
      '{"word"\n{"word":7}\n',
      { name: 'EmptyAnswerError', malformed: 2 },
    ],
    ['an empty array', 'json-array', 'application/json', '[]', { name: 'UnexpectedContentError' }],
    [
      'an array without an end',
      'json-array',
      'application/json',
      '[{"word":"Hi"},{"word":"!"}]',
      { name: 'IncompleteAnswerError' },
    ],
    ['a page', 'ndjson', 'text/html', '<!DOCTYPE html><p>Hi</p>', { name: 'UnexpectedContentError' }],
    [
      'a page in the place of packets',
      packets,
      'text/html',
      '<!DOCTYPE html><p>Hi</p>',
      { name: 'UnexpectedContentError' },
    ],
    ['a picture', 'ndjson', 'image/png', toBytes({ hex: '89504e47' }), { name: 'UnexpectedContentError' }],
    [
      'packets without an end',
      packets,
      'application/x-packets',
      packet('{"word":"Hi"}'),
      { name: 'IncompleteAnswerError' },
    ],
    [
      'an error line',
      'ndjson',
      'application/x-ndjson',
      '{"word":"Hi"}\n{"error":"boom"}\n',
      { name: 'ProviderError', inBand: true, detail: 'boom' },
    ],
    [
      'an error in an array',
      'json-array',
      'application/json',
      '[{"word":"Hi"},{"error":{"message":"boom"}}]',
      { name: 'ProviderError', inBand: true, detail: 'boom' },
    ],
    [
      'an error in a packet',
      packets,
      'application/x-packets',
      packet('{"error":"boom"}'),
      { name: 'ProviderError', inBand: true, detail: 'boom' },
    ],
  ];
  for (const [what, framing, contentType, body, expected] of failures) {
    it(`fails at ${what}`, async () => {
      server.serve({ headers: { 'content-type': contentType }, body });
      assert.deepOwnInclude(await errorOf(parrot(framing).stream(request)), { provider: 'parrot', ...expected });
    });
  }

  it('skips a bad line, and counts it in its place', async () => {
    server.serve({
      headers: { 'content-type': 'application/x-ndjson' },
      body: '{"word":"Hello"}\noops\n{"word":7}\n\n{"word":" you"}\n{"last":true}\n',
    });
    assert.deepEqual((await outcomeOf(parrot('ndjson').stream(request))).values, HELLO);
    const lefts = (await outcomeOf(parrot('ndjson').streamEither(request))).values.flatMap((value) =>
      value._tag === 'Left' ? [{ reason: value.left.reason, data: value.left.data, index: value.left.index }] : [],
    );
    assert.deepEqual(lefts, [
      { reason: 'json', data: 'oops', index: 1 },
      { reason: 'shape', data: '{"word":7}', index: 2 },
    ]);
  });

  it('ends at the end marker: nothing after it is read', async () => {
    const after: readonly (readonly [Framing, string, string | Uint8Array])[] = [
      ['ndjson', 'application/x-ndjson', `${LINES}{"error":"boom"}\n`],
      ['json-array', 'application/json', `${ARRAY.slice(0, -2)},{"error":"boom"}]`],
      [packets, 'application/x-packets', concat([PACKETS, packet('{"error":"boom"}')])],
    ];
    for (const [framing, contentType, body] of after) {
      server.serve({ headers: { 'content-type': contentType }, body, ending: 'stall' });
      assert.deepEqual(await outcomeOf(parrot(framing).stream(request)), { values: HELLO, completed: true });
    }
    await server.idle();
  });

  it('says each line at once', async () => {
    server.serve({ headers: { 'content-type': 'application/x-ndjson' }, body: '{"word":"Hello"}\n', ending: 'stall' });
    for await (const chunk of parrot('ndjson').stream(request)) if (chunk.type === 'text') break;
    await server.idle();
  });

  it('has its limit: a larger line, element or packet is refused', async () => {
    const word = `{"word":"${'x'.repeat(100)}"}`;
    const large: readonly (readonly [Framing, string, string | Uint8Array])[] = [
      ['ndjson', 'application/x-ndjson', `${word}\n`],
      ['ndjson', 'application/x-ndjson', word],
      ['json-array', 'application/json', `[${word}`],
      [packets, 'application/x-packets', packet(word)],
    ];
    for (const [framing, contentType, body] of large) {
      server.serve({ headers: { 'content-type': contentType }, body, ending: 'stall' });
      const error = await errorOf(parrot(framing, { maxEventBytes: 100 }).stream(request));
      assert.deepOwnInclude(error, { name: 'EventTooLargeError', limitBytes: 100, provider: 'parrot' });
    }
    await server.idle();
  });

  it('of its own is told the limit, which has a default', async () => {
    const told: number[] = [];
    const own: CustomFraming = {
      ...packets,
      split: (limits) => {
        told.push(limits.maxEventBytes);
        return splitPackets(limits);
      },
    };
    server.serve({ headers: { 'content-type': 'application/x-packets' }, body: PACKETS });
    await outcomeOf(parrot(own).stream(request));
    await outcomeOf(parrot(own, { maxEventBytes: 5000 }).stream(request));
    assert.deepEqual(told, [16 * 1024 * 1024, 5000]);
  });

  it('of its own keeps back-pressure: a reader that stops pauses the body', async () => {
    const piece = concat(Array.from({ length: 100 }, () => packet('{"word":"again "}')));
    let pulls = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (++pulls > 1000) controller.close();
        else controller.enqueue(piece);
      },
    });
    const fetch = () => Promise.resolve(new Response(body, { headers: { 'content-type': packets.accept } }));
    const chunks = toAsyncIterable(parrot(packets, { fetch }).stream(request), { highWaterMark: 4 });
    const reader = chunks[Symbol.asyncIterator]();
    await reader.next();
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.isBelow(pulls, 5);
    await reader.return?.();
  });

  it('of its own passes on what its operator throws, and what it makes of it', async () => {
    const mine = new Error('mine');
    const own: CustomFraming = {
      ...packets,
      split: () => () => new Observable((subscriber) => subscriber.error(mine)),
    };
    server.serve({ headers: { 'content-type': 'application/x-packets' }, body: PACKETS });
    assert.strictEqual(await errorOf(parrot(own).stream(request)), mine);
  });

  it('gives the same chunks for any words, wherever the bytes are cut', async () => {
    const anyCut = fc.array(fc.nat(2000), { maxLength: 12 });
    const words = fc.array(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((word) => word.isWellFormed()),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    const framings: readonly (readonly [Framing, string, (frames: readonly string[]) => Uint8Array])[] = [
      ['sse', 'text/event-stream', (frames) => toBytes(frames.map((json) => `data: ${json}\n\n`).join(''))],
      ['ndjson', 'application/x-ndjson', (frames) => toBytes(frames.map((json) => `${json}\n`).join(''))],
      ['json-array', 'application/json', (frames) => toBytes(`[${frames.join(',')}]`)],
      [packets, 'application/x-packets', (frames) => concat(frames.map(packet))],
    ];
    for (const [framing, contentType, write] of framings) {
      await fc.assert(
        fc.asyncProperty(words, anyCut, async (said, cuts) => {
          const bytes = write([...said.map((word) => JSON.stringify({ word })), '{"last":true}']);
          const pieces = cutAt(
            cuts.map((cut) => Math.min(cut, bytes.length)),
            bytes,
          );
          const provider = parrot(framing, { fetch: fetchBytes({ contentType, pieces }) });
          const { values } = await outcomeOf(provider.stream(request).pipe(toArray()));
          assert.deepEqual(
            values[0]?.slice(1, -1),
            said.map((text) => ({ type: 'text', choice: 0, text })),
          );
        }),
        { numRuns: 100 },
      );
    }
  });
});
