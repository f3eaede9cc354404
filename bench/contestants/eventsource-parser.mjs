import { createParser } from 'eventsource-parser';
import { body, headers } from './question.mjs';

export async function read(baseUrl, take, signal) {
  const response = await send(baseUrl, signal);
  let isDone = false;
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') isDone = true;
      else for (const { index, delta } of JSON.parse(data).choices) if (delta.content) take(delta.content, index);
    },
  });
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    if (isDone) break;
  }
}

export async function* iterate(baseUrl, signal) {
  const response = await send(baseUrl, signal);
  let texts = [];
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') return;
      for (const { delta } of JSON.parse(data).choices) if (delta.content) texts.push(delta.content);
    },
  });
  const decoder = new TextDecoder();
  for await (const bytes of response.body) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    yield* texts;
    texts = [];
  }
}

async function send(baseUrl, signal) {
  const { 'content-length': _, ...own } = headers;
  return fetch(`${baseUrl}/chat/completions`, { method: 'POST', headers: own, body, signal });
}
