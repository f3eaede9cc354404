import { assert } from 'chai';
import {
  brotliCompressSync,
  constants,
  createBrotliCompress,
  createDeflate,
  createDeflateRaw,
  createGzip,
} from 'node:zlib';
import { DeadlineError, openAICompatible } from '../../lib/index.ts';
import type { ChatRequest, Chunk, Deadlines, OpenAICompatibleOptions } from '../../lib/index.ts';
import { runMarbles } from '../support/marbles.ts';
import { outcomeOf } from '../support/outcome.ts';
import { serveBytes, type BytesServer } from '../support/serveBytes.ts';
import { startServer, type LoopbackServer } from '../support/startServer.ts';
import { DONE, finish, frame, text } from '../support/wire.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;
const start = { type: 'start' } as const;
const say = (words: string, choice = 0): Chunk => ({ type: 'text', choice, text: words });
const end = (reason: string, choice = 0): Chunk => {
  const ours =
    { tool_calls: 'tool-calls', function_call: 'tool-calls', content_filter: 'content-filter' }[reason] ?? reason;
  return { type: 'finish', choice, reason: ours, raw: reason } as Chunk;
};
/** A finish that no word of the server stands for. */
const bare = (reason: 'stop' | 'tool-calls' | 'unknown', choice = 0): Chunk => ({ type: 'finish', choice, reason });

interface Case {
  readonly what: string;
  readonly body: string;
  readonly chunks: readonly Chunk[];
  readonly error?: Readonly<Record<string, unknown>>;
  readonly options?: Partial<OpenAICompatibleOptions>;
  readonly headers?: Readonly<Record<string, string>>;
}

const toolPiece = (call: string): string => frame(`{"choices":[{"index":0,"delta":{"tool_calls":[${call}]}}]}`);
const call = (index: number, rest: object): Chunk => ({ type: 'tool-call', choice: 0, index, arguments: '', ...rest });

const streams: Readonly<Record<string, readonly Case[]>> = {
  'start, usage and finish': [
    {
      what: 'start comes with the first content, and tells what the first word was',
      headers: { 'x-request-id': 'req_1' },
      body:
        frame('{"id":"a","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}') +
        frame('{"id":"b","model":"m-2","choices":[{"index":0,"delta":{"content":"Hi"}}]}') +
        DONE,
      chunks: [{ type: 'start', id: 'a', model: 'm-1', requestId: 'req_1' }, say('Hi'), bare('stop')],
    },
    {
      what: 'start comes with the end where there is no content',
      body: frame('{"id":"a","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}') + DONE,
      chunks: [{ type: 'start', id: 'a' }, end('stop')],
    },
    {
      what: 'usage of a last frame without choices',
      body:
        text('Hi') +
        finish('stop') +
        frame(
          '{"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":1}}}',
        ) +
        DONE,
      chunks: [
        start,
        say('Hi'),
        { type: 'usage', promptTokens: 9, completionTokens: 2, totalTokens: 11, cachedTokens: 4, reasoningTokens: 1 },
        end('stop'),
      ],
    },
    {
      what: 'usage that grows from frame to frame: the last word wins',
      body:
        frame('{"choices":[{"delta":{"content":"Hi"}}],"usage":{"prompt_tokens":9,"completion_tokens":1}}') +
        frame('{"choices":[{"delta":{"content":"!"}}],"usage":{"prompt_tokens":9,"completion_tokens":2}}') +
        frame('{"choices":[{"delta":{}}],"usage":null}') +
        frame('{"choices":[],"usage":{}}') +
        DONE,
      chunks: [start, say('Hi'), say('!'), { type: 'usage', promptTokens: 9, completionTokens: 2 }, bare('stop')],
    },
    {
      what: 'a server that says "stop" in every frame: the last word wins, at the end',
      body:
        frame('{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}') +
        frame('{"choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"stop"}]}') +
        frame('{"choices":[{"index":0,"delta":{"content":"c"},"finish_reason":"length"}]}') +
        DONE,
      chunks: [start, say('a'), say('b'), say('c'), end('length')],
    },
    {
      what: 'a finish reason of "" and "null" is none',
      body:
        frame('{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":""}]}') +
        frame('{"choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"null"}],"finish_reason":""}') +
        DONE,
      chunks: [start, say('a'), say('b'), bare('stop')],
    },
    {
      what: 'finish reasons alone are an end marker',
      body: text('Hi') + finish('stop'),
      chunks: [start, say('Hi'), end('stop')],
    },
    {
      what: 'a finish reason at the top level of a frame without choices is of choice 0',
      body: text('Hi') + frame('{"finish_reason":"length"}'),
      chunks: [start, say('Hi'), end('length')],
    },
    {
      what: 'a finish reason at the top level counts for each choice in the frame',
      body: frame(
        '{"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"b"}}],"finish_reason":"stop"}',
      ),
      chunks: [start, say('a'), say('b', 1), end('stop'), end('stop', 1)],
    },
    ...['stop', 'length', 'tool_calls', 'function_call', 'content_filter'].map((reason) => ({
      what: `the finish reason ${reason}`,
      body: text('Hi') + finish(reason) + DONE,
      chunks: [start, say('Hi'), end(reason)],
    })),
    ...['constructor', 'finished', 'stopped'].map((raw) => ({
      what: `the finish reason ${raw}, which is a word of the server's own`,
      body: text('Hi') + finish(raw) + DONE,
      chunks: [start, say('Hi'), { type: 'finish', choice: 0, reason: 'other', raw } as const],
    })),
    {
      what: '[DONE] without a reason',
      body: text('Hi') + DONE,
      chunks: [start, say('Hi'), bare('stop')],
    },
    { what: '[DONE] alone', body: DONE, chunks: [], error: { name: 'EmptyAnswerError', malformed: 0 } },
    {
      what: 'comments alone',
      body: ': OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n',
      chunks: [],
      error: { name: 'EmptyAnswerError', malformed: 0 },
    },
    {
      what: 'comments, ids, retries and events of other names between the frames',
      body: `: PROCESSING\n\nretry: 10\nid: 7\n\n${text('Hi')}event: message\n${text('!')}: ping\n\n${DONE}`,
      chunks: [start, say('Hi'), say('!'), bare('stop')],
    },
  ],

  'several choices': [
    {
      what: 'interleaved, each with its own end, by index',
      body:
        frame('{"choices":[{"index":1,"delta":{"content":"b"}}]}') +
        frame('{"choices":[{"index":0,"delta":{"content":"a"}}]}') +
        frame('{"choices":[{"index":1,"delta":{},"finish_reason":"length"}]}') +
        frame('{"choices":[{"index":0,"delta":{"content":"A"},"finish_reason":"stop"}]}') +
        DONE,
      chunks: [start, say('b', 1), say('a'), say('A'), end('stop'), end('length', 1)],
    },
    {
      what: 'one that ended and one that did not are no end marker',
      body:
        frame('{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}') +
        frame('{"choices":[{"index":1,"delta":{"content":"b"}}]}'),
      chunks: [start, say('a'), say('b', 1)],
      error: { name: 'IncompleteAnswerError', reason: 'no-end-marker' },
    },
    {
      what: 'one that ended and one that did not, with [DONE]',
      body:
        frame('{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"length"}]}') +
        frame('{"choices":[{"index":1,"delta":{"content":"b"}}]}') +
        DONE,
      chunks: [start, say('a'), say('b', 1), end('length'), bare('stop', 1)],
    },
    {
      what: 'one that only ever said its role',
      body:
        frame('{"choices":[{"index":0,"delta":{"role":"assistant"}},{"index":1,"delta":{"role":"assistant"}}]}') +
        frame('{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}') +
        DONE,
      chunks: [start, say('a'), end('stop'), bare('stop', 1)],
    },
  ],

  'reasoning and refusals': [
    {
      what: 'reasoning_content',
      body: frame('{"choices":[{"delta":{"reasoning_content":"hm"}}]}') + text('Hi') + DONE,
      chunks: [start, { type: 'reasoning', choice: 0, text: 'hm' }, say('Hi'), bare('stop')],
    },
    {
      what: 'reasoning',
      body: frame('{"choices":[{"delta":{"content":"","reasoning":"hm"}}]}') + DONE,
      chunks: [start, { type: 'reasoning', choice: 0, text: 'hm' }, bare('stop')],
    },
    {
      what: 'both, which say the same',
      body: frame('{"choices":[{"delta":{"reasoning_content":"hm","reasoning":"hm","content":"Hi"}}]}') + DONE,
      chunks: [start, { type: 'reasoning', choice: 0, text: 'hm' }, say('Hi'), bare('stop')],
    },
    {
      what: 'a refusal, in pieces',
      body:
        frame('{"choices":[{"delta":{"content":null,"refusal":"I "}}]}') +
        frame('{"choices":[{"delta":{"refusal":"won\'t"}}]}') +
        frame('{"choices":[{"delta":{"refusal":""}}]}') +
        finish('stop') +
        DONE,
      chunks: [
        start,
        { type: 'refusal', choice: 0, text: 'I ' },
        { type: 'refusal', choice: 0, text: "won't" },
        end('stop'),
      ],
    },
  ],

  'tool calls': [
    {
      what: 'two calls, in pieces',
      body:
        toolPiece('{"index":0,"id":"c1","type":"function","function":{"name":"add","arguments":""}}') +
        toolPiece('{"index":0,"function":{"arguments":"{\\"a\\":"}}') +
        toolPiece('{"index":0,"function":{"arguments":"1}"}}') +
        toolPiece('{"index":1,"id":"c2","function":{"name":"now","arguments":"{}"}}') +
        finish('tool_calls') +
        DONE,
      chunks: [
        start,
        call(0, { id: 'c1', name: 'add' }),
        call(0, { arguments: '{"a":' }),
        call(0, { arguments: '1}' }),
        call(1, { id: 'c2', name: 'now', arguments: '{}' }),
        end('tool_calls'),
      ],
    },
    {
      what: 'calls without an index: their ids decide',
      body:
        toolPiece('{"id":"c1","function":{"name":"add","arguments":"{"}}') +
        toolPiece('{"id":"c2","function":{"name":"now","arguments":"{"}}') +
        toolPiece('{"id":"c1","function":{"arguments":"}"}}') +
        toolPiece('{"id":"c2","function":{"arguments":"}"}}') +
        DONE,
      chunks: [
        start,
        call(0, { id: 'c1', name: 'add', arguments: '{' }),
        call(1, { id: 'c2', name: 'now', arguments: '{' }),
        call(0, { arguments: '}' }),
        call(1, { arguments: '}' }),
        bare('tool-calls'),
      ],
    },
    {
      what: 'calls with neither: the last one opened goes on',
      body:
        toolPiece('{"id":"c1","function":{"name":"add","arguments":"{"}}') +
        toolPiece('{"function":{"arguments":"}"}}') +
        toolPiece('{"id":"c2","function":{"name":"now"}}') +
        toolPiece('{"function":{"arguments":"{}"}}') +
        DONE,
      chunks: [
        start,
        call(0, { id: 'c1', name: 'add', arguments: '{' }),
        call(0, { arguments: '}' }),
        call(1, { id: 'c2', name: 'now' }),
        call(1, { arguments: '{}' }),
        bare('tool-calls'),
      ],
    },
    {
      what: 'a server that repeats id and name in each piece',
      body:
        toolPiece('{"index":0,"id":"c1","function":{"name":"add","arguments":"{"}}') +
        toolPiece('{"index":0,"id":"c1","function":{"name":"add","arguments":"}"}}') +
        DONE,
      chunks: [
        start,
        call(0, { id: 'c1', name: 'add', arguments: '{' }),
        call(0, { arguments: '}' }),
        bare('tool-calls'),
      ],
    },
    {
      what: 'a server that sends null where there is nothing',
      body:
        toolPiece('{"index":null,"id":"c1","function":{"name":"add","arguments":null}}') +
        toolPiece('{"index":0,"id":null,"function":{"name":null,"arguments":"{}"}}') +
        toolPiece('{"index":0,"function":null}') +
        frame('{"choices":[{"delta":{"tool_calls":null,"content":"Hi"}}]}') +
        DONE,
      chunks: [start, call(0, { id: 'c1', name: 'add' }), call(0, { arguments: '{}' }), say('Hi'), bare('tool-calls')],
    },
    {
      what: 'a piece that says nothing of a call',
      body:
        toolPiece('{"index":0,"function":{"arguments":{}}}') +
        toolPiece('{"index":0,"function":null}') +
        toolPiece('{}') +
        text('Hi') +
        DONE,
      chunks: [start, say('Hi'), bare('stop')],
    },
    {
      what: 'a piece that is none of the wire: a malformed frame, and the answer goes on',
      body: toolPiece('5') + text('Hi') + DONE,
      chunks: [start, say('Hi'), bare('stop')],
    },
  ],

  requireEndMarker: [
    {
      what: 'false takes a body that just ends for a whole answer',
      options: { requireEndMarker: false },
      body: text('Hi') + frame('{"choices":[],"usage":{"total_tokens":3}}'),
      chunks: [start, say('Hi'), { type: 'usage', totalTokens: 3 }, bare('unknown')],
    },
    {
      what: 'false keeps the reasons that were given',
      options: { requireEndMarker: false },
      body: frame('{"choices":[{"index":1,"delta":{"content":"b"}}]}') + text('Hi') + finish('length'),
      chunks: [start, say('b', 1), say('Hi'), end('length'), bare('unknown', 1)],
    },
    {
      what: 'false does not make an answer of nothing',
      options: { requireEndMarker: false },
      body: '',
      chunks: [],
      error: { name: 'EmptyAnswerError' },
    },
    {
      what: 'true fails where a body just ends, with the usage untold',
      body: text('Hi') + frame('{"choices":[],"usage":{"total_tokens":3}}'),
      chunks: [start, say('Hi')],
      error: { name: 'IncompleteAnswerError', reason: 'no-end-marker', contentReceived: true },
    },
  ],
};

const json = (body: string): Pick<Case, 'body' | 'headers'> => ({
  headers: { 'content-type': 'application/json' },
  body,
});

const wholes: readonly Case[] = [
  {
    what: 'text, id, model, usage and reason',
    ...json(
      '{"id":"a","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"length"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}',
    ),
    chunks: [
      { type: 'start', id: 'a', model: 'm' },
      say('Hi'),
      { type: 'usage', promptTokens: 1, completionTokens: 2, totalTokens: 3 },
      end('length'),
    ],
  },
  {
    what: 'no reason, which is a stop',
    ...json('{"choices":[{"message":{"content":"Hi"}}]}'),
    chunks: [start, say('Hi'), bare('stop')],
  },
  {
    what: 'no content, which is an answer too',
    ...json('{"choices":[{"message":{"content":null},"finish_reason":"content_filter"}]}'),
    chunks: [start, end('content_filter')],
  },
  {
    what: 'a reason at the top level',
    ...json('{"choices":[{"message":{"content":"Hi"}}],"finish_reason":"length"}'),
    chunks: [start, say('Hi'), end('length')],
  },
  {
    what: 'several choices',
    ...json(
      '{"choices":[{"index":1,"message":{"content":"b"},"finish_reason":"stop"},{"index":0,"message":{"content":"a"}}]}',
    ),
    chunks: [start, say('b', 1), say('a'), bare('stop'), end('stop', 1)],
  },
  {
    what: 'reasoning, a refusal and tool calls, which have no index here',
    ...json(
      '{"choices":[{"message":{"reasoning_content":"hm","content":"","refusal":"no","tool_calls":[{"id":"c1","type":"function","function":{"name":"add","arguments":"{}"}},{"id":"c2","type":"function","function":{"name":"now","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}',
    ),
    chunks: [
      start,
      { type: 'reasoning', choice: 0, text: 'hm' },
      { type: 'refusal', choice: 0, text: 'no' },
      call(0, { id: 'c1', name: 'add', arguments: '{}' }),
      call(1, { id: 'c2', name: 'now', arguments: '{}' }),
      end('tool_calls'),
    ],
  },
  {
    what: 'with +json, a charset and odd case',
    headers: { 'content-type': 'Application/Vnd.Api+JSON; charset=UTF-8' },
    body: '{"choices":[{"message":{"content":"Hi"}}]}',
    chunks: [start, say('Hi'), bare('stop')],
  },
  {
    what: 'behind a byte order mark and white space',
    ...json('\uFEFF \n{"choices":[{"message":{"content":"Hi"}}]}\n'),
    chunks: [start, say('Hi'), bare('stop')],
  },
  { what: 'choices: []', ...json('{"choices":[]}'), chunks: [], error: { name: 'EmptyAnswerError', malformed: 0 } },
  { what: 'an empty body', ...json(''), chunks: [], error: { name: 'EmptyAnswerError', malformed: 0 } },
  ...['{}', '[]', '5', 'null', '{"choices":5}', '{"choices":null}', '{"message":"hello"}'].map((body) => ({
    what: `JSON that is no answer: ${body}`,
    ...json(body),
    chunks: [],
    error: { name: 'UnexpectedContentError', contentType: 'application/json', excerpt: body, retryable: false },
  })),
  {
    what: 'JSON that is cut',
    ...json('{"choices":[{"mess'),
    chunks: [],
    error: { name: 'UnexpectedContentError', excerpt: '{"choices":[{"mess' },
  },
  {
    what: 'JSON over maxEventBytes',
    options: { maxEventBytes: 100 },
    ...json(`{"choices":[{"message":{"content":"${'x'.repeat(100)}"}}]}`),
    chunks: [],
    error: { name: 'EventTooLargeError', limitBytes: 100 },
  },
];

const stream = text('Hi') + DONE;
const page = '<!DOCTYPE html><html><body>Sign in</body></html>';

const contentTypes: readonly (readonly [type: string | undefined, body: string, reads: boolean])[] = [
  ['text/event-stream', stream, true],
  ['text/event-stream; charset=utf-8', stream, true],
  ['TEXT/EVENT-STREAM', stream, true],
  ['text/plain', stream, true],
  ['text/plain; charset=utf-8', `\n\n${stream}`, true],
  ['application/octet-stream', stream, true],
  ['', stream, true],
  [undefined, stream, true],
  ['text/plain', page, false],
  ['text/plain', `\uFEFF\r\n  ${page}`, false],
  ['application/octet-stream', page, false],
  [undefined, page, false],
  ['text/html', page, false],
  ['text/html', stream, true],
  ['application/json', stream, true],
  ['image/png', stream, true],
  ['application/xhtml+xml', page, false],
  ['text/xml', '<error/>', false],
  ['application/x-ndjson', '{"choices":[{"index":0,"delta":{"content":"Hi"}}]}\n[DONE]\n', true],
  ['application/x-ndjson', page, false],
  ['image/png', 'PNG', false],
];

describe('streamAnswer', () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const ask = (
    options: Partial<OpenAICompatibleOptions> = {},
    request: Partial<ChatRequest> = {},
  ): ReturnType<typeof outcomeOf<Chunk>> =>
    outcomeOf(
      openAICompatible({ baseUrl: server.url, defaultModel: 'gpt', ...options }).stream({ messages, ...request }),
    );

  for (const [group, cases] of Object.entries(streams)) {
    describe(group, () => {
      for (const { what, body, chunks, error, options, headers } of cases) {
        it(what, async () => {
          server.serve({ headers: { 'content-type': 'text/event-stream', ...headers }, body });
          const outcome = await ask(options);
          assert.deepEqual(outcome.values, chunks);
          if (error) assert.deepOwnInclude(outcome.error, error);
          else assert.isUndefined(outcome.error);
        });
      }
    });
  }

  describe('one JSON answer', () => {
    for (const { what, body, chunks, error, options, headers } of wholes) {
      it(what, async () => {
        server.serve({ headers: { ...headers }, body });
        for (const request of [{ stream: false }, { stream: true }]) {
          const outcome = await ask(options, request);
          assert.deepEqual(outcome.values, chunks);
          if (error) assert.deepOwnInclude(outcome.error, error);
          else assert.isUndefined(outcome.error);
        }
      });
    }

    it('is read where it comes in pieces, byte by byte', async () => {
      const body = [...Buffer.from('{"choices":[{"message":{"content":"é🎉"}}]}')].map((byte) => Buffer.of(byte));
      server.serve({ ...json(''), body });
      assert.deepEqual((await ask()).values, [start, say('é🎉'), bare('stop')]);
    });

    it('that is cut is an IncompleteAnswerError', async () => {
      server.serve({ ...json('{"choices":[{"message":{"content":"Hi"}}]}'), ending: 'destroy' });
      assert.deepOwnInclude((await ask()).error, { name: 'IncompleteAnswerError', reason: 'connection-lost' });
    });

    it('a stream of events is read where one JSON answer was asked for', async () => {
      server.serve({ body: stream });
      assert.deepEqual((await ask({}, { stream: false })).values, [start, say('Hi'), bare('stop')]);
    });
  });

  describe('content types', () => {
    for (const [type, body, reads] of contentTypes) {
      it(`${String(type)} with ${JSON.stringify(body.slice(0, 20))} is ${reads ? 'read' : 'unexpected'}`, async () => {
        server.serve({ headers: type === undefined ? {} : { 'content-type': type }, body });
        const { values, error } = await ask();
        if (reads) {
          assert.deepEqual(values, [start, say('Hi'), bare('stop')]);
        } else {
          assert.deepEqual(values, []);
          const expected = { name: 'UnexpectedContentError', contentType: type ?? '', retryable: false };
          assert.deepOwnInclude(error, expected);
          assert.notInclude((error as { readonly excerpt: string }).excerpt, '<');
        }
      });
    }

    it('an excerpt has 2,000 characters at most, of a page that never ends', async () => {
      server.serve({ headers: { 'content-type': 'text/html' }, body: 'x'.repeat(70_000), ending: 'stall' });
      const { error } = await ask();
      assert.equal((error as { readonly excerpt: string }).excerpt.length, 2000);
      await server.idle();
    });
  });

  describe('compressed', () => {
    const frames = [text('one'), text('two'), text('three')];
    const encoders = {
      gzip: () => createGzip({ flush: constants.Z_SYNC_FLUSH }),
      deflate: () => createDeflate({ flush: constants.Z_SYNC_FLUSH }),
      'deflate ': () => createDeflateRaw({ flush: constants.Z_SYNC_FLUSH }),
      br: () => createBrotliCompress({ flush: constants.BROTLI_OPERATION_FLUSH }),
    };
    for (const [encoding, create] of Object.entries(encoders)) {
      it(`${encoding}${encoding === 'deflate ' ? '(raw)' : ''}: each piece is out as soon as it is flushed`, async () => {
        // The server writes a piece once the client has emitted the one before: nothing may wait for more.
        const seen: string[] = [];
        let wake: (() => void) | undefined;
        let compressed: LoopbackServer | undefined;
        try {
          compressed = await startServer(async (response) => {
            response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': encoding.trim() });
            const encoder = create();
            encoder.pipe(response);
            for (const [i, piece] of frames.entries()) {
              encoder.write(piece);
              while (seen.length <= i) await new Promise<void>((resolve) => (wake = resolve));
            }
            encoder.end(DONE);
          });
          const provider = openAICompatible({ baseUrl: compressed.url, defaultModel: 'gpt' });
          await new Promise<void>((resolve, reject) => {
            provider.stream({ messages }).subscribe({
              next(chunk) {
                if (chunk.type !== 'text') return;
                seen.push(chunk.text);
                wake?.();
              },
              error: reject,
              complete: resolve,
            });
          });
          assert.deepEqual(seen, ['one', 'two', 'three']);
        } finally {
          await compressed?.close();
        }
      });
    }

    it('that is cut ends without an end marker, or with a lost connection', async () => {
      const whole = brotliCompressSync(text('Hi').repeat(2000) + DONE);
      server.serve({
        headers: { 'content-type': 'text/event-stream', 'content-encoding': 'br' },
        body: whole.subarray(0, whole.length - 3),
      });
      assert.deepOwnInclude((await ask()).error, { name: 'IncompleteAnswerError' });
    });

    it('that is not what it says it is', async () => {
      server.serve({ headers: { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' }, body: stream });
      const { values, error } = await ask();
      assert.deepEqual(values, []);
      assert.deepOwnInclude(error, { name: 'IncompleteAnswerError', reason: 'connection-lost' });
    });
  });

  describe('waits for the headers', () => {
    const rows: readonly (readonly [
      what: string,
      deadlines: Deadlines,
      request: Partial<ChatRequest>,
      limit: number,
    ])[] = [
      ['for 300 s', {}, {}, 300_000],
      ['for 600 s where one JSON answer is asked for', {}, { stream: false }, 600_000],
      ['for so long as the options say', { headersMs: 5 }, { stream: false }, 5],
      ['for so long as the request says, before the options', { headersMs: 5 }, { deadlines: { headersMs: 7 } }, 7],
      ['for ever, until the whole takes too long', { headersMs: false, totalMs: 9 }, { deadlines: { idleMs: 1 } }, 9],
    ];
    for (const [what, deadlines, request, limit] of rows) {
      it(what, () => {
        runMarbles(({ expectObservable }) => {
          const axios = { request: () => new Promise<never>(() => undefined) };
          const provider = openAICompatible({ baseUrl: 'http://127.0.0.1', defaultModel: 'gpt', axios, deadlines });
          const context = { provider: 'openAICompatible', model: 'gpt' };
          const error = new DeadlineError(limit === 9 ? 'total' : 'headers', limit, context);
          expectObservable(provider.stream({ messages, ...request })).toBe(`${limit}ms #`, undefined, error);
        });
      });
    }
  });

  it('gives each subscriber chunks of its own, fresh and not frozen', async () => {
    server.serve({ body: stream });
    const answer$ = openAICompatible({ baseUrl: server.url, defaultModel: 'gpt' }).stream({ messages });
    const [first, second] = [(await outcomeOf(answer$)).values, (await outcomeOf(answer$)).values];
    assert.deepEqual(first, second);
    for (const [i, chunk] of first.entries()) {
      assert.notStrictEqual(chunk, second[i]);
      assert.isFalse(Object.isFrozen(chunk));
    }
  });
});
