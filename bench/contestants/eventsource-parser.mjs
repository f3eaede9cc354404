import { createParser } from 'eventsource-parser';
import { body, headers } from './question.mjs';

export async function read(baseUrl, take, signal) {
  const response = await send(baseUrl, signal);
  await new Promise((resolve, reject) => {
    const parser = createParser({
      onEvent({ data }) {
        if (data === '[DONE]') resolve();
        else for (const { index, delta } of JSON.parse(data).choices) if (delta.content) take(delta.content, index);
      },
    });
    feed(parser, response.body).then(resolve, reject);
  });
}

/** After the end marker the body is read to its end, so that its connection serves the next answer. */
async function feed(parser, bodyBytes) {
  const decoder = new TextDecoder();
  for await (const bytes of bodyBytes) parser.feed(decoder.decode(bytes, { stream: true }));
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
