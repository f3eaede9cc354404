import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';
import { latest } from './latest.mjs';
import { messages, model } from './question.mjs';

/** It does not tell which choice a piece belongs to. */
export async function read(baseUrl, take, signal) {
  for await (const text of iterate(baseUrl, signal)) take(text, 0);
}

const providerOf = latest((baseURL) =>
  createOpenAICompatible({ name: 'bench', baseURL, apiKey: 'sk-bench', includeUsage: true }),
);

export function iterate(baseUrl, signal) {
  const chat = providerOf(baseUrl)(model);
  return streamText({ model: chat, messages, abortSignal: signal, maxRetries: 0, onError }).textStream;
}

/** Its own would print and go on. */
function onError({ error }) {
  throw error;
}
