import { assert } from 'chai';
import { exchange } from './exchange.ts';
import { useServer } from './useServer.ts';
import { HELLO } from './wires.ts';

const CHAT = '{"model":"any","messages":[{"role":"user","content":"Hello"}],"stream":true}';

describe('what the embedded server records', () => {
  const start = useServer();

  it("is each request of OpenAI's wire", async () => {
    const { url, requests } = await start();
    const headers = { 'x-tenant': 'zurich', accept: 'text/event-stream', authorization: 'Bearer sk-1' };
    await exchange(`${url}/v1/chat/completions?api-version=1&v=2`, { headers, body: CHAT });
    const [request, ...others] = requests;
    assert.deepEqual(others, []);
    assert.deepInclude(request, {
      method: 'POST',
      path: '/v1/chat/completions',
      query: { 'api-version': '1', v: '2' },
      body: CHAT,
      model: 'any',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: true,
    });
    assert.deepInclude(request?.headers, { ...headers, 'content-type': 'application/json' });
  });

  it("is each request of Autonomous.AI's wire, its messages decoded", async () => {
    const { url, requests } = await start();
    const body = `{"messages":"${HELLO}","threadId":"t","stream":false,"aiAgent":"hermes"}`;
    await exchange(`${url}/api/v1/ai/chat-hermes`, { body });
    assert.deepInclude(requests[0], {
      path: '/api/v1/ai/chat-hermes',
      query: {},
      body,
      model: 'hermes',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: false,
    });
  });

  it('is UTF-8, in base64 too', async () => {
    const { url, requests } = await start();
    await exchange(`${url}/v1/chat/completions`, {
      body: '{"model":"世界","messages":[{"role":"user","content":"👋"}]}',
    });
    await exchange(`${url}/api/v1/ai/chat`, {
      body: '{"messages":"W3sicm9sZSI6InVzZXIiLCJjb250ZW50Ijoi8J+RiyDDvCJ9XQ==","aiAgent":"llama"}',
    });
    assert.deepInclude(requests[0], { model: '世界', messages: [{ role: 'user', content: '👋' }], stream: false });
    assert.deepInclude(requests[1], { messages: [{ role: 'user', content: '👋 ü' }] });
  });

  it('is also what it refuses', async () => {
    const { url, requests } = await start();
    await exchange(`${url}/nowhere`, { method: 'DELETE' });
    await exchange(`${url}/v1/chat/completions`, { body: '{' });
    assert.deepEqual(
      requests.map(({ method, path, body, model, messages }) => [method, path, body, model, messages]),
      [
        ['DELETE', '/nowhere', '', undefined, undefined],
        ['POST', '/v1/chat/completions', '{', undefined, undefined],
      ],
    );
  });
});
