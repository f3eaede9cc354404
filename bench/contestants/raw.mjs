// The floor: what a careful engineer writes without any library.
import { request } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { body, headers } from './question.mjs';

export async function read(baseUrl, take, signal) {
  const response = await send(baseUrl, signal);
  await new Promise((resolve, reject) => {
    const onBytes = createReader(take, resolve);
    response.on('data', onBytes).on('error', reject).on('close', resolve);
  });
}

export async function* iterate(baseUrl, signal) {
  let texts = [];
  const onBytes = createReader(
    (text) => texts.push(text),
    () => undefined,
  );
  for await (const bytes of await send(baseUrl, signal)) {
    onBytes(bytes);
    yield* texts;
    texts = [];
  }
}

function send(baseUrl, signal) {
  const ask = baseUrl.startsWith('https:') ? requestOverTls : request;
  return new Promise((resolve, reject) => {
    ask(`${baseUrl}/chat/completions`, { method: 'POST', headers, signal }, resolve).on('error', reject).end(body);
  });
}

function createReader(take, onDone) {
  /** Pieces of a line whose end has not come yet. */
  let begun = [];
  return (bytes) => {
    let start = 0;
    for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
      if (begun.length > 0) {
        const whole = Buffer.concat([...begun, bytes.subarray(start, end)]);
        begun = [];
        onLine(whole, 0, whole.length);
      } else if (end > start) {
        onLine(bytes, start, end);
      }
      start = end + 1;
    }
    if (start < bytes.length) begun.push(start === 0 ? bytes : bytes.subarray(start));
  };

  function onLine(bytes, start, end) {
    const line = bytes.utf8Slice(start, end);
    if (!line.startsWith('data: ')) return;
    const data = line.slice(6);
    if (data === '[DONE]') {
      onDone();
      return;
    }
    for (const { index, delta } of JSON.parse(data).choices) if (delta.content) take(delta.content, index);
  }
}
