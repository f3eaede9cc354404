import 'reflect-metadata';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { after, afterEach, before, it } from 'node:test';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { from, lastValueFrom } from 'rxjs';
import { collect, openAICompatible, parseChunks } from 'rxllm';
import { type EmbeddedServer, type ScenarioName, startServer } from 'rxllm/testing';
import { ChatModule } from './chat.module.js';
import { CHAT_SOURCE } from './chat-source.js';

let model: EmbeddedServer;
let app: INestApplication;
let url: string;

before(async () => {
  model = await startServer({ paceMs: 0, answer: ({ messages }) => scenarioOf(messages) });
  const source = openAICompatible({ ...model.openAI, defaultModel: 'any' });
  const module = await Test.createTestingModule({ imports: [ChatModule] })
    .overrideProvider(CHAT_SOURCE)
    .useValue(source)
    .compile();
  app = module.createNestApplication();
  await app.listen(0, '127.0.0.1');
  url = await app.getUrl();
});
afterEach(() => model.socketsClosed()); // a test that leaves a connection open does not end
after(async () => {
  await app.close();
  await model.close();
});

/** The prompt names what the embedded server does. */
const scenarioOf = (messages: unknown): ScenarioName => (messages as [{ content: ScenarioName }])[0].content;

const ask = async (prompt: string, headers = {}): Promise<IncomingMessage> => {
  const request = get(`${url}/answers?prompt=${prompt}`, { agent: false, headers });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  return response;
};

it('sends the answer on', async () => {
  const response = await ask('length');
  assert.equal(response.statusCode, 200);
  assert.match(response.headers['content-type'] ?? '', /^text\/event-stream/);
  const { text, finishReason } = await lastValueFrom(from(response).pipe(parseChunks(), collect()));
  assert.deepEqual({ text, finishReason }, { text: 'This canned answer ends in the mid', finishReason: 'length' });
});

it('gives a failure before the first word a status, and none of its words', async () => {
  const response = await ask('unauthorized');
  assert.equal(response.statusCode, 502);
  response.resume();
});

it('tells of a failure later in its last event', async () => {
  const response = await ask('cut');
  await assert.rejects(lastValueFrom(from(response).pipe(parseChunks(), collect())), { name: 'IncompleteAnswerError' });
});

it('closes the connection to the model when the reader leaves while it is silent', async () => {
  const response = await ask('stall');
  await once(response, 'data');
  response.destroy();
  await model.socketsClosed();
});

it('tells an EventSource that connects again to stop, and asks no model', async () => {
  const asked = model.requests.length;
  const response = await ask('length', { 'last-event-id': '0' });
  assert.equal(response.statusCode, 204);
  assert.equal(model.requests.length, asked);
  response.resume();
});

it('wants a prompt', async () => {
  const response = await ask('');
  assert.equal(response.statusCode, 400);
  response.resume();
});
