import { assert } from 'chai';
import type { EmbeddedServer, Transcript } from '../../lib/testing/index.ts';
import { exchange } from './exchange.ts';
import { useServer } from './useServer.ts';
import { HELLO, wires } from './wires.ts';

const CHAT = '{"model":"any","messages":[{"role":"user","content":"Hello"}],"stream":true}';

/** `messages` as they stand in the body. */
const autonomous = (messages: string): string => `{"messages":${messages},"stream":true,"aiAgent":"llama"}`;
const say = (body: string): Transcript => ({ contentType: 'text/plain', pieces: [body] });

describe('what the embedded server answers', () => {
  const start = useServer();

  it('is the default scenario where nothing else is said', async () => {
    const running = await start();
    assert.include(await bodyOf(running), '{"content":"canned "}');
  });

  it("is the option's scenario, by name", async () => {
    const running = await start({ answer: 'only-done' });
    assert.equal(await bodyOf(running), 'data: [DONE]\n\n');
  });

  it("is the option's own bytes", async () => {
    const running = await start({ answer: say('mine') });
    assert.equal(await bodyOf(running), 'mine');
  });

  it('is one transcript for streams and one for JSON, where two are given', async () => {
    const running = await start({ answer: { stream: say('streamed'), json: say('whole') } });
    const bodies = [];
    for (const stream of [true, false]) {
      for (const ask of Object.values(wires)) bodies.push((await ask(running, { stream })).body);
    }
    assert.deepEqual(bodies, ['streamed', 'streamed', 'whole', 'whole']);
  });

  it("is what the option's function says, which is told of the request and of how many came before", async () => {
    const running = await start({ answer: ({ model }, index) => say(`${model}, ${index}`) });
    await exchange(`${running.url}/v1/models`, { method: 'GET' });
    assert.deepEqual([await bodyOf(running, {}, 'a'), await bodyOf(running, {}, 'b')], ['a, 1', 'b, 2']);
  });

  it("is the scenario of the model's name, before the option", async () => {
    const running = await start({ answer: say('mine') });
    assert.equal(await bodyOf(running, {}, 'only-done'), 'data: [DONE]\n\n');
    assert.equal(await bodyOf(running, {}, 'toString'), 'mine');
  });

  it('is the scenario that the header names, before the model', async () => {
    const running = await start({ answer: say('mine') });
    assert.equal(await bodyOf(running, { 'x-scenario': 'only-done' }, 'unicode'), 'data: [DONE]\n\n');
  });

  it('is a scenario for a list of models too, by header', async () => {
    const { url } = await start({ answer: say('mine') });
    const ask = (headers = {}): ReturnType<typeof exchange> => exchange(`${url}/v1/models`, { method: 'GET', headers });
    assert.equal((await ask({ 'x-scenario': 'rate-limit' })).status, 429);
    assert.equal((await ask()).status, 200);
  });

  it('says what is wrong with a scenario that there is not, or a function that throws', async () => {
    const running = await start({
      answer: () => {
        throw new TypeError('a mistake of the test');
      },
    });
    const url = `${running.url}/v1/chat/completions`;
    const unknown = await exchange(url, { headers: { 'x-scenario': 'toString' }, body: CHAT });
    const thrown = await exchange(url, { body: CHAT });
    assert.deepEqual([unknown.status, thrown.status], [404, 400]);
    const { error } = JSON.parse(unknown.body) as { error: { message: string } };
    assert.include(error.message, 'there is no scenario "toString". The scenarios are: default, ');
    assert.include(thrown.body, 'a mistake of the test');
  });

  it('is an answer on the paths of both wires', async () => {
    const running = await start({ answer: say('here') });
    assert.equal(await statusOf(running, '/v1/chat/completions', CHAT), 200);
    for (const name of ['chat', 'chat-hermes', 'chat-vision', 'summary']) {
      assert.equal(await statusOf(running, `/api/v1/ai/${name}`, autonomous(`"${HELLO}"`)), 200, name);
    }
  });

  it('is a 404 on any other path, and for any other method', async () => {
    const running = await start({ answer: say('here') });
    const paths = ['/', '/chat/completions', '/v1/models', '/v1/chat', '/api/v1/ai/chat-llama', '/constructor'];
    for (const path of paths) assert.equal(await statusOf(running, path, CHAT), 404, path);
    for (const path of ['/v1/chat/completions', '/api/v1/ai/chat', '/models']) {
      assert.equal((await exchange(`${running.url}${path}`, { method: 'GET' })).status, 404, path);
    }
  });

  it('is a 400 for a body that asks nothing by its wire', async () => {
    const running = await start({ answer: say('here') });
    const bodies = [
      ['/v1/chat/completions', ''],
      ['/v1/chat/completions', 'null'],
      ['/v1/chat/completions', '{"model":"any","messages":['],
      ['/v1/chat/completions', '{"messages":[],"stream":true}'],
      ['/v1/chat/completions', '{"model":7,"messages":[]}'],
      ['/v1/chat/completions', '{"model":"any","messages":"Hello"}'],
      ['/v1/chat/completions', `{"model":"any","messages":"${HELLO}"}`],
      ['/api/v1/ai/chat', autonomous('[{"role":"user","content":"Hello"}]')],
      ['/api/v1/ai/chat', autonomous('"Hello"')],
      ['/api/v1/ai/chat', autonomous(`"${HELLO.slice(0, -1)}"`)],
      ['/api/v1/ai/chat', autonomous('"eyJhIjoxfQ=="')],
      ['/api/v1/ai/chat', `{"messages":"${HELLO}","stream":true,"model":"llama"}`],
    ] as const;
    for (const [path, body] of bodies) assert.equal(await statusOf(running, path, body), 400, body);
  });
});

async function statusOf({ url }: EmbeddedServer, path: string, body: string): Promise<number | undefined> {
  return (await exchange(`${url}${path}`, { body })).status;
}

async function bodyOf(
  { url }: EmbeddedServer,
  headers: Readonly<Record<string, string>> = {},
  model = 'any',
): Promise<string> {
  return (await exchange(`${url}/v1/chat/completions`, { headers, body: CHAT.replace('any', model) })).body;
}
