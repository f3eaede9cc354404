import { anthropic } from '../../wires/anthropic/anthropic.ts';
import { autonomousAI } from '../../wires/autonomous/autonomousAI.ts';
import { gemini } from '../../wires/gemini/gemini.ts';
import { ollama } from '../../wires/ollama/ollama.ts';
import { openAICompatible } from '../../wires/openaiChat/openAICompatible.ts';
import { openAIResponses } from '../../wires/openaiResponses/openAIResponses.ts';
import { ollamaUrl } from './ollamaUrl.ts';
import type { ProviderEntry } from './ProviderEntry.ts';

const OPENAI = {
  keys: [{ variable: 'OPENAI_API_KEY', option: 'apiKey' }],
  place: { variable: 'OPENAI_BASE_URL' },
  baseUrl: 'https://api.openai.com/v1',
  needsKey: true,
  advice: { noPath: 'most servers need /v1 at the end of the base URL' },
} as const;

/** The providers that the command can ask. If two share a key, the key chooses the first. */
export const PROVIDERS = [
  {
    name: 'anthropic',
    factory: 'anthropic',
    answers: "Anthropic's Claude, or any server with the same API (Messages)",
    alsoCalled: ['claude'],
    // The same variables, in the same order, as Anthropic's own tools.
    keys: [
      { variable: 'ANTHROPIC_AUTH_TOKEN', option: 'authToken' },
      { variable: 'ANTHROPIC_API_KEY', option: 'apiKey' },
    ],
    place: { variable: 'ANTHROPIC_BASE_URL' },
    baseUrl: 'https://api.anthropic.com',
    needsKey: true,
    create: anthropic,
    embedded: { wire: 'anthropic', model: 'default' },
    advice: {},
  },
  {
    name: 'gemini',
    factory: 'gemini',
    answers: "Google's Gemini",
    alsoCalled: ['google'],
    // The same variables, in the same order, as Google's own libraries.
    keys: [
      { variable: 'GOOGLE_API_KEY', option: 'apiKey' },
      { variable: 'GEMINI_API_KEY', option: 'apiKey' },
    ],
    place: { variable: 'GOOGLE_GEMINI_BASE_URL' },
    baseUrl: 'https://generativelanguage.googleapis.com',
    needsKey: true,
    create: gemini,
    embedded: { wire: 'gemini', model: 'default' },
    advice: {},
  },
  {
    name: 'ollama',
    factory: 'ollama',
    answers: 'models on this machine, served by Ollama',
    alsoCalled: [],
    keys: [{ variable: 'OLLAMA_API_KEY', option: 'apiKey' }],
    place: { variable: 'OLLAMA_HOST', toUrl: ollamaUrl },
    baseUrl: 'http://127.0.0.1:11434',
    needsKey: false,
    create: ollama,
    embedded: { wire: 'ollama', model: 'default' },
    advice: {
      noConnection: "start the server with 'ollama serve', or set OLLAMA_HOST to the one to ask",
      notFound: "'ollama pull MODEL' downloads a model",
    },
  },
  {
    name: 'openai',
    factory: 'openAICompatible',
    answers: 'OpenAI, or any server with the same API (Chat Completions), as most have',
    alsoCalled: ['gpt', 'chatgpt'],
    ...OPENAI,
    create: (options) => {
      // OpenAI's newer models refuse the older name, and many other servers do not know the newer one.
      const isOpenAI = new URL(options.baseUrl).host === 'api.openai.com';
      return openAICompatible({ ...options, maxTokensField: isOpenAI ? 'max_completion_tokens' : 'max_tokens' });
    },
    embedded: { wire: 'openAI', model: 'default' },
  },
  {
    name: 'responses',
    factory: 'openAIResponses',
    answers: "OpenAI's newer API (Responses), or any server that has it",
    alsoCalled: ['openai-responses'],
    ...OPENAI,
    create: openAIResponses,
    embedded: { wire: 'responses', model: 'default' },
  },
  {
    name: 'autonomous',
    factory: 'autonomousAI',
    answers: 'Autonomous.AI, which needs no key',
    alsoCalled: [],
    keys: [],
    baseUrl: 'https://chatgpt.autonomous.ai/api/v1/ai',
    needsKey: false,
    create: autonomousAI,
    embedded: { wire: 'autonomousAI' },
    advice: {
      unknownModel: 'to ask a model of another service, add --provider or --base-url',
      atHome:
        'this public service was switched off when last checked: choose another with --provider, or try --embedded',
    },
  },
] as const satisfies readonly ProviderEntry[];

/** The values of `--provider`. */
export type ProviderName = (typeof PROVIDERS)[number]['name'];

/** Every name, in the order of the table. */
export const PROVIDER_NAMES: readonly ProviderName[] = PROVIDERS.map(({ name }) => name);

export const providerNamed = (name: ProviderName): ProviderEntry =>
  PROVIDERS.find((entry) => entry.name === name) as ProviderEntry;
