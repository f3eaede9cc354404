import { provider } from './provider.mjs';
import { messages, model } from './question.mjs';

export const title = 'rxllm, for await';
export const packages = [];

export async function read(baseUrl, take, signal) {
  for await (const chunk of provider(baseUrl).stream({ model, messages, signal })) {
    if (chunk.type === 'text') take(chunk.text, chunk.choice);
  }
}
