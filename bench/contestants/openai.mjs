import OpenAI from 'openai';
import { latest } from './latest.mjs';
import { messages, model } from './question.mjs';

export async function read(baseUrl, take, signal) {
  for await (const { choices } of await send(baseUrl, signal)) {
    for (const { index, delta } of choices) if (delta.content) take(delta.content, index);
  }
}

export async function* iterate(baseUrl, signal) {
  for await (const { choices } of await send(baseUrl, signal)) {
    for (const { delta } of choices) if (delta.content) yield delta.content;
  }
}

const clientOf = latest((baseURL) => new OpenAI({ apiKey: 'sk-bench', baseURL, maxRetries: 0 }));

function send(baseUrl, signal) {
  const request = { model, messages, stream: true, stream_options: { include_usage: true } };
  return clientOf(baseUrl).chat.completions.create(request, { signal });
}
