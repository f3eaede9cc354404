import { assert } from 'chai';
import { type Chunk, type MalformedFrame, ollama, type OllamaOptions } from '../../../lib/index.ts';
import { inPiecesOf, toBytes } from '../../support/bytes.ts';
import { fetchBytes } from '../../support/fetchBytes.ts';
import { outcomeOf } from '../../support/outcome.ts';
import { calls, DONE, lines, message, say } from './lines.ts';

const request = { model: 'q', messages: [{ role: 'user', content: 'Hello' }] } as const;

const start: Chunk = { type: 'start', model: 'q' };
const text = (words: string): Chunk => ({ type: 'text', choice: 0, text: words });
const reasoning = (words: string): Chunk => ({ type: 'reasoning', choice: 0, text: words });
const call = (index: number, id: string, name: string, json: string): Chunk => ({
  type: 'tool-call',
  choice: 0,
  index,
  id,
  name,
  arguments: json,
});
const stop: Chunk = { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' };
const called: Chunk = { type: 'finish', choice: 0, reason: 'tool-calls', raw: 'stop' };
const bare = (reason: 'stop' | 'tool-calls' | 'unknown'): Chunk => ({ type: 'finish', choice: 0, reason });
const end = (members: string): string => `{"model":"q","message":{"role":"assistant","content":""},${members}}`;

interface Case {
  readonly what: string;
  readonly body: string;
  readonly chunks: readonly Chunk[];
  /** What of it could not be read. */
  readonly lefts?: readonly Partial<MalformedFrame>[];
  readonly error?: Readonly<Record<string, unknown>>;
  readonly contentType?: string;
  readonly options?: OllamaOptions;
}

const NOW = '{"function":{"name":"now","arguments":{}}}';

const table: Readonly<Record<string, readonly Case[]>> = {
  'whole answers': [
    {
      what: 'the smallest',
      body: lines(
        '{"model":"llama3.2","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Hel"},"done":false}',
        '{"model":"llama3.2","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"lo"},"done":false}',
        '{"model":"llama3.2","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":""},"done_reason":"stop","done":true,"total_duration":9,"load_duration":1,"prompt_eval_count":26,"prompt_eval_duration":1,"eval_count":2,"eval_duration":1}',
      ),
      chunks: [
        { type: 'start', model: 'llama3.2' },
        text('Hel'),
        text('lo'),
        { type: 'usage', promptTokens: 26, completionTokens: 2, totalTokens: 28 },
        stop,
      ],
    },
    {
      what: 'thoughts, text and calls',
      body: lines(
        '{"model":"qwen3","message":{"role":"assistant","content":"","thinking":"Two "},"done":false}',
        '{"model":"qwen3","message":{"role":"assistant","content":"","thinking":"files."},"done":false}',
        '{"model":"qwen3","message":{"role":"assistant","content":"Reading."},"done":false}',
        '{"model":"qwen3","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_a1b2c3d4","function":{"index":0,"name":"read","arguments":{"path":"a.md"}}}]},"done":false}',
        '{"model":"qwen3","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"read","arguments":{"path":"b.md"}}},{"function":{"index":0,"name":"list","arguments":{}}}]},"done":false}',
        '{"model":"qwen3","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","eval_count":40}',
      ),
      chunks: [
        { type: 'start', model: 'qwen3' },
        reasoning('Two '),
        reasoning('files.'),
        text('Reading.'),
        call(0, 'call_a1b2c3d4', 'read', '{"path":"a.md"}'),
        call(1, 'call_1', 'read', '{"path":"b.md"}'),
        call(2, 'call_2', 'list', '{}'),
        { type: 'usage', completionTokens: 40 },
        called,
      ],
    },
    {
      what: 'everything in one line, as old servers answer with tools',
      body: lines(
        '{"model":"q","message":{"role":"assistant","content":"Now.","thinking":"Hm.","tool_calls":[{"function":{"name":"now","arguments":{"zone":"UTC"}}}]},"done_reason":"stop","done":true,"prompt_eval_count":1,"eval_count":2}',
      ),
      chunks: [
        start,
        reasoning('Hm.'),
        text('Now.'),
        call(0, 'call_0', 'now', '{"zone":"UTC"}'),
        { type: 'usage', promptTokens: 1, completionTokens: 2, totalTokens: 3 },
        called,
      ],
    },
    {
      what: 'the loading of a model',
      body: lines('{"model":"q","message":{"role":"assistant","content":""},"done":true,"done_reason":"load"}'),
      chunks: [start, { type: 'finish', choice: 0, reason: 'other', raw: 'load' }],
    },
  ],

  'the end': [
    ...(
      [
        ['stop', 'stop'],
        ['length', 'length'],
        ['load', 'other'],
        ['unload', 'other'],
        ['weather', 'other'],
        // Words of servers that stand in for Ollama.
        ['tool_calls', 'tool-calls'],
        ['max_tokens', 'length'],
      ] as const
    ).map(([raw, reason]) => ({
      what: `done_reason ${raw}`,
      body: lines(say('Hi'), end(`"done":true,"done_reason":"${raw}"`)),
      chunks: [start, text('Hi'), { type: 'finish', choice: 0, reason, raw } as const],
    })),
    {
      what: 'length after a call',
      body: lines(calls(NOW), end('"done":true,"done_reason":"length"')),
      chunks: [start, call(0, 'call_0', 'now', '{}'), { type: 'finish', choice: 0, reason: 'length', raw: 'length' }],
    },
    {
      what: 'done without a reason',
      body: lines(say('Hi'), end('"done":true')),
      chunks: [start, text('Hi'), bare('stop')],
    },
    {
      what: 'done without a reason, after a call',
      body: lines(calls(NOW), end('"done":true')),
      chunks: [start, call(0, 'call_0', 'now', '{}'), bare('tool-calls')],
    },
    {
      what: 'an empty reason',
      body: lines(say('Hi'), end('"done":true,"done_reason":""')),
      chunks: [start, text('Hi'), bare('stop')],
    },
    {
      what: 'a reason of null',
      body: lines(say('Hi'), end('"done":true,"done_reason":null')),
      chunks: [start, text('Hi'), bare('stop')],
    },
    {
      what: 'done without a message',
      body: lines(say('Hi'), '{"done":true,"done_reason":"stop"}'),
      chunks: [start, text('Hi'), stop],
    },
    {
      what: 'done alone',
      body: lines('{"done":true}'),
      chunks: [],
      error: { name: 'EmptyAnswerError', malformed: 0 },
    },
    { what: 'done with a model', body: lines('{"model":"q","done":true}'), chunks: [start, bare('stop')] },
    {
      what: 'a text and the end in one line',
      body: lines('{"message":{"content":"Hi"},"done":true}'),
      chunks: [{ type: 'start' }, text('Hi'), bare('stop')],
    },
    {
      what: 'done that is a text',
      body: lines(say('Hi'), end('"done":"true"')),
      chunks: [start, text('Hi'), bare('stop')],
    },
    {
      what: 'a reason without done, with its counts',
      body: lines(say('Hi'), end('"done_reason":"stop","prompt_eval_count":3,"eval_count":1')),
      chunks: [start, text('Hi'), { type: 'usage', promptTokens: 3, completionTokens: 1, totalTokens: 4 }, stop],
    },
    {
      what: 'a reason without done: nothing is read after it',
      body: lines(say('Hi'), end('"done_reason":"stop"'), say('more'), '{"error":"boom"}'),
      chunks: [start, text('Hi'), stop],
    },
    {
      what: 'a reason in every line, though it goes on',
      body: lines(
        '{"model":"q","message":{"content":"Hel"},"done":false,"done_reason":"stop"}',
        '{"model":"q","message":{"content":"lo"},"done":false,"done_reason":"length"}',
      ),
      chunks: [start, text('Hel'), text('lo'), { type: 'finish', choice: 0, reason: 'length', raw: 'length' }],
    },
    {
      what: 'nothing is read after it',
      body: lines(say('Hi'), DONE, say('more'), '{"error":"boom"}', 'oops'),
      chunks: [start, text('Hi'), stop],
    },
    { what: 'a last line without its end', body: `${lines(say('Hi'))}${DONE}`, chunks: [start, text('Hi'), stop] },
    {
      what: '[DONE], as a proxy may add it',
      body: lines(say('Hi'), '[DONE]'),
      chunks: [start, text('Hi'), bare('stop')],
    },
    {
      what: 'none: the runner died, and the body ends in good order',
      body: lines(say('Half')),
      chunks: [start, text('Half')],
      error: { name: 'IncompleteAnswerError', reason: 'no-end-marker', contentReceived: true, retryable: true },
    },
    {
      what: 'none, and half a line',
      body: `${lines(say('Half'))}{"model":"q","mess`,
      chunks: [start, text('Half')],
      lefts: [{ reason: 'json', data: '{"model":"q","mess', index: 1 }],
      error: { name: 'IncompleteAnswerError', reason: 'no-end-marker' },
    },
    {
      what: 'none after a call',
      body: lines(calls(NOW)),
      chunks: [start, call(0, 'call_0', 'now', '{}')],
      error: { name: 'IncompleteAnswerError', reason: 'no-end-marker' },
    },
    {
      what: 'none, where the caller does not require it',
      body: lines(say('Half')),
      options: { requireEndMarker: false },
      chunks: [start, text('Half'), bare('unknown')],
    },
    { what: 'of nothing', body: '', chunks: [], error: { name: 'EmptyAnswerError', malformed: 0 } },
    { what: 'of blank lines', body: '\n\r\n \n', chunks: [], error: { name: 'EmptyAnswerError', malformed: 0 } },
  ],

  usage: [
    {
      what: 'a prompt that was read before is not counted',
      body: lines(say('Hi'), end('"done":true,"eval_count":2')),
      chunks: [start, text('Hi'), { type: 'usage', completionTokens: 2 }, bare('stop')],
    },
    {
      what: 'a prompt alone',
      body: lines(end('"done":true,"prompt_eval_count":5')),
      chunks: [start, { type: 'usage', promptTokens: 5 }, bare('stop')],
    },
    {
      what: 'zeros',
      body: lines(end('"done":true,"prompt_eval_count":0,"eval_count":0')),
      chunks: [start, { type: 'usage', promptTokens: 0, completionTokens: 0, totalTokens: 0 }, bare('stop')],
    },
    {
      what: 'counts that are texts',
      body: lines(say('Hi'), end('"done":true,"prompt_eval_count":"5","eval_count":"2"')),
      chunks: [
        start,
        text('Hi'),
        { type: 'usage', promptTokens: 5, completionTokens: 2, totalTokens: 7 },
        bare('stop'),
      ],
    },
    {
      what: 'counts that are none',
      body: lines(say('Hi'), end('"done":true,"prompt_eval_count":null,"eval_count":{"n":2}')),
      chunks: [start, text('Hi'), bare('stop')],
    },
    {
      what: 'in a line before the last',
      body: lines(say('Hi'), '{"prompt_eval_count":5,"eval_count":2}', DONE),
      chunks: [start, text('Hi'), { type: 'usage', promptTokens: 5, completionTokens: 2, totalTokens: 7 }, stop],
    },
  ],

  text: [
    {
      what: 'a number',
      body: lines(say('costs $'), message('"content":6'), DONE),
      chunks: [start, text('costs $'), text('6'), stop],
    },
    { what: 'null', body: lines(message('"content":null'), say('Hi'), DONE), chunks: [start, text('Hi'), stop] },
    {
      what: 'an empty list or object',
      body: lines(message('"content":[]'), message('"content":{}'), say('Hi'), DONE),
      chunks: [start, text('Hi'), stop],
    },
    { what: 'none', body: lines(message('"images":null'), say('Hi'), DONE), chunks: [start, text('Hi'), stop] },
    {
      what: 'a list of parts',
      body: lines(
        message('"content":[{"type":"thinking","thinking":"Hm."},{"type":"text","text":"14"},{"type":"image"},"4"]'),
        DONE,
      ),
      chunks: [start, reasoning('Hm.'), text('14'), text('4'), stop],
    },
    {
      what: 'an object that is a part',
      body: lines(message('"content":{"type":"text","text":"Hi"}'), DONE),
      chunks: [start, text('Hi'), stop],
    },
    {
      what: 'an object: what else the line says is read',
      body: lines(message('"content":{"a":1},"thinking":"Hm."'), say('Hi'), DONE),
      chunks: [start, reasoning('Hm.'), text('Hi'), stop],
      lefts: [{ reason: 'shape', index: 0, errors: ['message/content: a string or a list of parts'] }],
    },
    {
      what: 'an object beside the end',
      body: lines(
        say('Hi'),
        '{"model":"q","message":{"content":{"a":1}},"done":true,"done_reason":"stop","eval_count":2}',
      ),
      chunks: [start, text('Hi'), { type: 'usage', completionTokens: 2 }, stop],
      lefts: [{ reason: 'shape', index: 1 }],
    },
    {
      what: 'control characters, quotes and line ends, which are escaped on the wire',
      body: lines(message(String.raw`"content":"\"a\\b\"\n\u0007\ud83d\udc4b 世界"`), DONE),
      chunks: [start, text('"a\\b"\n\u0007👋 世界'), stop],
    },
  ],

  thoughts: [
    {
      what: 'beside text in one line',
      body: lines(message('"content":"Hi","thinking":"Hm."'), DONE),
      chunks: [start, reasoning('Hm.'), text('Hi'), stop],
    },
    {
      what: 'with null for text',
      body: lines(message('"content":null,"thinking":"Hm."'), say('Hi'), DONE),
      chunks: [start, reasoning('Hm.'), text('Hi'), stop],
    },
    {
      what: 'without a member for text',
      body: lines(message('"thinking":"Hm."'), say('Hi'), DONE),
      chunks: [start, reasoning('Hm.'), text('Hi'), stop],
    },
    {
      what: 'alone',
      body: lines(message('"content":"","thinking":"Hm."'), DONE),
      chunks: [start, reasoning('Hm.'), stop],
    },
    {
      what: 'under the names of other servers, once',
      body: lines(
        message('"reasoning_content":"a"'),
        message('"reasoning":"b"'),
        message('"thinking":"c","reasoning_content":"c","reasoning":"c"'),
        DONE,
      ),
      chunks: [start, reasoning('a'), reasoning('b'), reasoning('c'), stop],
    },
    {
      what: 'a number',
      body: lines(message('"content":"","thinking":4'), DONE),
      chunks: [start, reasoning('4'), stop],
    },
    {
      what: 'false, which says nothing',
      body: lines(message('"content":"Hi","thinking":false'), DONE),
      chunks: [start, text('Hi'), stop],
    },
    {
      what: 'an object: the text is read',
      body: lines(message('"content":"Hi","thinking":{"a":1}'), DONE),
      chunks: [start, text('Hi'), stop],
      lefts: [{ reason: 'shape', index: 0, errors: ['message/thinking: a string or a list of parts'] }],
    },
  ],

  calls: [
    {
      what: 'all numbered 0',
      body: lines(
        calls('{"id":"a","function":{"index":0,"name":"read","arguments":{"p":1}}}'),
        calls(
          '{"id":"b","function":{"index":0,"name":"read","arguments":{"p":2}}}',
          '{"id":"c","function":{"index":0,"name":"list","arguments":{}}}',
        ),
        DONE,
      ),
      chunks: [
        start,
        call(0, 'a', 'read', '{"p":1}'),
        call(1, 'b', 'read', '{"p":2}'),
        call(2, 'c', 'list', '{}'),
        called,
      ],
    },
    {
      what: 'numbered from 1, or from afar',
      body: lines(
        calls(
          '{"function":{"index":1,"name":"a"}}',
          '{"function":{"index":90000,"name":"b"}}',
          '{"index":-1,"function":{"name":"c"}}',
        ),
        DONE,
      ),
      chunks: [start, call(0, 'call_0', 'a', '{}'), call(1, 'call_1', 'b', '{}'), call(2, 'call_2', 'c', '{}'), called],
    },
    {
      what: 'the same call twice, which is two calls',
      body: lines(calls(NOW, NOW), DONE),
      chunks: [start, call(0, 'call_0', 'now', '{}'), call(1, 'call_1', 'now', '{}'), called],
    },
    {
      what: 'one id for all: each call keeps its own arguments',
      body: lines(
        calls(
          '{"id":"x","function":{"name":"read","arguments":{"p":1}}}',
          '{"id":"x","function":{"name":"read","arguments":{"p":2}}}',
        ),
        DONE,
      ),
      chunks: [start, call(0, 'x', 'read', '{"p":1}'), call(1, 'call_1', 'read', '{"p":2}'), called],
    },
    {
      what: 'an id that is another call’s made-up one',
      body: lines(
        calls(
          '{"id":"call_1","function":{"name":"a"}}',
          '{"function":{"name":"b"}}',
          '{"id":"call_2","function":{"name":"c"}}',
        ),
        DONE,
      ),
      chunks: [start, call(0, 'call_1', 'a', '{}'), call(1, 'call_2', 'b', '{}'), call(2, 'call_3', 'c', '{}'), called],
    },
    {
      what: 'ids that are none, or numbers',
      body: lines(
        calls(
          '{"id":"","function":{"name":"a"}}',
          '{"id":null,"function":{"name":"b"}}',
          '{"id":7,"function":{"name":"c"}}',
        ),
        DONE,
      ),
      chunks: [start, call(0, 'call_0', 'a', '{}'), call(1, 'call_1', 'b', '{}'), call(2, '7', 'c', '{}'), called],
    },
    {
      what: 'arguments of every kind',
      body: lines(
        calls(
          '{"function":{"name":"a","arguments":{"z":{"y":[1,null,"ü"]},"":true}}}',
          '{"function":{"name":"b","arguments":"{\\"p\\":1}"}}',
          '{"function":{"name":"c","arguments":""}}',
          '{"function":{"name":"d","arguments":null}}',
          '{"function":{"name":"e"}}',
          '{"function":{"name":"f","arguments":[1]}}',
          '{"function":{"name":"g","arguments":"oops"}}',
        ),
        DONE,
      ),
      chunks: [
        start,
        call(0, 'call_0', 'a', '{"z":{"y":[1,null,"ü"]},"":true}'),
        call(1, 'call_1', 'b', '{"p":1}'),
        call(2, 'call_2', 'c', '{}'),
        call(3, 'call_3', 'd', '{}'),
        call(4, 'call_4', 'e', '{}'),
        call(5, 'call_5', 'f', '[1]'),
        call(6, 'call_6', 'g', 'oops'),
        called,
      ],
    },
    {
      what: 'beside text and thoughts',
      body: lines(
        message('"content":"Now.","thinking":"Hm.","tool_calls":[{"function":{"name":"now","arguments":{}}}]'),
        DONE,
      ),
      chunks: [start, reasoning('Hm.'), text('Now.'), call(0, 'call_0', 'now', '{}'), called],
    },
    {
      what: 'with OpenAI’s type, and without the object around the name',
      body: lines(
        calls(
          '{"type":"function","id":"a","function":{"name":"now","arguments":"{}"}}',
          '{"id":"b","name":"list","arguments":{"p":1}}',
        ),
        DONE,
      ),
      chunks: [start, call(0, 'a', 'now', '{}'), call(1, 'b', 'list', '{"p":1}'), called],
    },
    {
      what: 'that are one object, or none',
      body: lines(
        message(`"content":"","tool_calls":${NOW}`),
        message('"content":"","tool_calls":{}'),
        message('"content":"","tool_calls":[]'),
        message('"content":"","tool_calls":null'),
        message('"content":"","tool_calls":[null,{}]'),
        DONE,
      ),
      chunks: [start, call(0, 'call_0', 'now', '{}'), called],
    },
    {
      what: 'that cannot be read, beside one that can',
      body: lines(calls('{"id":"a","function":{"arguments":{}}}', NOW, '5'), DONE),
      chunks: [start, call(0, 'call_0', 'now', '{}'), called],
      lefts: [
        {
          reason: 'shape',
          index: 0,
          errors: ['message/tool_calls/0: a tool call', 'message/tool_calls/2: a tool call'],
        },
      ],
    },
  ],

  'the rest of a line': [
    {
      what: 'a model that is a number, and one that changes',
      body: lines('{"model":7,"message":{"content":"Hi"}}', DONE),
      chunks: [{ type: 'start', model: '7' }, text('Hi'), stop],
    },
    {
      what: 'no model',
      body: lines('{"message":{"content":"Hi"}}', '{"done":true}'),
      chunks: [{ type: 'start' }, text('Hi'), bare('stop')],
    },
    {
      what: 'what the cloud and debugging add',
      body: lines(
        '{"model":"q","remote_model":"q-671b","remote_host":"https://ollama.com:443","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Hi","images":null},"logprobs":[{"token":"Hi","logprob":-0.1}],"done":false,"_debug_info":{"image_count":0}}',
        DONE,
      ),
      chunks: [start, text('Hi'), stop],
    },
    {
      what: 'of another type, where it says nothing to us',
      body: lines(
        '{"model":["q"],"created_at":1,"message":{"role":7,"content":"Hi","images":5,"tool_name":{}},"done":0,"done_reason":false}',
        DONE,
      ),
      chunks: [{ type: 'start' }, text('Hi'), stop],
    },
    {
      what: 'an error that is none',
      body: lines(
        '{"model":"q","message":{"content":"a"},"error":""}',
        '{"model":"q","message":{"content":"b"},"error":null}',
        '{"model":"q","message":{"content":"c"},"error":false}',
        '{"model":"q","message":{"content":"d"},"error":{}}',
        DONE,
      ),
      chunks: [start, text('a'), text('b'), text('c'), text('d'), stop],
    },
  ],

  'bad lines': [
    {
      what: 'that are no JSON, no object or no message',
      body: lines(
        say('Hel'),
        'oops',
        '5',
        '"Hi"',
        '[1]',
        'null',
        '{"message":"Hi"}',
        '{"message":[1]}',
        say('lo'),
        DONE,
      ),
      chunks: [start, text('Hel'), text('lo'), stop],
      lefts: [
        { reason: 'json', data: 'oops', index: 1 },
        { reason: 'shape', data: '5', index: 2 },
        { reason: 'shape', data: '"Hi"', index: 3 },
        { reason: 'shape', data: '[1]', index: 4 },
        { reason: 'shape', data: 'null', index: 5 },
        { reason: 'shape', data: '{"message":"Hi"}', index: 6 },
        { reason: 'shape', data: '{"message":[1]}', index: 7 },
      ],
    },
    {
      what: 'that are the last one',
      body: lines(say('Hi'), '{"model":"q","message":"Bye","done":true,"eval_count":2}'),
      chunks: [start, text('Hi'), { type: 'usage', completionTokens: 2 }, bare('stop')],
      lefts: [{ reason: 'shape', index: 1, errors: ['message: an object'] }],
    },
    {
      what: 'alone',
      body: lines('oops', '{"message":5}'),
      chunks: [],
      lefts: [{ reason: 'json' }, { reason: 'shape' }],
      error: { name: 'EmptyAnswerError', malformed: 2, retryable: true },
    },
    {
      what: 'objects that say nothing',
      body: lines('{}', '{"status":"pulling manifest"}'),
      chunks: [],
      error: { name: 'IncompleteAnswerError', reason: 'no-end-marker', contentReceived: false },
    },
  ],

  bytes: [
    {
      what: 'CRLF',
      body: lines(say('Hel'), say('lo'), DONE).replaceAll('\n', '\r\n'),
      chunks: [start, text('Hel'), text('lo'), stop],
    },
    {
      what: 'blank lines',
      body: `\n${lines(say('Hel'), '', '  ', say('lo'), '\t', DONE)}\n`,
      chunks: [start, text('Hel'), text('lo'), stop],
    },
    { what: 'a byte order mark', body: `\uFEFF${lines(say('Hi'), DONE)}`, chunks: [start, text('Hi'), stop] },
    {
      what: 'white space in the lines',
      body: lines(' { "message" : { "content" : "Hi" } } ', `\t${DONE} `),
      chunks: [{ type: 'start' }, text('Hi'), stop],
    },
    ...[
      'application/json',
      'application/json; charset=utf-8',
      'text/plain',
      'application/octet-stream',
      'application/jsonl',
      'text/event-stream',
      'APPLICATION/X-NDJSON',
    ].map((contentType) => ({
      what: `that are called ${contentType}`,
      contentType,
      body: lines(say('Hi'), DONE),
      chunks: [start, text('Hi'), stop],
    })),
    {
      what: 'that a proxy made an event stream of',
      contentType: 'text/event-stream',
      body: `: hello\n\ndata: ${say('Hi')}\n\ndata: ${DONE}\n\n`,
      chunks: [start, text('Hi'), stop],
    },
    {
      what: 'that a proxy made an event stream of, and calls lines',
      body: `data: ${say('Hi')}\n\ndata: ${DONE}\n\n`,
      chunks: [start, text('Hi'), stop],
    },
    {
      what: 'that a proxy made a list of',
      contentType: 'application/json',
      body: `[${say('Hi')},${DONE}]`,
      chunks: [start, text('Hi'), stop],
    },
    {
      what: 'of one JSON answer',
      contentType: 'application/json; charset=utf-8',
      body: '{"model":"q","message":{"role":"assistant","content":"Hi"},"done":true,"done_reason":"stop"}',
      chunks: [start, text('Hi'), stop],
    },
    {
      what: 'of one JSON answer over several lines',
      contentType: 'application/json',
      body: '{\n  "model": "q",\n  "message": {\n    "content": "Hi"\n  },\n  "done": true,\n  "done_reason": "stop"\n}\n',
      chunks: [start, text('Hi'), stop],
    },
  ],
};

describe("ollama's streams", () => {
  for (const [topic, cases] of Object.entries(table)) {
    describe(topic, () => {
      for (const { what, body, chunks, lefts = [], error, contentType = 'application/x-ndjson', options } of cases) {
        it(what, async () => {
          const bytes = toBytes(body);
          for (const size of [bytes.length || 1, 1, 7, 64]) {
            const fetch = fetchBytes({ contentType, pieces: inPiecesOf(size, bytes) });
            const outcome = await outcomeOf(ollama({ ...options, fetch }).stream(request));
            assert.deepEqual(outcome.values, chunks);
            assert.equal(outcome.completed, error === undefined, String(outcome.error));
            if (error) assert.deepOwnInclude(outcome.error, { provider: 'ollama', model: 'q', ...error });

            const { values } = await outcomeOf(ollama({ ...options, fetch }).streamEither(request));
            const malformed = values.flatMap((value) => (value._tag === 'Left' ? [value.left] : []));
            assert.equal(malformed.length, lefts.length, JSON.stringify(malformed));
            for (const [i, left] of lefts.entries()) assert.deepInclude(malformed[i], left);
          }
        });
      }
    });
  }

  it('gives a malformed part behind what could be read of its line', async () => {
    const body = lines(message('"content":{"a":1},"thinking":"Hm."'), DONE);
    const fetch = fetchBytes({ contentType: 'application/x-ndjson', pieces: [toBytes(body)] });
    const { values } = await outcomeOf(ollama({ fetch }).streamEither(request));
    assert.deepEqual(
      values.map((value) => (value._tag === 'Left' ? 'malformed' : value.right.type)),
      ['start', 'reasoning', 'malformed', 'finish'],
    );
  });

  it('tells onFrame of each line as it came', async () => {
    const told: unknown[] = [];
    const body = lines('{"message":{"content":"Hi"},"logprobs":[1]}', 'oops', '5', DONE);
    const fetch = fetchBytes({ contentType: 'application/x-ndjson', pieces: [toBytes(body)] });
    await outcomeOf(ollama({ fetch, onFrame: (frame) => void told.push(frame) }).stream(request));
    assert.deepEqual(told, [{ message: { content: 'Hi' }, logprobs: [1] }, 5, JSON.parse(DONE)]);
  });
});
