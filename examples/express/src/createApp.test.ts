import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, it } from 'node:test';
import OpenAI from 'openai';
import { openAICompatible } from 'rxllm';
import { type EmbeddedServer, startServer } from 'rxllm/testing';
import { createApp } from './createApp.ts';

const messages = [{ role: 'user' as const, content: 'Hello' }];
const lines: string[] = [];
let model: EmbeddedServer;
let server: Server;
let baseURL: string;

before(async () => {
  model = await startServer({ paceMs: 0 });
  const app = createApp({
    source: openAICompatible({ ...model.openAI, apiKey: 'the-service-key' }),
    keys: new Set(['ours']),
    log: (line) => lines.push(line),
  });
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});

after(async () => {
  server.close();
  await model.close();
});

const client = (apiKey = 'ours') => new OpenAI({ baseURL, apiKey, maxRetries: 0 });

it("answers OpenAI's client, piece by piece", async () => {
  const stream = await client().chat.completions.create({ model: 'length', messages, stream: true });
  const pieces: string[] = [];
  for await (const { choices } of stream) {
    const content = choices[0]?.delta.content;
    if (content) pieces.push(content);
  }
  assert.deepEqual(pieces, ['This canned answer ', 'ends in the mid']);
});

it('refuses a stranger, and asks no model', async () => {
  const asked = model.requests.length;
  await assert.rejects(client('another').chat.completions.create({ model: 'length', messages }), { status: 401 });
  assert.equal(model.requests.length, asked);
});

it("keeps the model service's refusal inside, and logs it", async () => {
  await assert.rejects(client().chat.completions.create({ model: 'unauthorized', messages }), { status: 502 });
  assert.match(lines.at(-1) ?? '', /^POST \/v1\/chat\/completions: ProviderError/);
});

it('closes the connection to the model when the client leaves while it is silent', async () => {
  const stream = await client().chat.completions.create({ model: 'stall', messages, stream: true });
  for await (const _chunk of stream) break;
  await model.socketsClosed();
});

it('says how it is', async () => {
  const response = await fetch(new URL('/health', baseURL));
  assert.deepEqual(await response.json(), { ok: true });
});
