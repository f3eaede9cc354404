/** The contestants, each a module of `contestants/`, in the order of the tables. */
export const TITLES = {
  raw: 'raw',
  'axios-rxjs': 'axios + RxJS by hand',
  'eventsource-parser': 'eventsource-parser, fetch',
  openai: 'openai',
  ai: 'AI SDK',
  langchain: 'LangChain',
  ours: 'rxllm, subscribe',
  'ours-await': 'rxllm, for await',
};

export const CONTESTANTS = Object.keys(TITLES);

/** The slow ones. */
export const SDKS = new Set(['openai', 'ai', 'langchain']);

export const WITHOUT_SDKS = CONTESTANTS.filter((name) => !SDKS.has(name));

/** Whose versions are printed. */
export const PACKAGES = [
  'axios',
  'rxjs',
  'eventsource-parser',
  'openai',
  'ai',
  '@ai-sdk/openai-compatible',
  '@langchain/openai',
  '@langchain/core',
];
