import { assert } from 'chai';
import { anthropic, type Provider } from '../../lib/index.ts';
import { type EmbeddedServer, startServer } from '../../lib/testing/index.ts';
import { outcomeOf } from '../support/outcome.ts';
import { exchange } from './exchange.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;
const BODY = '{"model":"any","max_tokens":1,"messages":[{"role":"user","content":"Hello"}],"stream":true}';

describe("the scenarios of the embedded server on Anthropic's wire", () => {
  let server: EmbeddedServer;
  let provider: Provider;

  before(async () => {
    server = await startServer({ paceMs: 0 });
    provider = anthropic({ ...server.anthropic, defaultModel: 'any' });
  });
  afterEach(() => server.socketsClosed());
  after(() => server.close());

  it('are in the words of the wire: each event has the name that its data says, and most are padded', async () => {
    const { body, headers } = await exchange(`${server.url}/anthropic/v1/messages`, { body: BODY });
    assert.equal(headers['x-canned-answer'], 'true');
    assert.equal(headers['content-type'], 'text/event-stream');
    const events = body.split('\n\n').slice(0, -1);
    assert.isAbove(events.length, 50);
    for (const event of events) {
      const [, name, data = ''] = /^event: (\w+)\ndata: (\{.*\})$/.exec(event) ?? [];
      assert.equal((JSON.parse(data) as { type: unknown }).type, name);
    }
    assert.isAbove(events.filter((event) => event.endsWith(' }')).length, events.length / 2);
  });

  it('are had for a list of models too', async () => {
    const url = `${server.url}/anthropic/v1/models`;
    const refused = await exchange(url, { method: 'GET', headers: { 'x-scenario': 'unauthorized' } });
    assert.equal(refused.status, 401);
    assert.include(refused.body, 'authentication_error');
  });

  it('are recorded with what was asked', async () => {
    await outcomeOf(provider.stream({ messages, model: 'length', stream: false }));
    assert.deepInclude(server.requests.at(-1), {
      method: 'POST',
      path: '/anthropic/v1/messages',
      model: 'length',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: false,
      round: 0,
    });
  });

  it('are not had for a body that asks nothing, or at another path', async () => {
    for (const body of ['', '{}', '{"model":7,"messages":[]}', '{"model":"any","messages":"Hello"}']) {
      const { status, body: said } = await exchange(`${server.url}/anthropic/v1/messages`, { body });
      assert.equal(status, 400, body);
      assert.include(said, '"type":"invalid_request_error"');
    }
    for (const path of ['/anthropic/v1', '/v1/messages', '/anthropic/messages']) {
      assert.equal((await exchange(`${server.url}${path}`, { body: BODY })).status, 404, path);
    }
  });
});
