import { ChatOpenAI } from '@langchain/openai';
import { messages, model } from './question.mjs';

export const title = 'LangChain';
export const packages = ['@langchain/openai', '@langchain/core'];

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

function send(baseURL, signal) {
  const chat = new ChatOpenAI({ model, apiKey: 'sk-bench', configuration: { baseURL }, maxRetries: 0 });
  return chat.stream(messages, { signal });
}
