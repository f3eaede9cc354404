import { assert } from 'chai';
import { firstValueFrom } from 'rxjs';
import { collect, openAIResponses, type Provider } from '../../lib/index.ts';
import { type EmbeddedServer, startServer } from '../../lib/testing/index.ts';
import { outcomeOf } from '../support/outcome.ts';
import { exchange } from './exchange.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;
const BODY = '{"model":"any","input":[{"role":"user","content":"Hello"}],"stream":true}';

describe("the scenarios of the embedded server on OpenAI's wire of Responses", () => {
  let server: EmbeddedServer;
  let provider: Provider;

  before(async () => {
    server = await startServer({ paceMs: 0 });
    provider = openAIResponses({ ...server.responses, defaultModel: 'any' });
  });
  afterEach(() => server.socketsClosed());
  after(() => server.close());

  it('are in the words of the wire: each event has the name that its data says, and its number', async () => {
    const { body, headers } = await exchange(`${server.url}/v1/responses`, { body: BODY });
    assert.equal(headers['x-canned-answer'], 'true');
    assert.equal(headers['content-type'], 'text/event-stream');
    const events = body.split('\n\n').slice(0, -1);
    assert.isAbove(events.length, 50);
    for (const [i, event] of events.entries()) {
      const [, name, data = ''] = /^event: ([\w.]+)\ndata: (\{.*\})$/.exec(event) ?? [];
      assert.include(JSON.parse(data), { type: name, sequence_number: i });
    }
  });

  it('say the same piece by piece and as a whole', async () => {
    for (const scenario of [
      'default',
      'unicode',
      'reasoning',
      'refusal',
      'tool-calls',
      'tool-loop',
      'length',
      'noise',
    ]) {
      const [piecewise, whole] = await Promise.all(
        [true, false].map((stream) =>
          firstValueFrom(provider.stream({ messages, model: scenario, stream }).pipe(collect())),
        ),
      );
      assert.deepEqual(piecewise, whole, scenario);
    }
  });

  it('are recorded with what was asked', async () => {
    await outcomeOf(provider.stream({ messages, model: 'length', stream: false }));
    assert.deepInclude(server.requests.at(-1), {
      method: 'POST',
      path: '/v1/responses',
      model: 'length',
      messages: [{ role: 'user', content: 'Hello' }],
      stream: false,
      round: 0,
    });
    await exchange(`${server.url}/v1/responses`, { body: '{"model":"length","input":"Hello"}' });
    assert.deepInclude(server.requests.at(-1), { messages: [{ role: 'user', content: 'Hello' }], stream: false });
  });

  it('are not had for a body that asks nothing, or at another path', async () => {
    for (const body of [
      '',
      '{}',
      '{"model":7,"input":[]}',
      '{"model":"any","input":7}',
      '{"model":"any","messages":[]}',
    ]) {
      assert.equal((await exchange(`${server.url}/v1/responses`, { body })).status, 400, body);
    }
    for (const path of ['/responses', '/v1/response', '/v1/responses/resp_canned']) {
      assert.equal((await exchange(`${server.url}${path}`, { body: BODY })).status, 404, path);
    }
  });
});
