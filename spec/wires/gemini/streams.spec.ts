import { assert } from 'chai';
import * as fc from 'fast-check';
import { isRight } from 'fp-ts/lib/Either.js';
import { type Chunk, gemini, type GeminiOptions } from '../../../lib/index.ts';
import { StrictGeminiFrame } from '../../../lib/wires/gemini/GeminiFrame.ts';
import { cutAt, inPiecesOf, toBytes } from '../../support/bytes.ts';
import { type Outcome, outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, serveBytes } from '../../support/serveBytes.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;

/** Events as the service writes them. */
const events = (...frames: readonly string[]): string => frames.map((frame) => `data: ${frame}\r\n\r\n`).join('');
/** A frame with parts of candidate 0. */
const parts = (list: string, rest = ''): string =>
  `{"candidates":[{"content":{"parts":[${list}],"role":"model"},"index":0${rest}}],"modelVersion":"m","responseId":"r"}`;
const STOP = ',"finishReason":"STOP"';

const start: Chunk = { type: 'start', id: 'r', model: 'm' };
const say = (words: string, choice = 0): Chunk => ({ type: 'text', choice, text: words });
const think = (words: string): Chunk => ({ type: 'reasoning', choice: 0, text: words });
const call = (index: number, id: string, name: string, json: string): Chunk => ({
  type: 'tool-call',
  choice: 0,
  index,
  id,
  name,
  arguments: json,
});
const block = (value: Readonly<Record<string, unknown>>): Chunk => ({
  type: 'block',
  choice: 0,
  wire: 'gemini',
  value,
});
const activity = (id: string, name: string, state: 'started' | 'done' | 'failed'): Chunk => ({
  type: 'activity',
  choice: 0,
  id,
  name,
  state,
});
const finish = (reason: string, raw: string, choice = 0): Chunk => ({ type: 'finish', choice, reason, raw }) as Chunk;
const stop = finish('stop', 'STOP');

interface Row {
  readonly what: string;
  readonly frames: readonly string[];
  readonly chunks: readonly Chunk[];
  readonly options?: GeminiOptions;
  /** What `streamEither` tells of frames that could be read in part, or not at all. */
  readonly malformed?: readonly (readonly string[])[];
}

const SMALLEST = [
  '{"candidates":[{"content":{"parts":[{"text":"Hel"}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":3,"totalTokenCount":3},"modelVersion":"gemini-2.5-flash","responseId":"r1"}',
  '{"candidates":[{"content":{"parts":[{"text":"lo"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":2,"totalTokenCount":5},"modelVersion":"gemini-2.5-flash","responseId":"r1"}',
];
const R2 = '"modelVersion":"gemini-3-flash-preview","responseId":"r2"';
const RICH = [
  `{"candidates":[{"content":{"parts":[{"text":"I need two files.\\n","thought":true}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":20,"totalTokenCount":50,"thoughtsTokenCount":30},${R2}}`,
  `{"candidates":[{"content":{"parts":[{"text":"Reading "}],"role":"model"},"index":0}],"usageMetadata":{"trafficType":"ON_DEMAND"},${R2}}`,
  `{"candidates":[{"content":{"parts":[{"functionCall":{"name":"read","args":{"path":"a.md"}},"thoughtSignature":"c2ln"}],"role":"model"},"index":0}],${R2}}`,
  `{"candidates":[{"content":{"parts":[{"functionCall":{"name":"read","args":{"path":"b.md"}}},{"functionCall":{"name":"list"}}],"role":"model"},"index":0}],${R2}}`,
  `{"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":20,"candidatesTokenCount":12,"totalTokenCount":67,"thoughtsTokenCount":30,"cachedContentTokenCount":8,"toolUsePromptTokenCount":5},${R2}}`,
];
const RICH_CHUNKS: readonly Chunk[] = [
  { type: 'start', id: 'r2', model: 'gemini-3-flash-preview' },
  think('I need two files.\n'),
  say('Reading '),
  call(0, 'r2-0', 'read', '{"path":"a.md"}'),
  block({ text: 'I need two files.\n', thought: true }),
  block({ text: 'Reading ' }),
  block({ functionCall: { name: 'read', args: { path: 'a.md' } }, thoughtSignature: 'c2ln' }),
  call(1, 'r2-1', 'read', '{"path":"b.md"}'),
  call(2, 'r2-2', 'list', '{}'),
  block({ functionCall: { name: 'read', args: { path: 'b.md' } } }),
  block({ functionCall: { name: 'list' } }),
  { type: 'usage', promptTokens: 25, completionTokens: 42, totalTokens: 67, cachedTokens: 8, reasoningTokens: 30 },
  finish('tool-calls', 'STOP'),
];

const groups: Readonly<Record<string, readonly Row[]>> = {
  'the smallest and the richest': [
    {
      what: 'the smallest',
      frames: SMALLEST,
      chunks: [
        { type: 'start', id: 'r1', model: 'gemini-2.5-flash' },
        say('Hel'),
        say('lo'),
        { type: 'usage', promptTokens: 3, completionTokens: 2, totalTokens: 5 },
        stop,
      ],
    },
    { what: 'the richest', frames: RICH, chunks: RICH_CHUNKS },
    {
      what: 'the richest, without blocks',
      frames: RICH,
      options: { blocks: false },
      chunks: RICH_CHUNKS.filter(({ type }) => type !== 'block'),
    },
  ],
  'candidates and their ends': [
    {
      what: 'a finish reason in a frame without parts',
      frames: [parts('{"text":"Hi"}'), '{"candidates":[{"finishReason":"STOP"}]}'],
      chunks: [start, say('Hi'), stop],
    },
    {
      what: 'STOP in every frame, and first with nothing',
      frames: [parts('{"text":""}', STOP), parts('{"text":"Hel"}', STOP), parts('{"text":"lo"}', STOP)],
      chunks: [start, say('Hel'), say('lo'), stop],
    },
    {
      what: 'the last word of several',
      frames: [parts('{"text":"Hel"}', STOP), parts('{"text":"lo"}', ',"finishReason":"MAX_TOKENS"')],
      chunks: [start, say('Hel'), say('lo'), finish('length', 'MAX_TOKENS')],
    },
    {
      what: 'several candidates, the first without an index',
      frames: [
        '{"candidates":[{"content":{"parts":[{"text":"a"}]}},{"index":1,"content":{"parts":[{"text":"b"}]}}]}',
        '{"candidates":[{"index":1,"finishReason":"MAX_TOKENS"},{"finishReason":"STOP"}]}',
      ],
      chunks: [{ type: 'start' }, say('a'), say('b', 1), stop, finish('length', 'MAX_TOKENS', 1)],
    },
    {
      what: 'STOP with no parts, and with content of nothing',
      frames: ['{"candidates":[{"content":{},"finishReason":"STOP"}],"responseId":"r","modelVersion":"models/m"}'],
      chunks: [{ type: 'start', id: 'r', model: 'models/m' }, stop],
    },
    {
      what: 'a budget that the thoughts ate',
      frames: ['{"candidates":[{"content":{"role":"model"},"finishReason":"MAX_TOKENS"}]}'],
      chunks: [{ type: 'start' }, finish('length', 'MAX_TOKENS')],
    },
    {
      what: 'a prompt that was blocked',
      frames: [
        '{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":4,"totalTokenCount":4}}',
      ],
      chunks: [
        { type: 'start' },
        { type: 'usage', promptTokens: 4, totalTokens: 4 },
        finish('content-filter', 'SAFETY'),
      ],
    },
    {
      what: 'a prompt that was blocked in the middle, and by number',
      frames: [parts('{"text":"Hi"}'), '{"promptFeedback":{"blockReason":4}}'],
      chunks: [start, say('Hi'), finish('content-filter', 'PROHIBITED_CONTENT')],
    },
    {
      what: 'feedback that blocks nothing',
      frames: [
        '{"promptFeedback":{"blockReason":"SAFETY"},"candidates":[{"finishReason":"STOP"}]}',
        '{"promptFeedback":{"safetyRatings":[]}}',
        parts('{"text":"Hi"}', STOP),
        '{"promptFeedback":{"blockReason":""}}',
      ],
      chunks: [start, say('Hi'), stop],
    },
    {
      what: 'an id and a model that come in frames of their own, before the text',
      frames: [
        '{"responseId":"r","candidates":[{"content":{"parts":[{"text":""}]}}]}',
        '{"modelVersion":"m","responseId":"q","candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"STOP"}]}',
      ],
      chunks: [start, say('Hi'), stop],
    },
    {
      what: 'numbers for words, as the developer API counts',
      frames: [
        '{"candidates":[{"index":0,"content":{"parts":[{"text":"a"}]},"finishReason":1},{"index":1,"finishReason":2},{"index":2,"finishReason":9},{"index":3,"finishReason":"3"},{"index":4,"finishReason":99}]}',
      ],
      chunks: [
        { type: 'start' },
        say('a'),
        stop,
        finish('length', 'MAX_TOKENS', 1),
        finish('content-filter', 'SPII', 2),
        finish('content-filter', 'SAFETY', 3),
        finish('other', '99', 4),
      ],
    },
    {
      what: 'numbers for words, as Vertex counts',
      options: { vertex: { project: 'p' } },
      frames: [
        '{"candidates":[{"index":0,"finishReason":1},{"index":1,"finishReason":9},{"index":2,"finishReason":10}]}',
      ],
      chunks: [
        { type: 'start' },
        stop,
        finish('other', 'MALFORMED_FUNCTION_CALL', 1),
        finish('content-filter', 'MODEL_ARMOR', 2),
      ],
    },
    {
      what: '[DONE], which proxies add',
      frames: [parts('{"text":"Hi"}'), '[DONE]', parts('{"text":"more"}')],
      chunks: [start, say('Hi'), { type: 'finish', choice: 0, reason: 'stop' }],
    },
  ],
  calls: [
    {
      what: 'parallel calls of one function, without ids, one frame each',
      frames: [
        parts('{"functionCall":{"name":"sum","args":{"b":3,"a":2}}}'),
        parts('{"functionCall":{"name":"sum","args":{"b":3,"a":2}}}'),
        parts('{"text":""}', STOP),
      ],
      chunks: [
        start,
        call(0, 'r-0', 'sum', '{"b":3,"a":2}'),
        call(1, 'r-1', 'sum', '{"b":3,"a":2}'),
        finish('tool-calls', 'STOP'),
      ],
    },
    {
      what: 'ids of the service, and its own where it gives one twice',
      frames: [
        parts(
          '{"functionCall":{"name":"f","id":"x","args":{}}},{"functionCall":{"name":"g","id":"x"}},{"functionCall":{"name":"h","id":"y","args":null}}',
          STOP,
        ),
      ],
      chunks: [
        start,
        call(0, 'x', 'f', '{}'),
        call(1, 'r-1', 'g', '{}'),
        call(2, 'y', 'h', '{}'),
        finish('tool-calls', 'STOP'),
      ],
    },
    {
      what: 'a call in an answer without an id',
      frames: ['{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f"}}]},"finishReason":"STOP"}]}'],
      chunks: [{ type: 'start' }, call(0, 'call-0', 'f', '{}'), finish('tool-calls', 'STOP')],
    },
    {
      what: 'calls, then MAX_TOKENS',
      frames: [parts('{"functionCall":{"name":"f"}}', ',"finishReason":"MAX_TOKENS"')],
      chunks: [start, call(0, 'r-0', 'f', '{}'), finish('length', 'MAX_TOKENS')],
    },
    {
      what: 'a call of a function that was not declared',
      frames: [parts('{"functionCall":{"name":"f"}}', ',"finishReason":"UNEXPECTED_TOOL_CALL"')],
      chunks: [start, call(0, 'r-0', 'f', '{}'), finish('other', 'UNEXPECTED_TOOL_CALL')],
    },
    {
      what: 'STOP before the call, and not again',
      frames: [parts('{"text":""}', STOP), parts('{"functionCall":{"name":"f"}}')],
      chunks: [start, call(0, 'r-0', 'f', '{}'), finish('tool-calls', 'STOP')],
    },
    {
      what: "another server's word for calls",
      frames: [parts('{"functionCall":{"name":"f"}}', ',"finishReason":"FUNCTION_CALL"')],
      chunks: [start, call(0, 'r-0', 'f', '{}'), finish('tool-calls', 'FUNCTION_CALL')],
    },
    {
      what: 'a call beside text in one part',
      frames: [parts('{"text":"Hi","functionCall":{"name":"f"}}', STOP)],
      chunks: [start, say('Hi'), call(0, 'r-0', 'f', '{}'), finish('tool-calls', 'STOP')],
    },
  ],
  'arguments that come leaf by leaf': [
    {
      what: 'strings in pieces, other leaves, and an empty call as the end',
      frames: [
        parts('{"functionCall":{"name":"f","willContinue":true},"thoughtSignature":"c2ln"}'),
        parts(
          '{"functionCall":{"partialArgs":[{"jsonPath":"$.a.b[0].c","stringValue":"Hel","willContinue":true}],"willContinue":true}}',
        ),
        parts('{"functionCall":{"willContinue":true}}'),
        parts(
          '{"functionCall":{"partialArgs":[{"jsonPath":"$.a.b[0].c","stringValue":"lo","willContinue":true}],"willContinue":true}}',
        ),
        parts('{"functionCall":{"partialArgs":[{"jsonPath":"$.a.b[0].c","stringValue":""}],"willContinue":true}}'),
        parts(
          '{"functionCall":{"partialArgs":[{"jsonPath":"$.a.b[1]","numberValue":0.5},{"jsonPath":"$.d","boolValue":false},{"jsonPath":"$[\'e f\']","nullValue":"NULL_VALUE"}],"willContinue":true}}',
        ),
        parts('{"functionCall":{}}'),
        parts('{"text":""}', STOP),
      ],
      chunks: [
        start,
        call(0, 'r-0', 'f', '{"a":{"b":[{"c":"Hello"},0.5]},"d":false,"e f":null}'),
        block({
          functionCall: { name: 'f', args: { a: { b: [{ c: 'Hello' }, 0.5] }, d: false, 'e f': null } },
          thoughtSignature: 'c2ln',
        }),
        finish('tool-calls', 'STOP'),
      ],
    },
    {
      what: 'an end by the next name, by a last leaf, and by the finish reason',
      frames: [
        parts('{"functionCall":{"name":"f","id":"x","willContinue":true}}'),
        parts('{"functionCall":{"partialArgs":[{"jsonPath":"$.a","stringValue":"1"}],"willContinue":true}}'),
        parts('{"functionCall":{"name":"g","willContinue":true}}'),
        parts('{"functionCall":{"partialArgs":[{"jsonPath":"$.b","numberValue":2}]}}'),
        parts('{"functionCall":{"name":"h","partialArgs":[{"jsonPath":"$.c","numberValue":3}],"willContinue":true}}'),
        parts('{"text":""}', STOP),
      ],
      chunks: [
        start,
        call(0, 'x', 'f', '{"a":"1"}'),
        call(1, 'r-1', 'g', '{"b":2}'),
        call(2, 'r-2', 'h', '{"c":3}'),
        finish('tool-calls', 'STOP'),
      ],
    },
    {
      what: 'paths that go on and on',
      frames: [
        parts('{"functionCall":{"name":"f","willContinue":true}}'),
        parts(`{"functionCall":{"partialArgs":[{"jsonPath":"$${'.a'.repeat(100_000)}","stringValue":"a"}]}}`, STOP),
      ],
      chunks: [start, call(0, 'r-0', 'f', '{}'), finish('tool-calls', 'STOP')],
    },
    {
      what: 'a signature on the last piece',
      frames: [
        parts('{"functionCall":{"name":"f","willContinue":true}}'),
        parts('{"functionCall":{"partialArgs":[{"jsonPath":"$.a","boolValue":true}],"willContinue":true}}'),
        parts('{"functionCall":{},"thoughtSignature":"c2ln"}', STOP),
      ],
      chunks: [
        start,
        call(0, 'r-0', 'f', '{"a":true}'),
        block({ functionCall: { name: 'f', args: { a: true } }, thoughtSignature: 'c2ln' }),
        finish('tool-calls', 'STOP'),
      ],
    },
    {
      what: 'paths that lead nowhere, and names that are no trap',
      frames: [
        parts('{"functionCall":{"name":"f","willContinue":true}}'),
        parts(
          '{"functionCall":{"partialArgs":[{"jsonPath":"$","stringValue":"a"},{"jsonPath":"b.c","stringValue":"a"},{"jsonPath":"$[0]","stringValue":"a"},{"jsonPath":"$.x[18]","stringValue":"a"},{"jsonPath":"$.x[2]","stringValue":"b"},{"jsonPath":"$..y","stringValue":"a"},{"jsonPath":"$.none"},null,{"jsonPath":"$.__proto__.p","stringValue":"a"}]}}',
        ),
        parts('', STOP),
      ],
      chunks: [start, call(0, 'r-0', 'f', '{"x":[null,null,"b"],"__proto__":{"p":"a"}}'), finish('tool-calls', 'STOP')],
    },
  ],
  'thoughts and signatures': [
    {
      what: 'only `true` makes a thought, never a signature',
      frames: [
        parts('{"text":"a","thought":true}'),
        parts('{"text":"b","thought":false},{"text":"c","thought":null}'),
        parts('{"text":"d","thoughtSignature":"c2ln"}', STOP),
      ],
      chunks: [
        start,
        think('a'),
        say('b'),
        say('c'),
        say('d'),
        block({ text: 'a', thought: true }),
        block({ text: 'bc' }),
        block({ text: 'd', thoughtSignature: 'c2ln' }),
        stop,
      ],
    },
    {
      what: 'a signature on an empty text at the end',
      frames: [parts('{"text":"4"}'), parts('{"text":"","thoughtSignature":"c2ln"}', STOP)],
      chunks: [start, say('4'), block({ text: '4' }), block({ text: '', thoughtSignature: 'c2ln' }), stop],
    },
    {
      what: 'signed text in the middle is joined with nothing',
      frames: [
        parts('{"text":"a"}'),
        parts('{"text":"b"}'),
        parts('{"text":"c","thoughtSignature":"MQ=="}'),
        parts('{"text":"d","thoughtSignature":"Mg=="}'),
        parts('{"text":"e"}'),
        parts('{"text":"f"}', STOP),
      ],
      chunks: [
        start,
        say('a'),
        say('b'),
        say('c'),
        block({ text: 'ab' }),
        block({ text: 'c', thoughtSignature: 'MQ==' }),
        say('d'),
        block({ text: 'd', thoughtSignature: 'Mg==' }),
        say('e'),
        say('f'),
        block({ text: 'ef' }),
        stop,
      ],
    },
    {
      what: 'an answer of a signature alone is no turn',
      frames: [parts('{"text":"","thoughtSignature":"c2ln"}', STOP)],
      chunks: [start, stop],
    },
    {
      what: 'an empty signature is none',
      frames: [parts('{"text":"a","thoughtSignature":""}', STOP)],
      chunks: [start, say('a'), stop],
    },
    {
      what: 'an answer of text and unsigned calls needs no blocks',
      frames: [parts('{"text":"a"},{"functionCall":{"name":"f"}}', STOP)],
      chunks: [start, say('a'), call(0, 'r-0', 'f', '{}'), finish('tool-calls', 'STOP')],
    },
  ],
  'what the service does on its own': [
    {
      what: 'code, its two results, and pictures',
      frames: [
        parts('{"text":"I run it."}'),
        parts('{"executableCode":{"language":"PYTHON","code":"print(1/0)"},"thoughtSignature":"c2ln"}'),
        parts(
          '{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"ok\\n"}},{"codeExecutionResult":{"outcome":"OUTCOME_FAILED","output":"no"}}',
        ),
        parts('{"inlineData":{"mimeType":"image/png","data":"AAAA"}}', STOP),
      ],
      chunks: [
        start,
        say('I run it.'),
        activity('0/0', 'code_execution', 'started'),
        block({ text: 'I run it.' }),
        block({ executableCode: { language: 'PYTHON', code: 'print(1/0)' }, thoughtSignature: 'c2ln' }),
        activity('0/0', 'code_execution', 'done'),
        activity('0/0', 'code_execution', 'failed'),
        block({ codeExecutionResult: { outcome: 'OUTCOME_OK', output: 'ok\n' } }),
        block({ codeExecutionResult: { outcome: 'OUTCOME_FAILED', output: 'no' } }),
        block({ inlineData: { mimeType: 'image/png', data: 'AAAA' } }),
        stop,
      ],
    },
    {
      what: 'code with ids, twice, and outcomes by number',
      frames: [
        parts('{"executableCode":{"id":"a","code":"1"}},{"executableCode":{"id":"b","code":"2"}}'),
        parts(
          '{"codeExecutionResult":{"id":"a","outcome":3}},{"codeExecutionResult":{"id":"b","outcome":1}},{"codeExecutionResult":{}}',
          STOP,
        ),
      ],
      options: { blocks: false },
      chunks: [
        start,
        activity('a', 'code_execution', 'started'),
        activity('b', 'code_execution', 'started'),
        activity('a', 'code_execution', 'failed'),
        activity('b', 'code_execution', 'done'),
        activity('b', 'code_execution', 'done'),
        stop,
      ],
    },
    {
      what: 'code twice, without ids',
      frames: [
        parts('{"executableCode":{"code":"1"}},{"codeExecutionResult":{"outcome":"OUTCOME_OK"}}'),
        parts('{"executableCode":{"code":"2"}},{"codeExecutionResult":{"outcome":"OUTCOME_OK"}}', STOP),
      ],
      options: { blocks: false },
      chunks: [
        start,
        activity('0/0', 'code_execution', 'started'),
        activity('0/0', 'code_execution', 'done'),
        activity('0/1', 'code_execution', 'started'),
        activity('0/1', 'code_execution', 'done'),
        stop,
      ],
    },
    {
      what: 'its own tools, which nobody has to answer',
      frames: [
        parts(
          '{"thoughtSignature":"MQ==","toolCall":{"toolType":"GOOGLE_SEARCH_WEB","id":"t","args":{"queries":["q"]}}}',
        ),
        parts('{"thoughtSignature":"Mg==","toolResponse":{"toolType":"GOOGLE_SEARCH_WEB","id":"t","response":{}}}'),
        parts('{"text":"Hi"}', STOP),
      ],
      chunks: [
        start,
        activity('t', 'GOOGLE_SEARCH_WEB', 'started'),
        block({
          thoughtSignature: 'MQ==',
          toolCall: { toolType: 'GOOGLE_SEARCH_WEB', id: 't', args: { queries: ['q'] } },
        }),
        activity('t', 'GOOGLE_SEARCH_WEB', 'done'),
        block({ thoughtSignature: 'Mg==', toolResponse: { toolType: 'GOOGLE_SEARCH_WEB', id: 't', response: {} } }),
        say('Hi'),
        block({ text: 'Hi' }),
        stop,
      ],
    },
    {
      what: 'a part of a kind that nobody knows yet',
      frames: [parts('{"hologram":{"data":"AAAA"}}'), parts('{"text":"","fileData":{"fileUri":"gs://a"}}', STOP)],
      chunks: [
        start,
        block({ hologram: { data: 'AAAA' } }),
        block({ text: '', fileData: { fileUri: 'gs://a' } }),
        stop,
      ],
    },
  ],
  sources: [
    {
      what: 'of the web: what the text cites, each address once, in whatever frame',
      frames: [
        parts('{"text":"Hi"}', ',"groundingMetadata":{}'),
        parts(
          '{"text":"!"}',
          ',"groundingMetadata":{"webSearchQueries":["q"],"groundingChunks":[{"web":{"uri":"https://a.example","title":"A"}},{"web":{"uri":"https://b.example"}},{"web":{"uri":"https://a.example","title":"A again"}}]}',
        ),
        parts(
          '',
          ',"groundingMetadata":{"groundingSupports":[{"segment":{"text":"Hi"},"groundingChunkIndices":[2,0]},{"groundingChunkIndices":[0]}]}',
        ),
        parts('', `,"groundingMetadata":{"groundingSupports":[{"groundingChunkIndices":[0,7,"x"]},{}]}${STOP}`),
      ],
      chunks: [
        start,
        say('Hi'),
        say('!'),
        { type: 'source', choice: 0, url: 'https://a.example', title: 'A again' },
        stop,
      ],
    },
    {
      what: 'of the web: what was cited before it was told what that is',
      frames: [
        parts('{"text":"Hi"}', ',"groundingMetadata":{"groundingSupports":[{"groundingChunkIndices":["0"]}]}'),
        parts('', `,"groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://a.example"}}]}${STOP}`),
      ],
      chunks: [start, say('Hi'), { type: 'source', choice: 0, url: 'https://a.example' }, stop],
    },
    {
      what: 'of documents, maps and pictures',
      frames: [
        parts(
          '{"text":"Hi"}',
          `,"groundingMetadata":{"groundingChunks":[${[
            '{"retrievedContext":{"uri":"https://docs.example/a","title":"A","text":"Words."}}',
            '{"retrievedContext":{"uri":"gs://bucket/b.pdf","title":"b.pdf"}}',
            '{"retrievedContext":{"fileSearchStore":"fileSearchStores/s","text":"First."}}',
            '{"retrievedContext":{"fileSearchStore":"fileSearchStores/s","text":"Second."}}',
            '{"retrievedContext":{"title":"c.txt"}}',
            '{"maps":{"uri":"https://maps.example/p","title":"P","placeId":"places/1"}}',
            '{"image":{"sourceUri":"https://pages.example","imageUri":"https://pages.example/i.png","title":"I"}}',
            '{"retrievedContext":{}}',
            'null',
          ].join(',')}],"groundingSupports":[{"groundingChunkIndices":[0,1,2,3,4,5,6,7,8]}]}${STOP}`,
        ),
      ],
      chunks: [
        start,
        say('Hi'),
        { type: 'source', choice: 0, url: 'https://docs.example/a', title: 'A', quote: 'Words.' },
        { type: 'source', choice: 0, id: 'gs://bucket/b.pdf', title: 'b.pdf' },
        { type: 'source', choice: 0, id: 'fileSearchStores/s', quote: 'First.' },
        { type: 'source', choice: 0, id: 'fileSearchStores/s', quote: 'Second.' },
        { type: 'source', choice: 0, title: 'c.txt' },
        { type: 'source', choice: 0, url: 'https://maps.example/p', title: 'P' },
        { type: 'source', choice: 0, url: 'https://pages.example', title: 'I' },
        stop,
      ],
    },
    {
      what: 'what was found and is not cited is none, nor is what was recited',
      frames: [
        parts(
          '{"text":"Hi"}',
          `,"groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://a.example"}}]},"citationMetadata":{"citations":[{"uri":"https://b.example"}]}${STOP}`,
        ),
      ],
      chunks: [start, say('Hi'), stop],
    },
  ],
  usage: [
    {
      what: 'the last word wins, also where it is less, and a report that counts nothing takes nothing back',
      frames: [
        '{"usageMetadata":{"promptTokenCount":"9","candidatesTokenCount":50,"cachedContentTokenCount":"many","totalTokenCount":59}}',
        '{"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":5,"totalTokenCount":14}}',
        '{"usageMetadata":{"trafficType":"ON_DEMAND"}}',
        '{"usageMetadata":[]}',
        '{"usageMetadata":"none"}',
      ],
      chunks: [
        { type: 'start' },
        say('Hi'),
        { type: 'usage', promptTokens: 9, completionTokens: 5, totalTokens: 14 },
        stop,
      ],
    },
    {
      what: 'only what is known',
      frames: [
        '{"candidates":[{"content":{"parts":[{"text":"Hi"}]},"finishReason":"STOP"}],"usageMetadata":{"thoughtsTokenCount":7}}',
      ],
      chunks: [{ type: 'start' }, say('Hi'), { type: 'usage', completionTokens: 7, reasoningTokens: 7 }, stop],
    },
  ],
  'frames of other shapes': [
    {
      what: 'a number where text belongs, text as a list, and members of other types',
      frames: [
        '{"responseId":7,"candidates":[{"index":"0","content":{"parts":[{"text":"costs $"},{"text":6},null,{"text":["a",{"text":"b"}]}]},"safetyRatings":5}],"usageMetadata":null}',
        '{"candidates":{"content":{"parts":{"text":"c"}},"finishReason":"STOP"}}',
      ],
      chunks: [{ type: 'start', id: '7' }, say('costs $'), say('6'), say('ab'), say('c'), stop],
    },
    {
      what: 'content that is text, or a list of parts',
      frames: [
        '{"candidates":[{"content":"Hel"}]}',
        '{"candidates":[{"content":["l",{"text":"o"}],"finishReason":"STOP"}]}',
      ],
      chunks: [{ type: 'start' }, say('Hel'), say('l'), say('o'), stop],
    },
    {
      what: 'arguments that are JSON text, or no object',
      frames: [
        parts(
          '{"functionCall":{"name":"f","args":"{\\"a\\":1}"},"thoughtSignature":"c2ln"},{"functionCall":{"name":5,"id":6,"args":[1]}},{"functionCall":{"name":"g","args":""}},{"functionCall":{"name":"h","args":"{"}}',
          STOP,
        ),
      ],
      chunks: [
        start,
        call(0, 'r-0', 'f', '{"a":1}'),
        call(1, '6', '5', '[1]'),
        call(2, 'r-2', 'g', '{}'),
        call(3, 'r-3', 'h', '{'),
        block({ functionCall: { name: 'f', args: { a: 1 } }, thoughtSignature: 'c2ln' }),
        block({ functionCall: { name: '5', id: '6', args: [1] } }),
        block({ functionCall: { name: 'g' } }),
        block({ functionCall: { name: 'h', args: '{' } }),
        finish('tool-calls', 'STOP'),
      ],
    },
    {
      what: 'a frame in a list of its own, and frames that say nothing',
      frames: [
        `[${parts('{"text":"Hi"}')}]`,
        '{}',
        '{"candidates":[]}',
        '{"candidates":null,"error":null}',
        '{"candidates":[{}]}',
        '{"candidates":[{"content":null,"finishReason":null,"index":null}]}',
        '{"candidates":[{"content":{"parts":null}}]}',
        parts('', STOP),
      ],
      chunks: [start, say('Hi'), stop],
    },
    {
      what: 'content that cannot be read, behind what can',
      frames: [
        parts('{"text":"a"},{"text":{"b":1}},{"text":"c"},5,true', ''),
        '{"candidates":[{"index":-1,"content":{"parts":[{"text":"lost"}]}},{"content":{"parts":[{"text":"d"}]}}]}',
        '{"candidates":[5]}',
        '7',
        `[${parts('{"text":"lost"}')},${parts('{"text":"lost"}')}]`,
        '{"candidates":[{"index":0,"content":{"parts":[{"functionCall":"f"},{"functionCall":{"args":{"a":1}}}]},"finishReason":"STOP"}]}',
      ],
      malformed: [
        ['candidates/0/content/parts/1/text: a string', 'candidates/0/content/parts/4: a part'],
        ['candidates/0/index: an index below 10,000'],
        ['candidates/0: a candidate'],
        ['a Gemini frame'],
        ['a Gemini frame'],
        ['functionCall/name: a string'],
        ['candidates/0/content/parts/0/functionCall: a function call'],
      ],
      chunks: [start, say('a'), say('c'), say('5'), say('d'), stop],
    },
  ],
};

describe("gemini's streams", () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const ask = (options: GeminiOptions = {}, stream = true): Promise<Outcome<Chunk>> =>
    outcomeOf(gemini({ baseUrl: server.url, defaultModel: 'm', ...options }).stream({ messages, stream }));

  for (const [group, rows] of Object.entries(groups)) {
    describe(group, () => {
      for (const { what, frames, chunks, options, malformed = [] } of rows) {
        it(what, async () => {
          server.serve({ body: events(...frames) });
          const bad: (readonly string[])[] = [];
          const { values, error } = await ask({ ...options, onMalformed: ({ errors }) => void bad.push(errors) });
          assert.isUndefined(error, String(error));
          assert.deepEqual(values, chunks);
          assert.deepEqual(bad, malformed);
        });
      }
    });
  }

  describe('finish words', () => {
    const words: Readonly<Record<string, readonly string[]>> = {
      stop: ['STOP', 'stop'],
      length: ['MAX_TOKENS'],
      'content-filter': [
        'SAFETY',
        'RECITATION',
        'BLOCKLIST',
        'PROHIBITED_CONTENT',
        'SPII',
        'IMAGE_SAFETY',
        'IMAGE_PROHIBITED_CONTENT',
        'IMAGE_RECITATION',
        'MODEL_ARMOR',
      ],
      other: [
        'MALFORMED_FUNCTION_CALL',
        'UNEXPECTED_TOOL_CALL',
        'TOO_MANY_TOOL_CALLS',
        'LANGUAGE',
        'NO_IMAGE',
        'IMAGE_OTHER',
        'OTHER',
        'FINISH_REASON_UNSPECIFIED',
        'A_NEW_WORD',
        'constructor',
      ],
    };
    for (const [reason, all] of Object.entries(words)) {
      it(reason, async () => {
        for (const word of all) {
          server.serve({ body: events(parts('{"text":"Hi"}', `,"finishReason":"${word}"`)) });
          assert.deepEqual((await ask()).values.at(-1), finish(reason, word));
        }
      });
    }
  });

  describe('in other forms', () => {
    const forms: readonly (readonly [string, string, string])[] = [
      ['one JSON array', 'application/json', `[${RICH.join(',\r\n')}\n]\n`],
      ['one JSON array by a header that lies', 'text/event-stream', `[${RICH.join(',')}]`],
      ['lines without a space behind data:', 'text/event-stream', RICH.map((frame) => `data:${frame}\n\n`).join('')],
      ['events by a header that lies', 'application/json', events(...RICH)],
      ['events without a header', 'application/octet-stream', events(...RICH)],
      ['a last event that nobody closed', 'text/event-stream', events(...RICH).trimEnd()],
      ['lines of JSON', 'application/x-ndjson', RICH.join('\n')],
    ];
    for (const [what, contentType, body] of forms) {
      it(what, async () => {
        server.serve({ headers: { 'content-type': contentType }, body });
        const { values, error } = await ask();
        assert.isUndefined(error, String(error));
        assert.deepEqual(values, RICH_CHUNKS);
      });
    }

    it('one JSON answer, asked for or not', async () => {
      const body = `{"candidates":[{"content":{"parts":[{"text":"Let me see.","thought":true},{"text":"Hi"},{"functionCall":{"name":"f"}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2,"totalTokenCount":3},"modelVersion":"m","responseId":"r"}`;
      server.serve({ headers: { 'content-type': 'application/json; charset=UTF-8' }, body });
      for (const stream of [true, false]) {
        assert.deepEqual((await ask({}, stream)).values, [
          start,
          think('Let me see.'),
          say('Hi'),
          call(0, 'r-0', 'f', '{}'),
          { type: 'usage', promptTokens: 1, completionTokens: 2, totalTokens: 3 },
          finish('tool-calls', 'STOP'),
        ]);
      }
    });

    it('one JSON answer without a reason, which is its own end', async () => {
      const wholes: readonly (readonly [string, readonly Chunk[]])[] = [
        [
          '{"candidates":[{"content":{"parts":[{"text":"Hi"}]}}]}',
          [{ type: 'start' }, say('Hi'), { type: 'finish', choice: 0, reason: 'stop' }],
        ],
        [
          '{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","willContinue":true}}]}}]}',
          [{ type: 'start' }, call(0, 'call-0', 'f', '{}'), { type: 'finish', choice: 0, reason: 'tool-calls' }],
        ],
        ['{"promptFeedback":{"blockReason":"OTHER"}}', [{ type: 'start' }, finish('content-filter', 'OTHER')]],
      ];
      for (const [body, chunks] of wholes) {
        server.serve({ headers: { 'content-type': 'application/json' }, body });
        assert.deepEqual((await ask({}, false)).values, chunks);
      }
    });
  });

  describe('that are cut', () => {
    const rows: readonly (readonly [what: string, body: string, error: object])[] = [
      ['behind a frame', events(SMALLEST[0] as string), { name: 'IncompleteAnswerError', reason: 'no-end-marker' }],
      [
        'within an array, behind its first frame',
        `[${SMALLEST[0]}`,
        { name: 'IncompleteAnswerError', reason: 'no-end-marker' },
      ],
      [
        'within an array, within its second frame',
        `[${SMALLEST[0]},${SMALLEST[1]?.slice(0, 40)}`,
        { name: 'IncompleteAnswerError', reason: 'no-end-marker' },
      ],
    ];
    for (const [what, body, expected] of rows) {
      it(what, async () => {
        server.serve({
          headers: { 'content-type': body.startsWith('[') ? 'application/json' : 'text/event-stream' },
          body,
        });
        const { values, error } = await ask();
        assert.deepEqual(values, [{ type: 'start', id: 'r1', model: 'gemini-2.5-flash' }, say('Hel')]);
        assert.deepOwnInclude(error, { ...expected, contentReceived: true });
      });
    }

    it('end well where the caller says that they may', async () => {
      const open = parts('{"functionCall":{"name":"f","willContinue":true}}');
      server.serve({ body: events(SMALLEST[0] as string, open) });
      const { values } = await ask({ requireEndMarker: false });
      assert.deepEqual(values.slice(-3), [
        call(0, 'r1-0', 'f', '{}'),
        { type: 'usage', promptTokens: 3, totalTokens: 3 },
        { type: 'finish', choice: 0, reason: 'unknown' },
      ]);
    });

    it('hold nothing', async () => {
      for (const body of ['', 'data: [DONE]\n\n', ': nothing\n\n']) {
        server.serve({ body });
        assert.deepOwnInclude((await ask()).error, { name: 'EmptyAnswerError', malformed: 0 });
      }
      server.serve({ headers: { 'content-type': 'application/json' }, body: '{"candidates":[]}' });
      assert.deepOwnInclude((await ask({}, false)).error, { name: 'EmptyAnswerError' });
    });
  });

  it('give the same chunks however their bytes are cut', async () => {
    const whole = toBytes(events(...RICH, parts('{"text":"Grüße, 世界! 👋"}', STOP)));
    const offsets = fc.array(fc.integer({ min: 0, max: whole.length }), { maxLength: 12 });
    server.serve({ body: [whole] });
    const expected = (await ask()).values;
    assert.lengthOf(expected, RICH_CHUNKS.length + 2);
    await fc.assert(
      fc.asyncProperty(offsets, async (cuts) => {
        server.serve({ body: cutAt(cuts, whole).filter(({ length }) => length > 0) });
        assert.deepEqual((await ask()).values, expected);
      }),
      { numRuns: 60 },
    );
    server.serve({ body: inPiecesOf(1, whole) });
    assert.deepEqual((await ask()).values, expected);
  });

  it('are asked for their shape as io-ts would ask', () => {
    const word = fc.constantFrom<unknown>(undefined, null, 'a', 5, {}, [], true);
    const part = fc.record(
      {
        text: word,
        thoughtSignature: word,
        functionCall: fc.oneof(word, fc.record({ name: word, id: word, args: word }, { requiredKeys: [] })),
      },
      { requiredKeys: [] },
    );
    const content = fc.oneof(
      word,
      fc.record({ parts: fc.oneof(word, fc.array(fc.oneof(word, part), { maxLength: 2 })) }),
    );
    const index = fc.constantFrom<unknown>(undefined, null, 0, 9999, 10_000, -1, 0.5, '0');
    const candidate = fc.record({ index, content, finishReason: word }, { requiredKeys: [] });
    const candidates = fc.oneof(word, fc.array(fc.oneof(word, candidate), { maxLength: 2 }));
    const frame = fc.oneof(word, fc.record({ responseId: word, modelVersion: word, candidates }, { requiredKeys: [] }));
    let accepted = 0;
    fc.assert(
      fc.property(frame, (json) => {
        const is = StrictGeminiFrame.is(json);
        if (is) accepted++;
        assert.equal(is, isRight(StrictGeminiFrame.decode(json)));
      }),
      { numRuns: 2000 },
    );
    assert.isAbove(accepted, 100);
  });
});
