import { anthropic } from '../../wires/anthropic/anthropic.ts';
import { autonomousAI } from '../../wires/autonomous/autonomousAI.ts';
import { gemini } from '../../wires/gemini/gemini.ts';
import { ollama } from '../../wires/ollama/ollama.ts';
import { openAICompatible } from '../../wires/openaiChat/openAICompatible.ts';
import { ollamaUrl } from './ollamaUrl.ts';
import type { ProviderEntry } from './ProviderEntry.ts';

const OPENAI = {
  keys: [{ variable: 'OPENAI_API_KEY', option: 'apiKey' }],
  place: { variable: 'OPENAI_BASE_URL' },
  baseUrl: 'https://api.openai.com/v1',
  advice: { noPath: 'most servers want /v1 at the end of the base URL' },
} as const;

/** The providers that the command can ask. */
export const PROVIDERS = [
  {
    name: 'anthropic',
    factory: 'anthropic',
    answers: "Claude, or a server that speaks Anthropic's Messages",
    // As Anthropic's own tools have it.
    keys: [
      { variable: 'ANTHROPIC_AUTH_TOKEN', option: 'authToken' },
      { variable: 'ANTHROPIC_API_KEY', option: 'apiKey' },
    ],
    place: { variable: 'ANTHROPIC_BASE_URL' },
    baseUrl: 'https://api.anthropic.com',
    create: anthropic,
    embedded: { wire: 'anthropic', model: 'default' },
    advice: {},
  },
  {
    name: 'gemini',
    factory: 'gemini',
    answers: "Google's Gemini",
    // As Google's own libraries have it.
    keys: [
      { variable: 'GOOGLE_API_KEY', option: 'apiKey' },
      { variable: 'GEMINI_API_KEY', option: 'apiKey' },
    ],
    place: { variable: 'GOOGLE_GEMINI_BASE_URL' },
    baseUrl: 'https://generativelanguage.googleapis.com',
    create: gemini,
    embedded: { wire: 'gemini', model: 'default' },
    advice: {},
  },
  {
    name: 'ollama',
    factory: 'ollama',
    answers: 'models on this machine, by Ollama',
    keys: [{ variable: 'OLLAMA_API_KEY', option: 'apiKey' }],
    place: { variable: 'OLLAMA_HOST', toUrl: ollamaUrl },
    baseUrl: 'http://127.0.0.1:11434',
    create: ollama,
    embedded: { wire: 'ollama', model: 'default' },
    advice: {
      noConnection: "'ollama serve' starts the server, and OLLAMA_HOST says where another one is",
      notFound: "'ollama pull MODEL' fetches a model, and 'rxllm models' lists those that are there",
    },
  },
  {
    name: 'openai',
    factory: 'openAICompatible',
    answers: 'OpenAI, or any server that speaks its chat completions: most do',
    ...OPENAI,
    create: (options) => {
      // OpenAI's newer models refuse the older name, and many other servers do not know the newer one.
      const isOpenAI = new URL(options.baseUrl).host === 'api.openai.com';
      return openAICompatible({ ...options, maxTokensField: isOpenAI ? 'max_completion_tokens' : 'max_tokens' });
    },
    embedded: { wire: 'openAI', model: 'default' },
  },
  {
    name: 'autonomous',
    factory: 'autonomousAI',
    answers: 'Autonomous.AI, without a key',
    keys: [],
    baseUrl: 'https://chatgpt.autonomous.ai/api/v1/ai',
    create: autonomousAI,
    embedded: { wire: 'autonomousAI' },
    advice: {
      unknownModel: 'for the model of another server name that by --provider or --base-url',
      atHome:
        'the public service was last seen switched off: --provider asks another one, --embedded answers without any',
    },
  },
] as const satisfies readonly ProviderEntry[];

/** What `--provider` may say. */
export type ProviderName = (typeof PROVIDERS)[number]['name'];

/** Every name, in the order of the table. */
export const PROVIDER_NAMES: readonly ProviderName[] = PROVIDERS.map(({ name }) => name);

export const providerNamed = (name: ProviderName): ProviderEntry =>
  PROVIDERS.find((entry) => entry.name === name) as ProviderEntry;
