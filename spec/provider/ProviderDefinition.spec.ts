import { assert } from 'chai';
import * as t from 'io-ts';
import { firstValueFrom, map } from 'rxjs';
import {
  collect,
  type CustomFraming,
  defineProvider,
  type FrameReader,
  isRight,
  type ProviderDefinition,
  type ProviderOptions,
  splitLines,
} from '../../lib/index.ts';
import { event } from '../support/event.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { type BytesServer, type Served, serveBytes } from '../support/serveBytes.ts';
import { DONE, frame } from '../support/wire.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;

/** A made-up wire: a word in each frame, and `last` in the last. */
const Word = t.intersection([t.type({ word: t.string }), t.partial({ last: t.boolean })], 'a word');
type Word = t.TypeOf<typeof Word>;

const readFault: ProviderDefinition<Word>['readError'] = (json) => {
  const { fault } = Object(json) as { readonly fault?: string };
  return fault === undefined ? undefined : { kind: 'overloaded', code: fault, detail: 'sleeping', retryAfterMs: 5 };
};

const fussy: ProviderDefinition<Word>['body'] = ({ unsupported }) => {
  unsupported('messages/0/content/0', 'it must be short');
  return { left: 'out' };
};

/** Numbers the words of one answer, and says in which event they came. */
const counting: ProviderDefinition<Word>['open'] = () => {
  let count = 0;
  return ({ word }, { type, lastEventId }) => [
    { type: 'text', choice: 0, text: `${++count} ${word} ${type} ${lastEventId}. ` },
  ];
};

const typed = (contentType: string, body: string): Served => ({ headers: { 'content-type': contentType }, body });

describe('ProviderDefinition', () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const parrot = (definition: Partial<ProviderDefinition<Word>> = {}, options: ProviderOptions = {}) =>
    defineProvider<Word>(
      {
        name: 'parrot',
        url: 'https://parrot.example/',
        defaultModel: 'grey',
        endpoints: { '*': `${server.url}/say` },
        body: ({ model }) => ({ model }),
        frame: Word,
        toChunks: ({ word }) => [{ type: 'text', choice: 0, text: word }],
        ...definition,
      },
      options,
    );
  const textOf = async (definition: Partial<ProviderDefinition<Word>>, options?: ProviderOptions): Promise<string> =>
    (await firstValueFrom(parrot(definition, options).stream({ messages }).pipe(collect()))).text;

  it('may put model and method into the path', async () => {
    server.serve({ body: frame('{"word":"Hi"}') + DONE });
    const provider = parrot({
      endpoints: ({ model, stream }) => `${server.url}/${model}:${stream ? 'stream' : 'ask'}`,
    });
    assert.deepEqual(provider.endpoints, {});
    await outcomeOf(provider.stream({ messages, model: 'blue' }));
    assert.equal(server.received.at(-1)?.url, '/blue:stream');
  });

  it('supports what is not denied', () => {
    const { supports } = parrot({ supports: { stream: undefined, systemMessage: false } });
    assert.deepEqual(supports, { stream: true, systemMessage: false, messageHistory: true });
  });

  it('adds its query to every URL', async () => {
    server.serve({ body: frame('{"word":"Hi"}') + DONE });
    await textOf({ query: { 'api-version': '1', none: undefined } });
    assert.equal(server.received.at(-1)?.url, '/say?api-version=1');
  });

  describe('frames its answers', () => {
    it('by lines of JSON, which it asks for', async () => {
      server.serve(typed('', '{"word":"Hel"}\n{"word":"lo","last":true}\n{"word":"!"}\n'));
      assert.equal(await textOf({ framing: 'ndjson', isEnd: ({ last }) => last === true }), 'Hello');
      assert.equal(server.received.at(-1)?.headers.accept, 'application/x-ndjson');
    });

    it('by the elements of one array, which it asks for', async () => {
      server.serve(typed('application/json', '[{"word":"Hel"},\n{"word":"lo","last":true}]'));
      assert.equal(await textOf({ framing: 'json-array', isEnd: ({ last }) => last === true }), 'Hello');
      assert.equal(server.received.at(-1)?.headers.accept, 'application/json');
    });

    it('in a way of its own, within its limits', async () => {
      let limit = 0;
      // Named by its type: TypeScript would think of a string's own `split` otherwise.
      const framing: CustomFraming = {
        accept: 'application/vnd.words',
        contentTypes: ['application/vnd.words'],
        split: ({ maxEventBytes }) => {
          limit = maxEventBytes;
          return (bytes$) =>
            bytes$.pipe(
              splitLines(),
              map((word) => event(JSON.stringify({ word }))),
            );
        },
      };
      server.serve(typed('application/vnd.words; v=1', 'Hel\nlo\n'));
      const words = await textOf({ framing }, { requireEndMarker: false, maxEventBytes: 77 });
      assert.equal(words, 'Hello');
      assert.equal(limit, 77);
      assert.equal(server.received.at(-1)?.headers.accept, 'application/vnd.words');
    });

    it('by events, in whatever form it would ask otherwise', async () => {
      server.serve({ body: frame('{"word":"Hi"}') + DONE });
      assert.equal(await textOf({ framing: 'ndjson' }), 'Hi');
    });
  });

  describe('reads frames with a memory', () => {
    it('of one answer, with the event of each', async () => {
      server.serve({ body: `id: 7\n${frame('{"word":"Hi"}')}event: loud\n${frame('{"word":"you"}')}${DONE}` });
      const definition = { toChunks: undefined, open: counting };
      assert.equal(await textOf(definition), '1 Hi message 7. 2 you loud 7. ');
      assert.equal(await textOf(definition), '1 Hi message 7. 2 you loud 7. ', 'and starts anew with the next one');
    });

    it('which may have more to say at its end', async () => {
      server.serve({ body: frame('{"word":"Hi"}') + DONE });
      const reader: FrameReader<Word> = {
        read: () => [],
        end: () => [
          { type: 'source', choice: 0, url: 'https://a.example' },
          { type: 'block', choice: 0, wire: 'parrot', value: { a: 1 } },
        ],
      };
      const answer = await firstValueFrom(
        parrot({ open: () => reader })
          .stream({ messages })
          .pipe(collect()),
      );
      assert.deepInclude(answer, {
        sources: [{ url: 'https://a.example' }],
        blocks: [{ wire: 'parrot', value: { a: 1 } }],
      });
      const blind = parrot({ open: () => reader }, { blocks: false }).stream({ messages });
      assert.deepEqual((await firstValueFrom(blind.pipe(collect()))).blocks, []);
    });

    it('and tells it of the call', async () => {
      server.serve({ body: frame('{"word":"Hi"}') + DONE });
      const models: string[] = [];
      const open: ProviderDefinition<Word>['open'] = ({ model, stream }) => {
        models.push(`${model} ${stream}`);
        return () => [];
      };
      await outcomeOf(parrot({ open }).stream({ messages, model: 'blue' }));
      assert.deepEqual(models, ['blue true']);
    });
  });

  it('reads errors in its own words: an HTTP body, a frame, an event', async () => {
    const expected = { name: 'ProviderError', kind: 'overloaded', code: 'zzz', detail: 'sleeping', retryable: true };
    const provider = parrot({ readError: readFault, modelsEndpoint: `${server.url}/models` });
    for (const served of [
      { status: 418, body: '{"fault":"zzz"}' },
      { body: frame('{"fault":"zzz"}') },
      { body: frame('{"word":"Hi","fault":"zzz"}') },
      { body: `event: error\n${frame('{"fault":"zzz"}')}` },
      typed('application/json', '{"fault":"zzz"}'),
    ]) {
      server.serve(served);
      assert.deepOwnInclude(await errorOf(provider.stream({ messages })), { ...expected, retryAfterMs: 5 });
    }
    server.serve(typed('application/json', '{"fault":"zzz"}'));
    assert.deepOwnInclude(await errorOf(provider.listModels()), expected);
  });

  it('tells onFrame of every frame as it came', async () => {
    const told: unknown[] = [];
    server.serve({ body: frame('{"word":"Hi","cost":1}') + frame('5') + frame('{oops') + DONE });
    await textOf({}, { onFrame: (value) => void told.push(value) });
    assert.deepEqual(told, [{ word: 'Hi', cost: 1 }, 5]);
  });

  it('is called what the option name says', async () => {
    const provider = parrot({}, { name: 'polly' });
    assert.equal(provider.name, 'polly');
    assert.deepOwnInclude(await errorOf(provider.stream({ messages, temperature: 1 })), {
      provider: 'polly',
      message: 'invalid request: temperature is not supported by polly',
    });
  });

  it('merges the bodies of the options and of the request into its own, objects one level deep', async () => {
    server.serve({ body: frame('{"word":"Hi"}') + DONE });
    await outcomeOf(
      parrot({ body: () => ({ a: 1, options: { x: 1, y: 1 } }) }, { body: { options: { y: 2, z: 2 } } }).stream({
        messages,
        body: { a: undefined, b: 3, options: { z: 3 } },
      }),
    );
    assert.equal(server.received.at(-1)?.body, '{"options":{"x":1,"y":2,"z":3},"b":3}');
  });

  it('says what of a request it cannot carry, with a reason', async () => {
    const error = await errorOf(parrot({ body: fussy }).stream({ messages }));
    assert.deepOwnInclude(error, {
      name: 'InvalidRequestError',
      message: 'invalid request: messages/0/content/0 is not supported by parrot: it must be short',
      paths: ['messages/0/content/0'],
    });
    server.serve({ body: frame('{"word":"Hi"}') + DONE });
    assert.equal(await textOf({ body: fussy }, { ignoreUnsupported: true }), 'Hi');
    assert.equal(server.received.at(-1)?.body, '{"left":"out"}');
  });

  describe('lists models', () => {
    const Page = t.type({ names: t.array(t.string), more: t.union([t.string, t.undefined]) });
    const listing = (): ProviderDefinition<Word>['listing'] => ({
      endpoint: `${server.url}/list`,
      codec: Page,
      names: ({ names }: t.TypeOf<typeof Page>) => names,
      next: ({ more }: t.TypeOf<typeof Page>) => (more === undefined ? undefined : `${server.url}/list?after=${more}`),
    });
    const pages: Readonly<Record<string, string>> = {
      '/list': '{"names":["a","b"],"more":"b"}',
      '/list?after=b': '{"names":["c"],"more":"c"}',
      '/list?after=c': '{"names":["d"]}',
    };

    it('of all its pages, once', async () => {
      const asked = server.received.length;
      server.serveBy(({ url }) => typed('application/json', pages[url] ?? 'no such page'));
      const { values, completed } = await outcomeOf(
        parrot({ listing: listing(), headers: () => ({ 'x-a': '1' }) }).listModels(),
      );
      assert.isTrue(completed);
      assert.deepEqual(values, [['a', 'b', 'c', 'd']]);
      const requests = server.received.slice(asked);
      assert.deepEqual(
        requests.map(({ method, url, headers }) => [
          method,
          url,
          headers['x-a'],
          headers.accept,
          headers['content-type'],
        ]),
        Object.keys(pages).map((url) => ['GET', url, '1', 'application/json', undefined]),
      );
    });

    it('and asks for no page twice', async () => {
      server.serve(typed('application/json', '{"names":["a"],"more":"b"}'));
      assert.deepEqual(await firstValueFrom(parrot({ listing: listing() }).listModels()), ['a', 'a']);
    });

    it('but emits its own where the list is closed, or where nobody knows how to ask', async () => {
      const asked = server.received.length;
      assert.deepEqual(await firstValueFrom(parrot({ models: ['grey'], listing: listing() }).listModels()), ['grey']);
      assert.deepEqual(await firstValueFrom(parrot().listModels()), []);
      assert.lengthOf(server.received, asked);
    });
  });

  it('takes any model where its list is open, and needs one', async () => {
    const open = parrot({ defaultModel: undefined, models: undefined });
    assert.isTrue(isRight(open.resolveModel('anything')));
    assert.deepOwnInclude(await errorOf(open.stream({ messages })), {
      name: 'InvalidRequestError',
      message: 'invalid request: model is required: this provider has no default',
      issues: [{ path: 'model', expected: 'a model', message: 'model is required: this provider has no default' }],
    });
    const closed = parrot({ models: ['grey'] });
    assert.deepOwnInclude(await errorOf(closed.stream({ messages, model: 'pink' })), {
      name: 'UnknownModelError',
      message: 'unknown model "pink": this provider has grey',
    });
  });
});
