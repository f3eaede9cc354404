import { assert } from 'chai';
import * as t from 'io-ts';
import { defineProvider, type ProviderCall, type ProviderDefinition } from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, serveBytes } from '../../support/serveBytes.ts';
import { DONE, frame } from '../../support/wire.ts';

const request = { messages: [{ role: 'user', content: 'Hello' }] } as const;
const Word = t.type({ word: t.string }, 'Word');
type Word = t.TypeOf<typeof Word>;

describe("a definition's endpoints as a function", () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  beforeEach(() => server.serve({ body: frame('{"word":"Hi"}') + DONE }));
  after(() => server.close());

  const parrot = (definition: Partial<ProviderDefinition<Word>> = {}) =>
    defineProvider<Word>({
      name: 'parrot',
      url: 'https://parrot.example/',
      defaultModel: 'grey',
      modelAliases: { big: 'macaw/2' },
      endpoints: ({ model, stream }) =>
        `${server.url}/birds/${encodeURIComponent(model)}:${stream ? 'sing?alt=sse' : 'say'}`,
      body: () => ({}),
      frame: Word,
      toChunks: ({ word }) => [{ type: 'text', choice: 0, text: word }],
      ...definition,
    });
  const asked = (): string => server.received.at(-1)?.url ?? '';

  it('puts model and method into the path, and the query by the way to ask', async () => {
    await outcomeOf(parrot().stream(request));
    assert.equal(asked(), '/birds/grey:sing?alt=sse');
    await outcomeOf(parrot().stream({ ...request, model: 'big' }));
    assert.equal(asked(), '/birds/macaw%2F2:sing?alt=sse');
    server.serve({ headers: { 'content-type': 'application/json' }, body: '{"word":"Hi"}' });
    await outcomeOf(parrot().stream({ ...request, stream: false }));
    assert.equal(asked(), '/birds/grey:say');
  });

  it('is told of the whole call, once for each answer, and not before', async () => {
    const told: ProviderCall[] = [];
    const endpoints = (call: ProviderCall): string => {
      told.push(call);
      return server.url;
    };
    const answer$ = parrot({ endpoints, carries: ['temperature'] }).stream({ ...request, temperature: 0.5 });
    assert.isEmpty(told);
    await outcomeOf(answer$);
    await outcomeOf(answer$);
    assert.lengthOf(told, 2);
    assert.deepInclude(told[0], { model: 'grey', stream: true });
    assert.equal(told[0]?.request.temperature, 0.5);
  });

  it('goes with the parameters of the definition', async () => {
    await outcomeOf(parrot({ query: { key: 'a&b', none: undefined } }).stream(request));
    assert.equal(asked(), '/birds/grey:sing?alt=sse&key=a%26b');
  });

  it('leaves a provider without a list of URLs', () => {
    assert.deepEqual(parrot().endpoints, {});
  });

  it('may refuse what the wire cannot carry', async () => {
    const provider = parrot({
      endpoints(call) {
        call.unsupported('messages/0', 'it must be a song');
        return server.url;
      },
    });
    const error = await errorOf(provider.stream(request));
    assert.deepOwnInclude(error, { name: 'InvalidRequestError', provider: 'parrot', paths: ['messages/0'] });
    assert.include(error.message, 'messages/0 is not supported by parrot: it must be a song');
  });

  it('passes on what it throws unchanged, as an error notification', async () => {
    const mine = new Error('mine');
    const endpoints = (): never => {
      throw mine;
    };
    assert.strictEqual(await errorOf(parrot({ endpoints }).stream(request)), mine);
  });

  it('must give an absolute URL outside a page', async () => {
    const error = await errorOf(parrot({ endpoints: () => '/birds' }).stream(request));
    assert.deepOwnInclude(error, { name: 'InvalidRequestError', provider: 'parrot' });
  });
});
