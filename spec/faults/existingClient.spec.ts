import { assert } from 'chai';
import { autonomousAI, openAICompatible } from '../../lib/index.ts';
import type { Chunk, Provider, ProviderOptions } from '../../lib/index.ts';
import { outcomeOf } from '../support/outcome.ts';
import { serveBytes, type BytesServer, type Served } from '../support/serveBytes.ts';
import { DONE, finish, frame, text } from '../support/wire.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;
const start = { type: 'start' } as const;
const say = (words: string): Chunk => ({ type: 'text', choice: 0, text: words });
const stop: Chunk = { type: 'finish', choice: 0, reason: 'stop' };

interface Row {
  readonly what: string;
  readonly served: Served;
  readonly chunks: readonly Chunk[];
  /** The error's name and the fields that matter; none: it completes. */
  readonly error?: Readonly<Record<string, unknown>>;
  readonly options?: ProviderOptions;
}

const rows: readonly Row[] = [
  {
    what: 'a finish reason in choices[0]',
    served: { body: text('Hi') + finish('length') + DONE },
    chunks: [start, say('Hi'), { type: 'finish', choice: 0, reason: 'length', raw: 'length' }],
  },
  {
    what: 'a finish reason at the top level of the frame',
    served: { body: text('Hi') + frame('{"choices":[{"index":0,"delta":{}}],"finish_reason":"stop"}') + DONE },
    chunks: [start, say('Hi'), { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' }],
  },
  {
    what: 'content that holds "data: "',
    served: { body: text('the field data: is text, data: too') + DONE },
    chunks: [start, say('the field data: is text, data: too'), stop],
  },
  {
    what: 'data: without a space',
    served: { body: 'data:{"choices":[{"delta":{"content":"Hi"}}]}\n\ndata:[DONE]\n\n' },
    chunks: [start, say('Hi'), stop],
  },
  {
    what: 'line ends of CR alone',
    served: { body: 'data: {"choices":[{"delta":{"content":"Hi"}}]}\r\rdata: [DONE]\r\r' },
    chunks: [start, say('Hi'), stop],
  },
  {
    what: 'line ends of CRLF',
    served: { body: 'data: {"choices":[{"delta":{"content":"Hi"}}]}\r\n\r\ndata: [DONE]\r\n\r\n' },
    chunks: [start, say('Hi'), stop],
  },
  {
    what: 'several data lines in one event',
    served: { body: 'data: {"choices":[{"delta":\ndata: {"content":"Hi"}}]}\n\ndata: [DONE]\n\n' },
    chunks: [start, say('Hi'), stop],
  },
  {
    what: 'a first event behind a byte order mark',
    served: { body: `\uFEFF${text('Hi')}${DONE}` },
    chunks: [start, say('Hi'), stop],
  },
  {
    what: 'text after [DONE]',
    served: { body: text('Hi') + DONE + text(' there') + finish('length') },
    chunks: [start, say('Hi'), stop],
  },
  {
    what: 'an error in the stream',
    served: { body: text('Hi') + frame('{"error":{"message":"out of memory","type":"server_error"}}') + DONE },
    chunks: [start, say('Hi')],
    error: { name: 'ProviderError', kind: 'server', inBand: true, detail: 'out of memory', contentReceived: true },
  },
  {
    what: 'an error instead of a stream',
    served: { body: frame('{"error":"no"}') },
    chunks: [],
    error: { name: 'ProviderError', kind: 'other', inBand: true, detail: 'no', contentReceived: false },
  },
  {
    what: 'a 200 with HTML',
    served: {
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: '<!DOCTYPE html><html><head><title>Maintenance</title></head><body>Back soon.</body></html>',
    },
    chunks: [],
    error: {
      name: 'UnexpectedContentError',
      contentType: 'text/html; charset=utf-8',
      excerpt: 'Maintenance Back soon.',
      retryable: false,
    },
  },
  {
    what: 'a 200 with a JSON error',
    served: {
      headers: { 'content-type': 'application/json' },
      body: '{"error":{"message":"slow down","code":"rate_limit_exceeded"}}',
    },
    chunks: [],
    error: { name: 'ProviderError', kind: 'rate-limit', code: 'rate_limit_exceeded', inBand: true, retryable: true },
  },
  {
    what: 'an empty 200',
    served: {},
    chunks: [],
    error: { name: 'EmptyAnswerError', malformed: 0, retryable: true },
  },
  {
    what: 'an empty data field',
    served: { body: `data:\n\n${text('Hi')}data\n\n${DONE}` },
    chunks: [start, say('Hi'), stop],
  },
  {
    what: 'data that is no JSON',
    served: { body: text('Hi') + frame('{not json') + text('!') + DONE },
    chunks: [start, say('Hi'), say('!'), stop],
  },
  ...['5', 'null', '"x"', '[]', '{"choices":[null]}', '{"choices":5}'].map((json) => ({
    what: `JSON that is no frame: ${json}`,
    served: { body: text('Hi') + frame(json) + text('!') + DONE },
    chunks: [start, say('Hi'), say('!'), stop],
  })),
  {
    what: 'a number where text belongs',
    served: { body: text('Hi') + frame('{"choices":[{"delta":{"content":7}}]}') + text('!') + DONE },
    chunks: [start, say('Hi'), say('7'), say('!'), stop],
  },
  {
    what: 'content that cannot be read',
    served: { body: text('Hi') + frame('{"choices":[{"delta":{"content":{"a":7}}}]}') + text('!') + DONE },
    chunks: [start, say('Hi'), say('!'), stop],
  },
  ...[
    '{"choices":[{"delta":null}]}',
    '{"choices":[]}',
    '{}',
    '{"choices":[{"delta":{"role":"assistant"}}]}',
    '{"choices":[{"delta":{"content":""}}]}',
    '{"choices":[{"delta":{"content":null}}]}',
    '{"choices":null}',
    '{"error":null}',
  ].map((json) => ({
    what: `a frame that says nothing: ${json}`,
    served: { body: frame(json) + text('Hi') + frame(json) + DONE },
    chunks: [start, say('Hi'), stop],
  })),
  {
    what: 'an invalid UTF-8 byte',
    served: {
      body: [
        Buffer.from('data: {"choices":[{"delta":{"content":"a'),
        Buffer.from([0xff]),
        Buffer.from('b"}}]}\n\ndata: [DONE]\n\n'),
      ],
    },
    chunks: [start, say('a\uFFFDb'), stop],
  },
  {
    what: 'the end inside a character',
    served: {
      body: [Buffer.from('data: {"choices":[{"delta":{"content":"a'), Buffer.from([0xe6, 0x97])],
      ending: 'end',
    },
    chunks: [],
    error: { name: 'EmptyAnswerError', malformed: 0 },
  },
  {
    what: 'a line of 129 KiB',
    served: { body: text('x'.repeat(129 * 1024)) + DONE },
    chunks: [start, say('x'.repeat(129 * 1024)), stop],
  },
  {
    what: 'a line of 2 MiB',
    served: { body: text('é'.repeat(1024 * 1024)) + DONE },
    chunks: [start, say('é'.repeat(1024 * 1024)), stop],
  },
  {
    what: 'a line over maxEventBytes',
    served: { body: text('Hi') + text('x'.repeat(70_000)) + DONE },
    options: { maxEventBytes: 65_536 },
    chunks: [start, say('Hi')],
    error: { name: 'EventTooLargeError', limitBytes: 65_536, retryable: false, contentReceived: true },
  },
  {
    what: 'a last event without its closing empty line',
    served: { body: `${text('Hi')}data: {"choices":[{"delta":{"content":"!"},"finish_reason":"stop"}]}` },
    chunks: [start, say('Hi'), say('!'), { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' }],
  },
  {
    what: 'a last [DONE] without its closing empty line',
    served: { body: `${text('Hi')}data: [DONE]` },
    chunks: [start, say('Hi'), stop],
  },
  {
    what: 'a last error without its closing empty line',
    served: { body: `${text('Hi')}data: {"error":"no"}\n` },
    chunks: [start, say('Hi')],
    error: { name: 'ProviderError', detail: 'no' },
  },
  {
    what: 'a last event without its closing empty line that is cut too',
    served: { body: `${text('Hi')}data: {"choices":[{"delta":{"content":"!"` },
    chunks: [start, say('Hi')],
    error: { name: 'IncompleteAnswerError', reason: 'no-end-marker' },
  },
  {
    what: 'a connection that is cut',
    served: { body: text('Hel') + text('lo'), ending: 'destroy' },
    chunks: [start, say('Hel'), say('lo')],
    error: { name: 'IncompleteAnswerError', reason: 'connection-lost', retryable: true, contentReceived: true },
  },
  {
    what: 'a connection that is cut before content',
    served: { body: ': wait\n\n', ending: 'destroy' },
    chunks: [],
    error: { name: 'IncompleteAnswerError', reason: 'connection-lost', retryable: true, contentReceived: false },
  },
  {
    what: 'a body that ends without an end marker',
    served: { body: text('Hel') + text('lo') },
    chunks: [start, say('Hel'), say('lo')],
    error: { name: 'IncompleteAnswerError', reason: 'no-end-marker', retryable: true, contentReceived: true },
  },
  {
    what: 'a connection that is cut behind the end marker',
    served: { body: text('Hi') + finish('stop'), ending: 'destroy' },
    chunks: [start, say('Hi'), { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' }],
  },
  {
    what: 'stream: false',
    served: {
      headers: { 'content-type': 'application/json' },
      body: '{"choices":[{"index":0,"message":{"role":"assistant","content":"Hi"}}]}',
    },
    chunks: [start, say('Hi'), stop],
  },
];

const factories: readonly (readonly [string, (options: ProviderOptions & { readonly baseUrl: string }) => Provider])[] =
  [
    ['autonomousAI', autonomousAI],
    ['openAICompatible', (options) => openAICompatible({ ...options, defaultModel: 'gpt' })],
  ];

describe('what the best known client gets wrong', () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  for (const [name, create] of factories) {
    describe(name, () => {
      for (const { what, served, chunks, error, options } of rows) {
        it(what, async () => {
          server.serve(served);
          const outcome = await outcomeOf(create({ ...options, baseUrl: server.url }).stream({ messages }));
          assert.deepEqual(outcome.values, chunks);
          if (error) assert.deepOwnInclude(outcome.error, { ...error, provider: name });
          else assert.isUndefined(outcome.error);
        });
      }

      it('malformed frames are values in streamEither, with their places', async () => {
        const bad = ['', '{not json', '5', 'null', '"x"', '{"choices":[null]}', '{"choices":5}'];
        const last = '{"choices":[{"index":0,"delta":{"content":{"a":7}}}]}';
        server.serve({ body: text('Hi') + [...bad, last].map(frame).join('') + text('!') + DONE });
        const { values, completed } = await outcomeOf(create({ baseUrl: server.url }).streamEither({ messages }));
        assert.isTrue(completed);
        const [first, second, ...others] = values;
        assert.deepEqual(
          [first, second],
          [
            { _tag: 'Right', right: start },
            { _tag: 'Right', right: say('Hi') },
          ],
        );
        const lefts = others.slice(0, 8).map((either) => (either._tag === 'Left' ? either.left : undefined));
        assert.deepEqual(
          lefts.map((malformed) => malformed && { ...malformed, errors: malformed.errors.length }),
          [
            { reason: 'json', data: '', index: 1, errors: 1 },
            { reason: 'json', data: '{not json', index: 2, errors: 1 },
            { reason: 'shape', data: '5', index: 3, errors: 1 },
            { reason: 'shape', data: 'null', index: 4, errors: 1 },
            { reason: 'shape', data: '"x"', index: 5, errors: 1 },
            { reason: 'shape', data: '{"choices":[null]}', index: 6, errors: 1 },
            { reason: 'shape', data: '{"choices":5}', index: 7, errors: 1 },
            { reason: 'shape', data: '{"choices":[{"index":0,"delta":{"content":{"a":7}}}]}', index: 8, errors: 1 },
          ],
        );
        assert.include(lefts[7]?.errors[0], 'choices/0/delta/content');
        assert.deepEqual(others.slice(8), [
          { _tag: 'Right', right: say('!') },
          { _tag: 'Right', right: stop },
        ]);
      });

      it('malformed frames alone are an EmptyAnswerError that counts them', async () => {
        server.serve({ body: frame('{not json') + frame('5') + DONE });
        const { values, error } = await outcomeOf(create({ baseUrl: server.url }).stream({ messages }));
        assert.deepEqual(values, []);
        assert.deepOwnInclude(error, { name: 'EmptyAnswerError', malformed: 2 });
      });
    });
  }
});
