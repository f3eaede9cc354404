import { assert } from 'chai';
import * as t from 'io-ts';
import { firstValueFrom, toArray } from 'rxjs';
import {
  defineProvider,
  type ModelListing,
  type ProviderDefinition,
  type ProviderOptions,
} from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { type LoopbackServer, startServer } from '../../support/startServer.ts';

const Birds = t.intersection([t.type({ birds: t.array(t.string) }), t.partial({ next: t.string })], 'a list of birds');
type Birds = t.TypeOf<typeof Birds>;

describe("a definition's listing", () => {
  let server: LoopbackServer;
  /** What is answered, by path and query. */
  let pages: Readonly<Record<string, string>>;
  let status = 200;
  before(async () => {
    server = await startServer((response, { url }) => {
      const body = pages[url];
      response.writeHead(body === undefined ? 404 : status, { 'content-type': 'application/json' });
      response.end(body ?? '{"error":"no such page"}');
    });
  });
  beforeEach(() => (status = 200));
  after(() => server.close());

  const birds = (): ModelListing<Birds> => ({
    endpoint: `${server.url}/birds`,
    codec: Birds,
    names: (page) => page.birds,
    next: ({ next }) => (next === undefined ? undefined : `${server.url}${next}`),
  });

  const parrot = (definition: Partial<ProviderDefinition<object>> = {}, options: ProviderOptions = {}) =>
    defineProvider<object>(
      {
        name: 'parrot',
        url: 'https://parrot.example/',
        endpoints: { '*': server.url },
        listing: birds(),
        body: () => ({}),
        frame: t.object,
        toChunks: () => [],
        ...definition,
      },
      options,
    );

  const since = async <T>(act: () => Promise<T>): Promise<readonly [T, readonly string[]]> => {
    const before = server.received.length;
    const value = await act();
    return [value, server.received.slice(before).map(({ method, url }) => `${method} ${url}`)];
  };

  it('asks page after page, and gives all names at once, in their order', async () => {
    pages = {
      '/birds': '{"birds":["grey","blue"],"next":"/birds?page=2"}',
      '/birds?page=2': '{"birds":[],"next":"/birds?page=3"}',
      '/birds?page=3': '{"birds":["macaw"]}',
    };
    const [lists, asked] = await since(() => firstValueFrom(parrot().listModels().pipe(toArray())));
    assert.deepEqual(lists, [['grey', 'blue', 'macaw']]);
    assert.deepEqual(asked, ['GET /birds', 'GET /birds?page=2', 'GET /birds?page=3']);
  });

  it('takes a URL that is relative to the first page', async () => {
    pages = { '/birds': '{"birds":["grey"],"next":"?page=2"}', '/birds?page=2': '{"birds":["blue"]}' };
    const listing = { ...birds(), next: (page: Birds) => page.next };
    assert.deepEqual(await firstValueFrom(parrot({ listing }).listModels()), ['grey', 'blue']);
  });

  it('needs no next', async () => {
    pages = { '/birds': '{"birds":["grey"],"next":"/birds?page=2"}' };
    const { next: _, ...listing } = birds();
    assert.deepEqual(await firstValueFrom(parrot({ listing }).listModels()), ['grey']);
  });

  it('asks for no page twice: a service that names one again would be asked for ever', async () => {
    pages = {
      '/birds': '{"birds":["grey"],"next":"/birds?page=2"}',
      '/birds?page=2': '{"birds":["blue"],"next":"/birds"}',
    };
    const [names, asked] = await since(() => firstValueFrom(parrot().listModels()));
    assert.deepEqual(names, ['grey', 'blue']);
    assert.lengthOf(asked, 2);
  });

  it('sends the headers and parameters of the wire and the caller with each page', async () => {
    pages = {
      '/birds?key=1': '{"birds":["grey"],"next":"/birds?page=2"}',
      '/birds?page=2&key=1': '{"birds":["blue"]}',
    };
    let asked = 0;
    const provider = parrot(
      {
        query: { key: '1' },
        headers: async (call) => ({ 'x-asked': String(++asked), 'x-call': call === undefined ? 'none' : 'one' }),
      },
      { headers: { 'x-team': 'blue' } },
    );
    assert.deepEqual(await firstValueFrom(provider.listModels()), ['grey', 'blue']);
    const last = server.received
      .slice(-2)
      .map(({ headers, body }) => [
        headers['x-asked'],
        headers['x-call'],
        headers['x-team'],
        headers.accept,
        headers['content-type'],
        body,
      ]);
    assert.deepEqual(last, [
      ['1', 'none', 'blue', 'application/json', undefined, ''],
      ['2', 'none', 'blue', 'application/json', undefined, ''],
    ]);
  });

  it('tells onResponse of each page', async () => {
    pages = { '/birds': '{"birds":["grey"],"next":"/more"}', '/more': '{"birds":["blue"]}' };
    const told: number[] = [];
    await firstValueFrom(parrot({}, { onResponse: (head) => void told.push(head.status) }).listModels());
    assert.deepEqual(told, [200, 200]);
  });

  it('applies a codec that transforms', async () => {
    pages = { '/birds': '"grey,blue"' };
    const Names = new t.Type<readonly string[], string>(
      'names',
      (value): value is readonly string[] => Array.isArray(value),
      (value, context) => (typeof value === 'string' ? t.success(value.split(',')) : t.failure(value, context)),
      (names) => names.join(','),
    );
    const listing: ModelListing<readonly string[]> = {
      endpoint: `${server.url}/birds`,
      codec: Names,
      names: (page) => page,
    };
    assert.deepEqual(await firstValueFrom(parrot({ listing }).listModels()), ['grey', 'blue']);
  });

  it('wins over modelsEndpoint, which serves the usual list', async () => {
    pages = {
      '/birds': '{"birds":["grey"]}',
      '/models': '{"object":"list","data":[{"id":"b"},{"id":"a"},{"name":"c"},{"id":7},{}]}',
      '/bare': '[{"id":"b"},"a"]',
    };
    const modelsEndpoint = `${server.url}/models`;
    assert.deepEqual(await firstValueFrom(parrot({ modelsEndpoint }).listModels()), ['grey']);
    assert.deepEqual(await firstValueFrom(parrot({ modelsEndpoint, listing: undefined }).listModels()), [
      'b',
      'a',
      'c',
    ]);
    const bare = parrot({ modelsEndpoint: `${server.url}/bare`, listing: undefined });
    assert.deepEqual(await firstValueFrom(bare.listModels()), ['b', 'a']);
  });

  it('is not asked where the list is closed, and there is none where nobody names it', async () => {
    const [names, asked] = await since(() => firstValueFrom(parrot({ models: ['grey', 'blue'] }).listModels()));
    assert.deepEqual([names, asked], [['grey', 'blue'], []]);
    assert.deepEqual(await firstValueFrom(parrot({ listing: undefined }).listModels()), []);
  });

  it('is cold: each subscription asks again', async () => {
    pages = { '/birds': '{"birds":["grey"]}' };
    const models$ = parrot().listModels();
    const [, asked] = await since(async () => [await firstValueFrom(models$), await firstValueFrom(models$)]);
    assert.lengthOf(asked, 2);
  });

  const failures: readonly (readonly [string, Readonly<Record<string, string>>, number, object])[] = [
    [
      'a page that is no list',
      { '/birds': '{"birds":"grey"}' },
      200,
      { name: 'UnexpectedContentError', excerpt: '{"birds":"grey"}' },
    ],
    ['a page that is no JSON', { '/birds': 'grey' }, 200, { name: 'UnexpectedContentError' }],
    ['an empty page', { '/birds': '' }, 200, { name: 'EmptyAnswerError' }],
    [
      'an error in a page',
      { '/birds': '{"error":"boom"}' },
      200,
      { name: 'ProviderError', inBand: true, detail: 'boom' },
    ],
    ['a status', { '/birds': '{"error":"boom"}' }, 503, { name: 'ProviderError', kind: 'overloaded', inBand: false }],
    [
      'a second page that is not there',
      { '/birds': '{"birds":["grey"],"next":"/more"}' },
      200,
      { name: 'ProviderError', kind: 'not-found' },
    ],
  ];
  for (const [what, all, answered, expected] of failures) {
    it(`fails at ${what}, with no names before`, async () => {
      pages = all;
      status = answered;
      const { values, error } = await outcomeOf(parrot().listModels());
      assert.isEmpty(values);
      assert.deepOwnInclude(error, { provider: 'parrot', contentReceived: false, ...expected });
    });
  }

  it('asks no other origin, which a key must not reach', async () => {
    const elsewhere = await startServer((response) => void response.end('{"birds":["macaw"]}'));
    try {
      pages = { '/birds': '{"birds":["grey"]}' };
      const listing = { ...birds(), next: () => `${elsewhere.url}/birds` };
      const provider = parrot({ listing, headers: () => ({ 'x-parrot-key': 'seed-4711' }) });
      const error = await errorOf(provider.listModels());
      assert.deepOwnInclude(error, { name: 'ProviderError', kind: 'redirect', provider: 'parrot', retryable: false });
      assert.include(error.message, elsewhere.url);
      assert.isEmpty(elsewhere.received);
    } finally {
      await elsewhere.close();
    }
  });

  it('fails if the service names a next page that is no URL', async () => {
    pages = { '/birds': '{"birds":["grey"]}' };
    const listing = { ...birds(), next: () => 'http://[' };
    const error = await errorOf(parrot({ listing }).listModels());
    assert.deepOwnInclude(error, { name: 'UnexpectedContentError', excerpt: 'http://[', provider: 'parrot' });
  });

  it('passes on what its functions throw unchanged', async () => {
    pages = { '/birds': '{"birds":["grey"]}' };
    const mine = new Error('mine');
    const fail = (): never => {
      throw mine;
    };
    for (const part of [{ names: fail }, { next: fail }]) {
      assert.strictEqual(await errorOf(parrot({ listing: { ...birds(), ...part } }).listModels()), mine);
    }
  });

  it('closes the socket when it is unsubscribed between two pages', async () => {
    const stalling = await startServer((response, { url }) => {
      if (url === '/birds') response.end(`{"birds":["grey"],"next":"/more"}`);
    });
    try {
      const listing = { ...birds(), endpoint: `${stalling.url}/birds`, next: () => `${stalling.url}/more` };
      const subscription = parrot({ listing }).listModels().subscribe();
      while (stalling.received.length < 2) await new Promise((resolve) => setImmediate(resolve));
      subscription.unsubscribe();
      await stalling.idle();
    } finally {
      await stalling.close();
    }
  });
});
