import { assert } from 'chai';
import { isRight } from 'fp-ts/lib/Either.js';
import { firstValueFrom } from 'rxjs';
import { type Answer, type Chunk, isChatStreamError, openAICompatible, settle } from '../../../lib/index.ts';
import { inPiecesOf } from '../../support/bytes.ts';
import { outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, serveBytes } from '../../support/serveBytes.ts';
import { DONE, frame } from '../../support/wire.ts';

/*
 * What real servers send, from public reports of people who stream from them. One member of an unexpected type used to cost the whole
 * frame: text was lost, calls were lost, good answers refused and errors taken for answers.
 */

/** A frame of choice 0 with this delta. */
const D = (delta: string): string => frame(`{"choices":[{"index":0,"delta":${delta}}]}`);
const finished = (reason: string): string =>
  frame(`{"choices":[{"index":0,"delta":{},"finish_reason":"${reason}"}]}`) + DONE;
const END = finished('stop');
const TEND = finished('tool_calls');
/** One JSON answer. */
const whole = (message: string, more = ''): string =>
  `{"choices":[{"index":0,"message":${message},"finish_reason":"stop"}]${more}}`;

interface Row {
  readonly what: string;
  readonly body: string;
  readonly contentType?: string;
  readonly status?: number;
  /** Members that the answer has; the others are as in an empty one that stopped. */
  readonly answer?: Partial<Answer>;
  readonly error?: Readonly<Record<string, unknown>>;
}

const JSON_TYPE = 'application/json';
const maxContext = "This model's maximum context length is 4096 tokens.";

const rows: readonly Row[] = [
  {
    what: 'a number where text belongs',
    body: D('{"content":"costs $"}') + D('{"content":6}') + D('{"content":0}') + END,
    answer: { text: 'costs $60' },
  },
  {
    what: 'a number in one JSON answer',
    contentType: JSON_TYPE,
    body: whole('{"content":42}'),
    answer: { text: '42' },
  },
  {
    what: 'content as parts, of which some are thoughts',
    body:
      D(
        '{"content":[{"type":"thinking","thinking":[{"type":"text","text":"4."}],"closed":true},{"type":"text","text":"1"}]}',
      ) +
      D('{"content":"44"}') +
      END,
    answer: { reasoning: '4.', text: '144' },
  },
  {
    what: 'content as parts in one JSON answer',
    contentType: JSON_TYPE,
    body: whole(
      '{"content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]},{"type":"text","text":"Hi"}]}',
    ),
    answer: { reasoning: 'hm', text: 'Hi' },
  },
  {
    what: 'content that is an object in one JSON answer',
    contentType: JSON_TYPE,
    body: whole('{"content":{"name":"A","age":3}}'),
    answer: { text: '{"name":"A","age":3}' },
  },
  ...['[{"name":"A"},{"name":"B"}]', '[1,2]', 'true'].map((content): Row => ({
    what: `content that is ${content} in one JSON answer`,
    contentType: JSON_TYPE,
    body: whole(`{"content":${content}}`),
    answer: { text: content },
  })),
  {
    what: 'a summary among the parts',
    body:
      D(
        '{"content":[{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}]},{"type":"text","text":"Hi"}]}',
      ) + END,
    answer: { reasoning: 'hm', text: 'Hi' },
  },
  {
    what: "GitHub Copilot's reasoning_text",
    body: D('{"reasoning_text":"hm","reasoning_opaque":null}') + D('{"content":"Hi"}') + END,
    answer: { reasoning: 'hm', text: 'Hi' },
  },
  {
    what: 'reasoning as thinking',
    body: D('{"thinking":"hm","content":""}') + D('{"content":"Hi"}') + END,
    answer: { reasoning: 'hm', text: 'Hi' },
  },
  {
    what: "an error in Groq's extension",
    body: D('{"content":"Hel"}') + frame('{"choices":[],"x_groq":{"id":"r","error":"over capacity"}}') + DONE,
    answer: { text: 'Hel' },
    error: { detail: 'over capacity', kind: 'other', inBand: true, contentReceived: true },
  },
  {
    what: 'arguments as an object, beside text',
    body:
      D(
        '{"content":"Let me look.","tool_calls":[{"index":0,"id":"a","function":{"name":"bash","arguments":{"command":"ls"}}}]}',
      ) + TEND,
    answer: {
      text: 'Let me look.',
      toolCalls: [{ id: 'a', name: 'bash', arguments: '{"command":"ls"}' }],
      finishReason: 'tool-calls',
    },
  },
  {
    what: 'calls that all have index 0',
    body:
      D(
        '{"tool_calls":[{"index":0,"id":"call_a","function":{"name":"get_time","arguments":"{\\"city\\":\\"paris\\"}"}}]}',
      ) +
      D(
        '{"tool_calls":[{"index":0,"id":"call_b","function":{"name":"get_weather","arguments":"{\\"city\\":\\"oslo\\"}"}}]}',
      ) +
      TEND,
    answer: {
      toolCalls: [
        { id: 'call_a', name: 'get_time', arguments: '{"city":"paris"}' },
        { id: 'call_b', name: 'get_weather', arguments: '{"city":"oslo"}' },
      ],
      finishReason: 'tool-calls',
    },
  },
  {
    what: 'an id that merely changes in the middle of the arguments',
    body:
      D('{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\\"x\\""}}]}') +
      D('{"tool_calls":[{"index":0,"id":"b","function":{"name":"f","arguments":":1}"}}]}') +
      TEND,
    answer: { toolCalls: [{ id: 'b', name: 'f', arguments: '{"x":1}' }], finishReason: 'tool-calls' },
  },
  {
    what: 'arguments that come whole once more with the finish reason',
    body:
      D('{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\\"x\\""}}]}') +
      D('{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}') +
      frame(
        '{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\\"x\\":1}"}}]},"finish_reason":"tool_calls"}]}',
      ) +
      DONE,
    answer: { toolCalls: [{ id: 'a', name: 'f', arguments: '{"x":1}' }], finishReason: 'tool-calls' },
  },
  {
    what: 'an empty object before the real arguments',
    body:
      D('{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}') +
      D('{"tool_calls":[{"index":0,"function":{"arguments":"{\\"x\\""}}]}') +
      D('{"tool_calls":[{"index":0,"function":{"arguments":":1}"}}]}') +
      TEND,
    answer: { toolCalls: [{ id: 'a', name: 'f', arguments: '{"x":1}' }], finishReason: 'tool-calls' },
  },
  ...['"name":"f","arguments":"{}"', '"name":"f","arguments":{}', '"function":{},"name":"f"'].map((call): Row => ({
    what: `a call with no object around name and arguments: ${call}`,
    body: D(`{"tool_calls":[{"index":0,"id":"a",${call}}]}`) + TEND,
    answer: { toolCalls: [{ id: 'a', name: 'f', arguments: '{}' }], finishReason: 'tool-calls' },
  })),
  {
    what: 'arguments under the name of the schema',
    body: D('{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","parameters":{"x":1}}}]}') + TEND,
    answer: { toolCalls: [{ id: 'a', name: 'f', arguments: '{"x":1}' }], finishReason: 'tool-calls' },
  },
  {
    what: "OpenAI's custom tools, in pieces",
    body:
      D('{"tool_calls":[{"index":0,"id":"a","type":"custom","custom":{"name":"bash","input":""}}]}') +
      D('{"tool_calls":[{"index":0,"custom":{"input":"ls "}}]}') +
      D('{"tool_calls":[{"index":0,"custom":{"input":"-a"}}]}') +
      TEND,
    answer: { toolCalls: [{ id: 'a', name: 'bash', arguments: 'ls -a' }], finishReason: 'tool-calls' },
  },
  {
    what: "OpenAI's custom tools in one JSON answer",
    contentType: JSON_TYPE,
    body: whole('{"content":null,"tool_calls":[{"id":"a","type":"custom","custom":{"name":"bash","input":"ls"}}]}'),
    answer: { toolCalls: [{ id: 'a', name: 'bash', arguments: 'ls' }] },
  },
  {
    what: 'the old function_call',
    body:
      D('{"function_call":{"name":"w","arguments":""}}') +
      D('{"function_call":{"arguments":"{\\"a\\":1}"}}') +
      finished('function_call'),
    answer: { toolCalls: [{ id: 'call_rxllm_0', name: 'w', arguments: '{"a":1}' }], finishReason: 'tool-calls' },
  },
  {
    what: 'the old function_call in one JSON answer',
    contentType: JSON_TYPE,
    body: whole('{"content":null,"function_call":{"name":"w","arguments":"{}"}}'),
    answer: { toolCalls: [{ id: 'call_rxllm_0', name: 'w', arguments: '{}' }] },
  },
  {
    what: 'a call in both formats, in pieces',
    body:
      D(
        '{"function_call":{"name":"w","arguments":"{\\"a\\""},"tool_calls":[{"index":0,"id":"a","function":{"name":"w","arguments":"{\\"a\\""}}]}',
      ) +
      D(
        '{"function_call":{"name":"w","arguments":":1}"},"tool_calls":[{"index":0,"id":"a","function":{"name":"w","arguments":":1}"}}]}',
      ) +
      TEND,
    answer: { toolCalls: [{ id: 'a', name: 'w', arguments: '{"a":1}' }], finishReason: 'tool-calls' },
  },
  {
    what: 'a call in both formats in one JSON answer',
    contentType: JSON_TYPE,
    body: whole(
      '{"content":null,"function_call":{"name":"w","arguments":"{}"},"tool_calls":[{"id":"a","function":{"name":"w","arguments":"{}"}}]}',
    ),
    answer: { toolCalls: [{ id: 'a', name: 'w', arguments: '{}' }] },
  },
  {
    what: 'calls without ids, and no word on why it ended',
    body:
      D(
        '{"tool_calls":[{"index":0,"function":{"name":"f","arguments":"{}"}},{"index":1,"function":{"name":"g","arguments":""}}]}',
      ) + DONE,
    answer: {
      toolCalls: [
        { id: 'call_rxllm_0', name: 'f', arguments: '{}' },
        { id: 'call_rxllm_1', name: 'g', arguments: '{}' },
      ],
      finishReason: 'tool-calls',
    },
  },
  {
    what: 'calls with the word stop, which stays',
    body: D('{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}') + END,
    answer: { toolCalls: [{ id: 'a', name: 'f', arguments: '{}' }], finishReason: 'stop' },
  },

  ...(
    [
      ['an id that is a number', '{"id":123,"choices":[{"index":0,"delta":{"content":"Hello"}}]}', { id: '123' }],
      ['usage that is a list', '{"usage":[],"choices":[{"index":0,"delta":{"content":"Hello"}}]}'],
      ['usage that is empty text', '{"usage":"","choices":[{"index":0,"delta":{"content":"Hello"}}]}'],
      [
        'counts as text',
        '{"usage":{"prompt_tokens":"3","completion_tokens":"1","total_tokens":4},"choices":[{"index":0,"delta":{"content":"Hello"}}]}',
        { usage: { promptTokens: 3, completionTokens: 1, totalTokens: 4 } },
      ],
      ['an index as text', '{"choices":[{"index":"0","delta":{"content":"Hello"}}]}'],
      ['a refusal of false', '{"choices":[{"index":0,"delta":{"content":"Hello","refusal":false}}]}'],
      ['calls that are an empty object', '{"choices":[{"index":0,"delta":{"content":"Hello","tool_calls":{}}}]}'],
      ['calls that are null within', '{"choices":[{"index":0,"delta":{"content":"Hello","tool_calls":[null]}}]}'],
      ['a model that is a list', '{"model":[],"choices":[{"index":0,"delta":{"content":"Hello"}}]}'],
      ['a finish reason that is a number', '{"choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":0}]}'],
    ] as const
  ).map(([what, json, more = {}]): Row => ({ what, body: frame(json) + END, answer: { text: 'Hello', ...more } })),
  {
    what: 'the whole message once more at the end',
    body:
      D('{"reasoning_content":"hm"}') +
      D('{"content":"Hel"}') +
      D('{"content":"lo"}') +
      frame(
        '{"object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":"Hello","reasoning_content":"hm"},"finish_reason":"stop"}]}',
      ),
    answer: { reasoning: 'hm', text: 'Hello' },
  },
  {
    what: 'the message so far beside each delta',
    body:
      frame('{"choices":[{"index":0,"delta":{"content":"Hel"},"message":{"content":"Hel"}}]}') +
      frame('{"choices":[{"index":0,"delta":{"content":"lo"},"message":{"content":"Hello"}}]}') +
      frame('{"choices":[{"index":0,"delta":{"content":""},"message":{"content":"Hello"},"finish_reason":"stop"}]}') +
      DONE,
    answer: { text: 'Hello' },
  },
  {
    what: 'a last message with calls that no delta had',
    body:
      D('{"content":"Hello"}') +
      frame(
        '{"choices":[{"index":0,"message":{"content":"Hello","tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}',
      ) +
      DONE,
    answer: {
      text: 'Hello',
      toolCalls: [{ id: 'a', name: 'f', arguments: '{}' }],
      finishReason: 'tool-calls',
    },
  },
  ...['{}', '{"role":"assistant","content":""}', 'null'].map((delta): Row => ({
    what: `a message beside the delta ${delta}`,
    body:
      frame(`{"choices":[{"index":0,"delta":${delta},"message":{"content":"Hello"},"finish_reason":"stop"}]}`) + DONE,
    answer: { text: 'Hello' },
  })),
  {
    what: 'a last delta that is a list',
    body: D('{"content":"Hello"}') + frame('{"choices":[{"index":0,"delta":[],"finish_reason":"stop"}]}') + DONE,
    answer: { text: 'Hello' },
  },

  {
    what: 'events that no empty line separates',
    body: `${D('{"content":"Hel"}')}${D('{"content":"} {"}')}${END}`.replaceAll('\n\n', '\n'),
    answer: { text: 'Hel} {' },
  },
  {
    what: 'several frames in one line',
    body: `data: ${D('{"content":"Hel"}').slice(6).trim()}${D('{"content":"lo"}').slice(6).trim()}\n\n${END}`,
    answer: { text: 'Hello' },
  },
  {
    what: 'data: on a line of its own before each frame',
    body: `${D('{"content":"Hello"}')}${END}`.replaceAll('data: {', 'data:\n {'),
    answer: { text: 'Hello' },
  },
  {
    what: 'frames and an end marker without data:, behind a comment',
    body: `: ping\n\n${D('{"content":"Hello"}')}${END}`.replaceAll('data: ', ''),
    answer: { text: 'Hello' },
  },
  {
    what: 'one JSON answer behind comments',
    body: `: ping\n\n: ping\n\n${whole('{"content":"Hello"}')}`,
    answer: { text: 'Hello' },
  },
  {
    what: 'data: twice',
    body: `${D('{"content":"Hello"}')}${END}`.replaceAll(/^(data: .*)$/gm, 'data: $1\ndata:\ndata:'),
    answer: { text: 'Hello' },
  },
  {
    what: 'a stream that calls itself JSON',
    contentType: JSON_TYPE,
    body: D('{"content":"Hello"}') + END,
    answer: { text: 'Hello' },
  },
  {
    what: 'one JSON answer that calls itself a stream',
    body: whole('{"content":"Hello"}'),
    answer: { text: 'Hello' },
  },
  ...['text/event-stream', 'text/plain', ''].map((contentType): Row => ({
    what: `a bare error that calls itself ${contentType || 'nothing'}`,
    contentType,
    body: '{"error":{"message":"model not found","code":404}}',
    error: { kind: 'not-found', status: 404, detail: 'model not found', inBand: true },
  })),

  {
    what: "an error in vLLM's words",
    body: frame(`{"object":"error","message":"${maxContext}","type":"BadRequestError","param":null,"code":400}`) + DONE,
    error: { kind: 'context-length', status: 400, detail: maxContext },
  },
  { what: 'a detail', body: frame('{"detail":"Too many requests"}'), error: { detail: 'Too many requests' } },
  {
    what: 'a code with a message',
    body: frame('{"code":"InvalidParameter","message":"Range of input length"}') + DONE,
    error: { code: 'InvalidParameter', detail: 'Range of input length' },
  },
  {
    what: 'a code with a msg',
    body: frame('{"code":500,"msg":"boom","data":null}') + DONE,
    error: { kind: 'server', status: 500, detail: 'boom' },
  },
  {
    what: 'an error_code with a text',
    body: frame('{"text":"**NETWORK ERROR**","error_code":50001}') + DONE,
    error: { kind: 'other', detail: '**NETWORK ERROR**' },
  },
  { what: 'a failure with a msg', body: frame('{"success":false,"msg":"boom"}') + DONE, error: { detail: 'boom' } },
  { what: 'a type error', body: frame('{"type":"error","message":"boom"}') + DONE, error: { detail: 'boom' } },
  {
    what: 'an error next to a choice without content',
    body:
      frame('{"code":50001,"message":"boom","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}') + DONE,
    error: { kind: 'other', detail: 'boom', inBand: true },
  },
  {
    what: 'a code and a message next to content',
    body: frame('{"code":50001,"message":"ok","choices":[{"index":0,"delta":{"content":"Hello"}}]}') + END,
    answer: { text: 'Hello' },
  },
  {
    what: 'a line error',
    body: `${D('{"content":"Hel"}')}error: {"detail":"failed to decode"}\n\n`,
    answer: { text: 'Hel' },
    error: { detail: 'failed to decode', contentReceived: true },
  },
  { what: 'an error that is true', body: frame('{"error":true,"message":"boom"}') + DONE, error: { detail: 'boom' } },
  {
    what: 'an error in a choice',
    body:
      D('{"content":"Hel"}') +
      frame(
        '{"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error","error":{"message":"Error processing stream","code":502}}]}',
      ) +
      DONE,
    answer: { text: 'Hel' },
    error: { kind: 'server', status: 502, retryable: true, detail: 'Error processing stream', contentReceived: true },
  },
  ...['""', 'false', 'null', '{}', '[]'].map((error): Row => ({
    what: `an error of ${error} in a good frame`,
    body: frame(`{"error":${error},"choices":[{"index":0,"delta":{"content":"Hello"}}]}`) + END,
    answer: { text: 'Hello' },
  })),

  {
    what: 'a useless detail',
    status: 429,
    contentType: JSON_TYPE,
    body: '{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"x/y is temporarily rate-limited upstream","provider_name":"X"}}}',
    error: { kind: 'rate-limit', detail: 'x/y is temporarily rate-limited upstream', inBand: false },
  },
  ...(
    [
      [400, `{"error":{"message":"${maxContext} However, you requested 5000"}}`, { kind: 'context-length' }],
      [
        400,
        '{"error":{"code":400,"message":"request (124071 tokens) exceeds the available context size","type":"exceed_context_size_error"}}',
        { kind: 'context-length', code: 'exceed_context_size_error' },
      ],
      [400, '{"error":{"message":"prompt is too long: 5 tokens > 4 maximum"}}', { kind: 'context-length' }],
      [400, '{"error":{"code":"too_many_prompt_tokens","message":"m"}}', { kind: 'context-length' }],
      [400, '{"error":{"message":"Incorrect API key provided"}}', { kind: 'auth', retryable: false }],
      [400, '{"error":{"code":"model_not_found","message":"m"}}', { kind: 'not-found' }],
      [
        400,
        '{"error":{"code":"content_filter","message":"m"}}',
        { kind: 'bad-request', code: 'content_filter', retryable: false },
      ],
      [429, '{"error":{"message":"Your account has insufficient balance"}}', { kind: 'quota', retryable: false }],
      [
        429,
        '[{"error":{"code":429,"message":"x","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"39s"}]}}]',
        { kind: 'rate-limit', retryAfterMs: 39_000 },
      ],
    ] as const
  ).map(([status, body, error]): Row => ({ what: `${status} ${body}`, status, contentType: JSON_TYPE, body, error })),

  {
    what: 'usage in the choice',
    body:
      D('{"content":"Hello"}') +
      frame(
        '{"choices":[{"index":0,"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}]}',
      ) +
      DONE,
    answer: { text: 'Hello', usage: { promptTokens: 3, completionTokens: 1, totalTokens: 4 } },
  },
  {
    what: 'usage in x_groq',
    body:
      D('{"content":"Hello"}') +
      frame(
        '{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"r","usage":{"prompt_tokens":3,"total_tokens":4}}}',
      ) +
      DONE,
    answer: { text: 'Hello', usage: { promptTokens: 3, totalTokens: 4 } },
  },
  ...[
    '"num_cached_tokens":2',
    '"prompt_cache_hit_tokens":2,"prompt_cache_miss_tokens":1',
    '"cached_tokens":2',
    '"prompt_tokens_details":{"cached_tokens":2}',
  ].map((cached): Row => ({
    what: `cached tokens as ${cached}`,
    body: D('{"content":"Hello"}') + frame(`{"choices":[],"usage":{"prompt_tokens":3,${cached}}}`) + END,
    answer: { text: 'Hello', usage: { promptTokens: 3, cachedTokens: 2 } },
  })),

  ...['{"text":"Think"}', '{"content":"Think"}'].map((reasoning): Row => ({
    what: `reasoning as the object ${reasoning}`,
    body: D(`{"reasoning":${reasoning}}`) + D('{"content":"Hello"}') + END,
    answer: { reasoning: 'Think', text: 'Hello' },
  })),
  {
    what: 'reasoning details alone',
    body: D('{"reasoning_details":[{"type":"reasoning.text","text":"Think"}]}') + D('{"content":"Hello"}') + END,
    answer: { reasoning: 'Think', text: 'Hello' },
  },
  {
    what: 'reasoning details beside the same reasoning',
    body:
      D('{"reasoning":"Think","reasoning_details":[{"type":"reasoning.text","text":"Think"}]}') +
      D('{"content":"Hello"}') +
      END,
    answer: { reasoning: 'Think', text: 'Hello' },
  },
  {
    what: 'a summary of reasoning',
    body: D('{"reasoning_details":[{"type":"reasoning.summary","summary":"In short"}]}') + END,
    answer: { reasoning: 'In short' },
  },

  {
    what: 'a choice that comes whole beside one that came in deltas',
    body:
      frame('{"choices":[{"index":1,"delta":{"content":"Bye"}}]}') +
      frame(
        '{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"},{"index":1,"delta":{},"finish_reason":"stop"}]}',
      ) +
      DONE,
    answer: { text: 'Hi' },
  },
  {
    what: 'a placeholder in place of an id, after the real one',
    body:
      D('{"tool_calls":[{"id":"WcG8xhSs1","index":0,"function":{"name":"read_file","arguments":""}}]}') +
      D('{"tool_calls":[{"id":"null","index":0,"function":{"name":"","arguments":"{\\"path\\":\\"a\\"}"}}]}') +
      TEND,
    answer: {
      toolCalls: [{ id: 'WcG8xhSs1', name: 'read_file', arguments: '{"path":"a"}' }],
      finishReason: 'tool-calls',
    },
  },
  {
    what: 'placeholders in place of two ids in one JSON answer',
    contentType: JSON_TYPE,
    body: whole(
      '{"tool_calls":[{"id":"null","function":{"name":"f","arguments":""}},{"id":"None","function":{"name":"g","arguments":"{}"}}]}',
    ),
    answer: {
      toolCalls: [
        { id: 'call_rxllm_0', name: 'f', arguments: '{}' },
        { id: 'call_rxllm_1', name: 'g', arguments: '{}' },
      ],
    },
  },
  {
    what: 'arguments under the name of a custom tool',
    body: D('{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","input":{"x":1}}}]}') + TEND,
    answer: { toolCalls: [{ id: 'a', name: 'f', arguments: '{"x":1}' }], finishReason: 'tool-calls' },
  },
  {
    what: 'parts of kinds that nobody has heard of',
    body:
      D(
        '{"content":[{"type":"reasoning_text","text":"hm"},{"type":"text_delta","text":"Hi"},{"type":"image","id":5},{"type":"markdown","text":"!"}]}',
      ) + END,
    answer: { reasoning: 'hm', text: 'Hi!' },
  },
  {
    what: 'text beside a delta without any',
    body: frame('{"choices":[{"index":0,"delta":{"role":"assistant"},"text":"Hi"}]}') + END,
    answer: { text: 'Hi' },
  },
  {
    what: 'a finish reason that is an object',
    body:
      frame('{"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":{"type":"length","length":5}}]}') + DONE,
    answer: { text: 'Hi', finishReason: 'length' },
  },
  {
    what: 'an address alone that a citation has named',
    body:
      frame(
        '{"citations":["https://a.example"],"choices":[{"index":0,"delta":{"content":"Hi","annotations":[{"type":"url_citation","url_citation":{"url":"https://a.example","title":"A"}}]}}]}',
      ) + END,
    answer: { text: 'Hi', sources: [{ url: 'https://a.example', title: 'A' }] },
  },
  {
    what: 'an error written into an unfinished event',
    body:
      D('{"content":"Hel"}') +
      'data: {"choices":[{"index":0,"delta":{"content":"lo\ndata: {"error":{"message":"stream_read_error","type":"server_error"}}\n\n',
    answer: { text: 'Hel' },
    error: { kind: 'server', detail: 'stream_read_error', inBand: true, retryable: true, contentReceived: true },
  },
  ...['"delta":{"error":{"message":"boom","code":502}}', '"message":{"error":{"message":"boom","code":502}}'].map(
    (member): Row => ({
      what: `an error in a member of a choice: ${member}`,
      body: frame(`{"choices":[{"index":0,${member},"finish_reason":"error"}]}`) + DONE,
      error: { kind: 'server', status: 502, detail: 'boom', inBand: true },
    }),
  ),
  {
    what: 'an error whose members are spelled otherwise',
    body: frame('{"errorCode":"X1","errorMessage":"boom"}') + DONE,
    error: { kind: 'other', code: 'X1', detail: 'boom', inBand: true },
  },
  {
    what: 'a status as http_code',
    body: frame('{"type":"error","error":{"message":"busy","http_code":"529"},"request_id":"t"}') + DONE,
    error: { kind: 'overloaded', status: 529, detail: 'busy', requestId: 't', retryable: true, inBand: true },
  },
  {
    what: 'a status as http_status_code',
    body: frame('{"error":{"message":"Input validation error: x","http_status_code":422}}') + DONE,
    error: { kind: 'bad-request', status: 422, inBand: true },
  },
  ...(
    [
      ['RateLimitError', 'rate-limit', true],
      ['too_many_requests_error', 'rate-limit', true],
      ['Throttling.RateQuota', 'rate-limit', true],
      ['ServiceUnavailableError', 'overloaded', true],
      ['InternalServerError', 'server', true],
      ['InvalidApiKey', 'auth', false],
      ['invalid_authentication_error', 'auth', false],
      ['AllocationQuota.FreeTierOnly', 'quota', false],
      ['ContentPolicyViolationError', 'bad-request', false],
    ] as const
  ).map(([code, kind, retryable]): Row => ({
    what: `the code ${code}`,
    body: frame(`{"error":{"message":"boom","type":"${code}"}}`) + DONE,
    error: { kind, retryable, code, detail: 'boom', inBand: true },
  })),
  {
    what: 'a code in the detail',
    body: frame('{"detail":{"message":"boom","code":"insufficient_quota"}}') + DONE,
    error: { kind: 'quota', code: 'insufficient_quota', detail: 'boom', inBand: true },
  },
  {
    what: 'an error status with an event stream',
    status: 429,
    body: 'data: {"error":{"message":"slow down","type":"x","code":"insufficient_quota"}}\n\ndata: [DONE]\n\n',
    error: { kind: 'quota', retryable: false, code: 'insufficient_quota', detail: 'slow down', inBand: false },
  },
  {
    what: 'an error status with an event of several fields',
    status: 400,
    body: 'id:1\nevent:error\n:HTTP_STATUS/400\ndata:{"code":"InvalidParameter","message":"boom","request_id":"r"}\n\n',
    error: { kind: 'bad-request', code: 'InvalidParameter', detail: 'boom', requestId: 'r', inBand: false },
  },
  {
    what: "the upstream's own hint",
    status: 429,
    body: '{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"{\\"error\\":{\\"message\\":\\"slow\\",\\"details\\":[{\\"retryDelay\\":\\"12s\\"}]}}"}}}',
    error: { kind: 'rate-limit', detail: 'slow', retryAfterMs: 12_000 },
  },
  ...['"code":"Success","message":"ok"', '"code":"0000","message":"success"', '"code":"OK","msg":"done"'].map(
    (members): Row => ({
      what: `a frame that reports success: ${members}`,
      body: D('{"content":"Hi"}') + frame(`{${members}}`) + END,
      answer: { text: 'Hi' },
    }),
  ),

  ...(
    [
      [
        'stop',
        [
          'eos',
          'eos_token',
          'end_turn',
          'completed',
          'stop_sequence',
          'STOP',
          'end',
          'COMPLETE',
          'normal',
          'endoftext',
          'FINISH_REASON_STOP',
          'FinishReason.STOP',
          'eos_found',
        ],
      ],
      [
        'length',
        [
          'max_tokens',
          'MAX_TOKENS',
          'max_output_tokens',
          'model_length',
          'max_length',
          'token_limit',
          'model_context_window_exceeded',
        ],
      ],
      ['tool-calls', ['tool_call', 'tool_use', 'toolUse', 'function_call', 'function_calls', 'tool-calls']],
      ['pause', ['pause_turn']],
      [
        'content-filter',
        [
          'sensitive',
          'safety',
          'SAFETY',
          'content_filter',
          'content-filter',
          'RECITATION',
          'PROHIBITED_CONTENT',
          'content_filter: RECITATION',
          'refusal',
          'guardrail_intervened',
          'content_policy_violation',
        ],
      ],
      ['other', ['finished', 'constructor', 'function_call_filter: MALFORMED_FUNCTION_CALL']],
    ] as const
  ).flatMap(([finishReason, words]) =>
    words.map((word): Row => ({
      what: `the finish word ${word}`,
      body: D('{"content":"Hello"}') + finished(word),
      answer: { text: 'Hello', finishReason },
    })),
  ),

  {
    what: "Perplexity's sources, repeated in every frame",
    body:
      frame(
        '{"citations":["https://a.example","https://b.example"],"choices":[{"index":0,"delta":{"content":"Hel"}}]}',
      ) +
      frame(
        '{"citations":["https://a.example","https://b.example"],"search_results":[{"title":"A","url":"https://a.example","date":null}],"choices":[{"index":0,"delta":{"content":"lo"}}]}',
      ) +
      END,
    answer: {
      text: 'Hello',
      sources: [{ url: 'https://a.example' }, { url: 'https://b.example' }, { url: 'https://a.example', title: 'A' }],
    },
  },
  {
    what: 'annotations, repeated',
    body:
      D(
        '{"annotations":[{"type":"url_citation","url_citation":{"url":"https://a.example","title":"A","start_index":0}}]}',
      ) +
      D(
        '{"content":"Hello","annotations":[{"type":"url_citation","url_citation":{"url":"https://a.example","title":"A"}}]}',
      ) +
      END,
    answer: { text: 'Hello', sources: [{ url: 'https://a.example', title: 'A' }] },
  },

  {
    what: "what Azure's filter found in the prompt",
    contentType: JSON_TYPE,
    body: '{"choices":[],"prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"},"violence":{"filtered":true,"severity":"high"},"jailbreak":{"filtered":true,"detected":true}}}]}',
    answer: { finishReason: 'content-filter' },
  },
];

describe('what real servers send', () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  for (const { what, body, contentType = 'text/event-stream', status = 200, answer = {}, error } of rows) {
    it(what, async () => {
      const bytes = new TextEncoder().encode(body);
      const ways = [bytes.length, 13, 1].map((size) => ({ size, stream: true }));
      if (contentType === JSON_TYPE) ways.push({ size: bytes.length, stream: false }, { size: 1, stream: false });
      for (const { size, stream } of ways) {
        const headers: Record<string, string> = contentType === '' ? {} : { 'content-type': contentType };
        server.serve({ status, headers, body: inPiecesOf(size, bytes) });
        const messages = [{ role: 'user', content: 'Hello' }] as const;
        const answer$ = openAICompatible({ baseUrl: server.url }).stream({ model: 'm', messages, stream });
        const settled = await firstValueFrom(answer$.pipe(settle()));
        const empty = { text: '', reasoning: '', refusal: '', toolCalls: [], sources: [], blocks: [] };
        if (isRight(settled)) {
          assert.isUndefined(error, `no error, but ${JSON.stringify(settled.right)}`);
          assert.deepEqual(settled.right, { ...empty, finishReason: 'stop', ...answer });
        } else {
          if (error === undefined || !isChatStreamError(settled.left.error)) throw settled.left.error;
          assert.deepOwnInclude(settled.left.error, { name: 'ProviderError', ...error });
          assert.deepEqual(settled.left.answer, { ...empty, ...answer });
        }
      }
    });
  }

  const chunksOf = async (body: string, contentType = 'text/event-stream'): Promise<readonly Chunk[]> => {
    server.serve({ headers: { 'content-type': contentType }, body });
    const { values, error } = await outcomeOf(
      openAICompatible({ baseUrl: server.url }).stream({ model: 'm', messages: [] }),
    );
    if (error !== undefined) throw error;
    return values;
  };

  it("keeps the server's own finish word, and what a filter found", async () => {
    assert.deepInclude((await chunksOf(D('{"content":"x"}') + finished('MAX_TOKENS'))).at(-1), {
      type: 'finish',
      reason: 'length',
      raw: 'MAX_TOKENS',
    });
    const filtered = rows.find(({ what }) => what.includes('Azure'))?.body ?? '';
    assert.deepEqual(await chunksOf(filtered, JSON_TYPE), [
      { type: 'start' },
      { type: 'finish', choice: 0, reason: 'content-filter', raw: 'violence, jailbreak' },
    ]);
  });

  it('takes choices without an index by their places', async () => {
    const choices = '{"choices":[{"delta":{"content":"a"}},{"delta":{"content":"b"}}]}';
    assert.deepEqual((await chunksOf(frame(choices) + DONE)).slice(1), [
      { type: 'text', choice: 0, text: 'a' },
      { type: 'text', choice: 1, text: 'b' },
      { type: 'finish', choice: 0, reason: 'stop' },
      { type: 'finish', choice: 1, reason: 'stop' },
    ]);
  });

  it('gives the chunks of a frame in the order in which it means them, with what could not be read last', async () => {
    server.serve({
      body:
        D(
          '{"content":{"a":1},"reasoning":"hm","refusal":"no","tool_calls":[5,{"index":0,"id":"a","function":{"name":"f"}}]}',
        ) + END,
    });
    const { values } = await outcomeOf(
      openAICompatible({ baseUrl: server.url }).streamEither({ model: 'm', messages: [] }),
    );
    assert.deepEqual(
      values.map((value) => (value._tag === 'Left' ? value.left.errors : value.right.type)),
      [
        'start',
        'reasoning',
        'refusal',
        'tool-call',
        ['choices/0/delta/content: a string or a list of parts', 'choices/0/delta/tool_calls/0: a tool call'],
        'finish',
      ],
    );
  });

  describe('a base URL', () => {
    for (const baseUrl of ['https://a.example/v1/chat/completions', 'https://a.example/v1/chat/completions/?x=1']) {
      it(`that ends in the path is refused: ${baseUrl}`, () => {
        assert.throws(
          () => openAICompatible({ baseUrl }),
          'invalid request: options/baseUrl must end before /chat/completions: the provider adds its path itself',
        );
      });
    }

    it('with credentials is refused beside a key, by name', () => {
      assert.throws(
        () => openAICompatible({ baseUrl: 'https://user:p%40ss@a.example/v1', apiKey: 'sk-1234' }),
        'invalid request: options/apiKey cannot be used together with the credentials in options/baseUrl: give one of them',
      );
    });
  });
});
