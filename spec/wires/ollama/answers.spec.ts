import { assert } from 'chai';
import { type Chunk, ollama, type OllamaOptions } from '../../../lib/index.ts';
import { inPiecesOf, toBytes } from '../../support/bytes.ts';
import { fetchBytes } from '../../support/fetchBytes.ts';
import { outcomeOf } from '../../support/outcome.ts';
import { DONE, lines, say } from './lines.ts';

const request = { model: 'q', messages: [{ role: 'user', content: 'Hello' }], stream: false } as const;

const start: Chunk = { type: 'start', model: 'q' };
const text = (words: string): Chunk => ({ type: 'text', choice: 0, text: words });
const stop: Chunk = { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' };
const END = '"done":true,"done_reason":"stop"';

interface Case {
  readonly what: string;
  readonly body: string;
  readonly chunks?: readonly Chunk[];
  readonly error?: Readonly<Record<string, unknown>>;
  readonly contentType?: string | undefined;
  readonly options?: OllamaOptions;
}

const cases: readonly Case[] = [
  {
    what: 'text and counts',
    body: '{"model":"q","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Hi"},"done_reason":"stop","done":true,"total_duration":9,"load_duration":1,"prompt_eval_count":26,"prompt_eval_duration":1,"eval_count":2,"eval_duration":1}',
    chunks: [start, text('Hi'), { type: 'usage', promptTokens: 26, completionTokens: 2, totalTokens: 28 }, stop],
  },
  {
    what: 'thoughts, text and calls',
    body: `{"model":"q","message":{"role":"assistant","content":"Now.","thinking":"Hm.","tool_calls":[{"id":"a","function":{"index":0,"name":"now","arguments":{}}},{"function":{"index":0,"name":"list","arguments":{"p":1}}}]},${END}}`,
    chunks: [
      start,
      { type: 'reasoning', choice: 0, text: 'Hm.' },
      text('Now.'),
      { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'now', arguments: '{}' },
      { type: 'tool-call', choice: 0, index: 1, id: 'call_1', name: 'list', arguments: '{"p":1}' },
      { type: 'finish', choice: 0, reason: 'tool-calls', raw: 'stop' },
    ],
  },
  {
    what: 'no reason',
    body: '{"model":"q","message":{"content":"Hi"},"done":true}',
    chunks: [start, text('Hi'), { type: 'finish', choice: 0, reason: 'stop' }],
  },
  {
    what: 'no reason, after a call',
    body: '{"model":"q","message":{"tool_calls":[{"function":{"name":"now"}}]},"done":true}',
    chunks: [
      start,
      { type: 'tool-call', choice: 0, index: 0, id: 'call_0', name: 'now', arguments: '{}' },
      { type: 'finish', choice: 0, reason: 'tool-calls' },
    ],
  },
  {
    what: 'no done: one JSON answer is its own end marker',
    body: '{"model":"q","message":{"content":"Hi"}}',
    chunks: [start, text('Hi'), { type: 'finish', choice: 0, reason: 'stop' }],
  },
  {
    what: 'no text, which is an answer too',
    body: `{"model":"q","message":{"role":"assistant","content":""},${END}}`,
    chunks: [start, stop],
  },
  {
    what: 'the loading of a model',
    body: '{"model":"q","message":{"role":"assistant","content":""},"done":true,"done_reason":"load"}',
    chunks: [start, { type: 'finish', choice: 0, reason: 'other', raw: 'load' }],
  },
  {
    what: 'a number for text',
    body: `{"model":"q","message":{"content":42},${END}}`,
    chunks: [start, text('42'), stop],
  },
  {
    what: 'an object for text, which is its JSON',
    body: `{"model":"q","message":{"content":{"name":"A","age":3}},${END}}`,
    chunks: [start, text('{"name":"A","age":3}'), stop],
  },
  {
    what: 'parts for text',
    body: `{"model":"q","message":{"content":[{"type":"text","text":"Hi"}]},${END}}`,
    chunks: [start, text('Hi'), stop],
  },
  {
    what: 'over several lines, behind a byte order mark',
    body: '\uFEFF\n{\n  "model": "q",\n  "message": { "content": "Hi" },\n  "done": true, "done_reason": "stop"\n}\n',
    chunks: [start, text('Hi'), stop],
  },
  ...[undefined, 'text/plain', 'application/x-ndjson', 'application/octet-stream', 'text/event-stream'].map(
    (contentType) => ({
      what: `that is called ${contentType ?? 'nothing'}`,
      contentType,
      body: `{"model":"q","message":{"content":"Hi"},${END}}`,
      chunks: [start, text('Hi'), stop],
    }),
  ),
  // A server, or what stands before it, may stream all the same.
  ...['application/x-ndjson', 'application/json', 'text/plain'].map((contentType) => ({
    what: `a stream that was not asked for, called ${contentType}`,
    contentType,
    body: lines(say('Hel'), say('lo'), DONE),
    chunks: [start, text('Hel'), text('lo'), stop],
  })),
  {
    what: 'a stream that was not asked for, and is cut',
    body: lines(say('Hel'), say('lo')),
    chunks: [start, text('Hel'), text('lo')],
    error: { name: 'IncompleteAnswerError', reason: 'no-end-marker', contentReceived: true },
  },
  ...[
    '{}',
    '[]',
    '5',
    'null',
    '"Hi"',
    '{"message":"Hi"}',
    '{"message":null}',
    '{"response":"Hi"}',
    '{"models":[]}',
  ].map((body) => ({
    what: `${body}, which is no answer`,
    body,
    error: { name: 'UnexpectedContentError', retryable: false },
  })),
  { what: 'JSON that is cut', body: '{"model":"q","mess', error: { name: 'UnexpectedContentError' } },
  { what: 'nothing', body: '', error: { name: 'EmptyAnswerError', malformed: 0 } },
  {
    what: 'a page',
    contentType: 'text/html',
    body: '<!DOCTYPE html><html><body>Sign in</body></html>',
    error: { name: 'UnexpectedContentError', contentType: 'text/html' },
  },
  {
    what: 'more than maxEventBytes',
    options: { maxEventBytes: 100 },
    body: `{"model":"q","message":{"content":"${'x'.repeat(100)}"},${END}}`,
    error: { name: 'EventTooLargeError', limitBytes: 100 },
  },
];

describe("ollama's JSON answers", () => {
  for (const row of cases) {
    const { what, body, chunks = [], error, options } = row;
    const contentType = 'contentType' in row ? row.contentType : 'application/json; charset=utf-8';
    it(what, async () => {
      const bytes = toBytes(body);
      for (const size of [bytes.length || 1, 1, 7]) {
        const fetch = fetchBytes({ contentType, pieces: inPiecesOf(size, bytes) });
        const outcome = await outcomeOf(ollama({ ...options, fetch }).stream(request));
        assert.deepEqual(outcome.values, chunks);
        assert.equal(outcome.completed, error === undefined, String(outcome.error));
        if (error) assert.deepOwnInclude(outcome.error, { provider: 'ollama', model: 'q', ...error });
      }
    });
  }
});
