import { ChatOpenAI } from '@langchain/openai';
import { latest } from './latest.mjs';
import { messages, model } from './question.mjs';

export async function read(baseUrl, take, signal) {
  for await (const {
    content,
    response_metadata: { completion },
  } of await send(baseUrl, signal)) {
    if (content) take(content, completion);
  }
}

export async function* iterate(baseUrl, signal) {
  for await (const { content } of await send(baseUrl, signal)) if (content) yield content;
}

const chatOf = latest(
  (baseURL) => new ChatOpenAI({ model, apiKey: 'sk-bench', configuration: { baseURL }, maxRetries: 0 }),
);

const send = (baseUrl, signal) => chatOf(baseUrl).stream(messages, { signal });
