import {
  type Answer,
  anthropic,
  autonomousAI,
  gemini,
  ollama,
  openAICompatible,
  openAIResponses,
  type Provider,
} from '../../lib/index.ts';
import type { EmbeddedServer, ScenarioName, scenarios } from '../../lib/testing/index.ts';

/** The part of an error that a scenario is about. */
export type Failure = Readonly<Record<string, unknown>>;

/** How one wire is asked of the embedded server, and what it tells in another way than most. */
export interface ServedWireSpec {
  readonly provider: (server: EmbeddedServer) => Provider;
  readonly answers?: Partial<Record<ScenarioName, Partial<Answer>>>;
  /** As a stream, and as one JSON where that is another one. */
  readonly failures?: Partial<Record<ScenarioName, readonly [stream: Failure, json?: Failure]>>;
}

export const DEFAULT_TEXT =
  'This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over ' +
  'time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In ' +
  'between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋';

const whole: Partial<Answer> = { text: DEFAULT_TEXT, finishReason: 'stop' };
const counted = { promptTokens: 5, completionTokens: 61, totalTokens: 66 };
const thought = { promptTokens: 5, completionTokens: 9, totalTokens: 14, cachedTokens: 3, reasoningTokens: 6 };
const CALLS = [
  { id: 'toolu_canned_0', name: 'weather', arguments: '{"city":"Zürich"}' },
  { id: 'toolu_canned_1', name: 'time', arguments: '{"zone":"Europe/Zurich"}' },
];
const unnamed = { kind: 'other', inBand: true, retryable: false };
const ollamaCrash: readonly [Failure, Failure] = [
  { name: 'ProviderError', ...unnamed, contentReceived: true },
  { name: 'ProviderError', kind: 'server', status: 500, inBand: false },
];

/** Every wire that the embedded server speaks: a further one is a line here. */
export const servedWires: Readonly<Record<keyof typeof scenarios, ServedWireSpec>> = {
  openAI: {
    provider: (server) => openAICompatible({ ...server.openAI, defaultModel: 'any' }),
    answers: { default: { usage: counted, id: 'chatcmpl-canned', model: 'canned' }, reasoning: { usage: thought } },
  },
  autonomousAI: {
    provider: (server) => autonomousAI(server.autonomousAI),
    answers: { reasoning: { usage: thought } },
  },
  ollama: {
    provider: (server) => ollama({ ...server.ollama, defaultModel: 'any' }),
    answers: {
      default: { usage: counted, model: 'canned' },
      reasoning: { usage: { promptTokens: 5, completionTokens: 9, totalTokens: 14 } },
      refusal: { text: 'This canned model would rather not.', refusal: '' },
      choices: whole,
      'content-filter': whole,
      'only-done': { text: '', finishReason: 'stop' },
    },
    failures: {
      quota: [{ name: 'ProviderError', kind: 'quota', status: 402, retryable: false }],
      'only-done': [{}],
      'json-error': [{ name: 'ProviderError', ...unnamed, contentReceived: false }],
      'error-in-stream': ollamaCrash,
      'error-event': ollamaCrash,
    },
  },
  gemini: {
    provider: (server) => gemini({ ...server.gemini, defaultModel: 'any' }),
    answers: {
      default: { usage: counted },
      reasoning: { usage: thought },
      refusal: { text: '', refusal: '', finishReason: 'content-filter' },
    },
  },
  anthropic: {
    provider: (server) => anthropic({ ...server.anthropic, defaultModel: 'any' }),
    answers: {
      default: { usage: counted, id: 'msg_canned', model: 'canned' },
      choices: whole,
      reasoning: {
        usage: { ...thought, cacheWriteTokens: 0 },
        blocks: [
          {
            wire: 'anthropic',
            value: { type: 'thinking', thinking: 'Nobody asked me, so I need not think.', signature: 'Y2FubmVk' },
          },
          { wire: 'anthropic', value: { type: 'text', text: 'Canned, without a thought.' } },
        ],
      },
      refusal: { finishReason: 'content-filter' },
      'tool-calls': { toolCalls: CALLS },
      'tool-loop': { toolCalls: CALLS },
    },
    failures: {
      unauthorized: [{ name: 'ProviderError', kind: 'auth', status: 401, retryable: false, requestId: 'req_canned' }],
      quota: [{ name: 'ProviderError', kind: 'quota', status: 400, retryable: false }],
      overloaded: [{ name: 'ProviderError', kind: 'overloaded', status: 529, retryable: true }],
    },
  },
  responses: {
    provider: (server) => openAIResponses({ ...server.responses, defaultModel: 'any' }),
    answers: {
      default: { usage: { ...counted, cachedTokens: 0, reasoningTokens: 0 }, id: 'resp_canned', model: 'canned' },
      choices: whole,
      reasoning: {
        usage: thought,
        blocks: [
          {
            wire: 'openai-responses',
            value: {
              id: 'rs_canned',
              type: 'reasoning',
              summary: [{ type: 'summary_text', text: 'Nobody asked me, so I need not think.' }],
              encrypted_content: 'Y2FubmVk',
            },
          },
          {
            wire: 'openai-responses',
            value: {
              id: 'msg_canned',
              type: 'message',
              role: 'assistant',
              status: 'completed',
              content: [{ type: 'output_text', text: 'Canned, without a thought.', annotations: [] }],
            },
          },
        ],
      },
    },
  },
};
