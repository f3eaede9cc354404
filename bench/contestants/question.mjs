/** What every contestant asks, word by word. */
export const model = 'gpt-4o-mini';
export const messages = [{ role: 'user', content: 'Tell me about streams.' }];

/** For those who write the request themselves. */
export const body = JSON.stringify({ model, messages, stream: true, stream_options: { include_usage: true } });
export const headers = {
  authorization: 'Bearer sk-bench',
  'content-type': 'application/json',
  'content-length': String(Buffer.byteLength(body)),
};
