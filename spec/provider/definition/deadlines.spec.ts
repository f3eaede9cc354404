import * as t from 'io-ts';
import {
  type ChatRequest,
  DeadlineError,
  type Deadlines,
  defineProvider,
  type ProviderOptions,
} from '../../../lib/index.ts';
import { runMarbles } from '../../support/marbles.ts';

const request: ChatRequest = { messages: [{ role: 'user', content: 'Hello' }] };

/** A service that never sends its headers. */
const silent = (deadlines: Deadlines | undefined, options: ProviderOptions = {}) =>
  defineProvider(
    {
      name: 'sloth',
      url: 'https://sloth.example/',
      defaultModel: 'three-toed',
      endpoints: { '*': 'https://sloth.example/chat' },
      body: () => ({}),
      frame: t.type({ word: t.string }),
      toChunks: () => [],
      deadlines,
    },
    { fetch: () => new Promise(() => undefined), ...options },
  );

describe("a definition's deadlines", () => {
  const rows: readonly (readonly [
    string,
    Deadlines | undefined,
    Deadlines | undefined,
    ChatRequest,
    string,
    number,
  ])[] = [
    ['the library has its own', undefined, undefined, request, '300s', 300_000],
    [
      'the library has a longer one for one JSON answer',
      undefined,
      undefined,
      { ...request, stream: false },
      '600s',
      600_000,
    ],
    ['the definition names another', { headersMs: 7_000 }, undefined, request, '7s', 7_000],
    [
      'the definition names another for one JSON answer too',
      { headersMs: 7_000 },
      undefined,
      { ...request, stream: false },
      '7s',
      7_000,
    ],
    ['a definition that says nothing of it leaves it alone', { idleMs: 7_000 }, undefined, request, '300s', 300_000],
    ["the caller's options win", { headersMs: 7_000 }, { headersMs: 5_000 }, request, '5s', 5_000],
    [
      'the request wins',
      { headersMs: 7_000 },
      { headersMs: 5_000 },
      { ...request, deadlines: { headersMs: 3_000 } },
      '3s',
      3_000,
    ],
  ];
  for (const [what, deadlines, options, asked, time, milliseconds] of rows) {
    it(what, () => {
      runMarbles(({ expectObservable }) => {
        const error = new DeadlineError('headers', milliseconds, { provider: 'sloth', model: 'three-toed' });
        const provider = silent(deadlines, { deadlines: options });
        expectObservable(provider.stream(asked)).toBe(`${time} #`, undefined, error);
      });
    });
  }
});
