import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';
import { messages, model } from './question.mjs';

export const title = 'AI SDK';
export const packages = ['ai', '@ai-sdk/openai-compatible'];

/** It does not tell which choice a piece belongs to. */
export async function read(baseUrl, take, signal) {
  for await (const text of iterate(baseUrl, signal)) take(text, 0);
}

export function iterate(baseURL, signal) {
  const provider = createOpenAICompatible({ name: 'bench', baseURL, apiKey: 'sk-bench', includeUsage: true });
  return streamText({ model: provider(model), messages, abortSignal: signal, maxRetries: 0, onError }).textStream;
}

/** Its own would print and go on. */
function onError({ error }) {
  throw error;
}
