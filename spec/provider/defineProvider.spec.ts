import { assert } from 'chai';
import * as t from 'io-ts';
import { concat, firstValueFrom, merge, toArray } from 'rxjs';
import { autonomousAI, defineProvider, openAICompatible } from '../../lib/index.ts';
import type { Chunk, MalformedFrame, Message, ProviderDefinition, ProviderOptions } from '../../lib/index.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { serveBytes, type BytesServer } from '../support/serveBytes.ts';
import { DONE, frame, text } from '../support/wire.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;

/** A made-up wire: a word in each frame. */
const Word = t.type({ word: t.string }, 'Word');
type Word = t.TypeOf<typeof Word>;

/** A body that shows which messages are left. */
const wire = ({ request }: { readonly request: { readonly messages: readonly Message[] } }) => ({
  contents: request.messages.map(({ content }) => content),
});

describe('defineProvider', () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const parrot = (definition: Partial<ProviderDefinition<Word>> = {}, options: ProviderOptions = {}) =>
    defineProvider<Word>(
      {
        name: 'parrot',
        url: 'https://parrot.example/',
        defaultModel: 'grey',
        models: ['grey', 'blue'],
        endpoints: { '*': `${server.url}/say`, blue: `${server.url}/blue` },
        headers: () => ({ 'x-parrot': 'yes' }),
        body: ({ request, model, stream }) => ({ model, say: request.messages.at(-1)?.content, stream }),
        frame: Word,
        toChunks: ({ word }) => [{ type: 'text', choice: 0, text: word }],
        ...definition,
      },
      options,
    );

  it('tells of itself what its definition says, and the rest by default', () => {
    const provider = parrot();
    assert.equal(provider.name, 'parrot');
    assert.equal(provider.url, 'https://parrot.example/');
    assert.isTrue(provider.working);
    assert.deepEqual(provider.supports, { stream: true, systemMessage: true, messageHistory: true });
    assert.equal(provider.defaultModel, 'grey');
    assert.deepEqual(provider.models, ['grey', 'blue']);
    assert.deepEqual(provider.modelAliases, {});
    assert.isFalse(parrot({ working: false }).working);
    assert.deepEqual(parrot({ supports: { stream: false } }).supports, {
      stream: false,
      systemMessage: true,
      messageHistory: true,
    });
  });

  it('speaks a made-up wire', async () => {
    server.serve({ body: frame('{"word":"Hello"}') + frame('{"word":" you"}') + DONE });
    const { values } = await outcomeOf(parrot().stream({ messages }));
    assert.deepEqual(values, [
      { type: 'start' },
      { type: 'text', choice: 0, text: 'Hello' },
      { type: 'text', choice: 0, text: ' you' },
      { type: 'finish', choice: 0, reason: 'stop' },
    ]);
    assert.deepInclude(server.received.at(-1), {
      method: 'POST',
      url: '/say',
      body: '{"model":"grey","say":"Hello","stream":true}',
    });
    assert.deepInclude(server.received.at(-1)?.headers, {
      'x-parrot': 'yes',
      'content-type': 'application/json',
      accept: 'text/event-stream',
    });
  });

  it('asks the endpoint of the model, by own members alone', async () => {
    server.serve({ body: frame('{"word":"Hi"}') + DONE });
    await outcomeOf(parrot().stream({ messages, model: 'blue' }));
    assert.equal(server.received.at(-1)?.url, '/blue');
    await outcomeOf(parrot({ models: [] }).stream({ messages, model: 'constructor' }));
    assert.equal(server.received.at(-1)?.url, '/say');
  });

  it("ends with the wire's own end marker, which alone is no answer, unless it says something", async () => {
    const marked = parrot({
      isEnd: ({ word }) => word.endsWith('!'),
      toChunks: ({ word }) => (word === '!' ? [] : [{ type: 'text', choice: 0, text: word }]),
    });
    const textOf = async (body: string): Promise<unknown> => {
      server.serve({ body });
      const { values, error } = await outcomeOf(marked.stream({ messages }));
      return error ?? values.map((chunk) => ('text' in chunk ? chunk.text : chunk.type)).join(' ');
    };
    assert.equal(
      await textOf(frame('{"word":"Hi"}') + frame('{"word":"!"}') + frame('{"word":"no"}')),
      'start Hi finish',
    );
    assert.equal(await textOf(frame('{"word":"Bye!"}')), 'start Bye! finish');
    assert.deepOwnInclude(await textOf(frame('{"word":"!"}')), { name: 'EmptyAnswerError', malformed: 0 });
    assert.deepOwnInclude(await textOf(frame('{"word":7}') + frame('{"word":"!"}')), {
      name: 'EmptyAnswerError',
      malformed: 1,
    });
  });

  it('applies a codec that transforms', async () => {
    server.serve({ body: frame('{"word":"7"}') + frame('{"word":"x"}') + DONE });
    const Doubled = new t.Type<Word>(
      'Doubled',
      (value): value is Word => Word.is(value),
      (value, context) =>
        Word.is(value) && value.word !== 'x' ? t.success({ word: value.word.repeat(2) }) : t.failure(value, context),
      t.identity,
    );
    const { values } = await outcomeOf(parrot({ frame: Doubled }).stream({ messages }));
    assert.deepEqual(values[1], { type: 'text', choice: 0, text: '77' });
    assert.equal(values.length, 3);
  });

  it('waits for headers that are promised, and asks for them once for each answer', async () => {
    server.serve({ body: frame('{"word":"Hi"}') + DONE });
    let asked = 0;
    const answer$ = parrot({ headers: async () => ({ 'x-count': String(++asked) }) }).stream({ messages });
    await outcomeOf(concat(answer$, answer$));
    assert.equal(asked, 2);
    assert.equal(server.received.at(-1)?.headers['x-count'], '2');
  });

  describe("the caller's own errors pass unchanged", () => {
    const mine = new Error('mine');
    const fail = (): never => {
      throw mine;
    };
    const definitions: Readonly<Record<string, Partial<ProviderDefinition<Word>>>> = {
      'of headers': { headers: fail },
      'of promised headers': { headers: () => Promise.reject(mine) },
      'of the body': { body: fail },
      'of the mapping': { toChunks: fail },
    };
    for (const [what, definition] of Object.entries(definitions)) {
      it(what, async () => {
        server.serve({ body: frame('{"word":"Hi"}'), ending: 'stall' });
        assert.strictEqual(await errorOf(parrot(definition).stream({ messages })), mine);
        assert.strictEqual(await errorOf(parrot(definition).streamEither({ messages })), mine);
      });
    }
  });

  it('is cold: one request for each subscription, none before, nothing shared', async () => {
    server.serve({ body: text('Hi') + DONE });
    const provider = openAICompatible({ baseUrl: server.url, defaultModel: 'gpt' });
    const asked = server.received.length;
    const [chunk$, either$, models$] = [
      provider.stream({ messages }),
      provider.streamEither({ messages }),
      provider.listModels(),
    ];
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(server.received.length, asked);
    await firstValueFrom(merge(chunk$, chunk$, either$, either$).pipe(toArray()));
    assert.equal(server.received.length, asked + 4);
    for await (const chunk of chunk$) assert.isObject(chunk);
    for await (const chunk of chunk$) assert.isObject(chunk);
    assert.equal(server.received.length, asked + 6);
    await outcomeOf(models$);
    assert.equal(server.received.length, asked + 7);
  });

  it('its methods work when taken off their object', async () => {
    server.serve({ body: text('Hi') + DONE });
    for (const provider of [
      autonomousAI({ baseUrl: server.url }),
      openAICompatible({ baseUrl: server.url, models: ['a'], defaultModel: 'a' }),
    ]) {
      const { stream, streamEither, resolveModel, listModels } = provider;
      assert.isTrue((await outcomeOf(stream({ messages }))).completed);
      assert.isTrue((await outcomeOf(streamEither({ messages }))).completed);
      assert.isTrue((await outcomeOf(listModels())).completed);
      assert.equal(resolveModel('constructor')._tag, 'Left');
      assert.equal(resolveModel()._tag, 'Right');
    }
  });

  it('never throws: what cannot be sent is an error notification', async () => {
    const provider = autonomousAI({ baseUrl: server.url });
    for (const request of [undefined, null, 5, 'Hello', [], {}, { messages: 5 }, { messages, model: 5 }]) {
      for (const answer$ of [provider.stream(request as never), provider.streamEither(request as never)]) {
        assert.deepOwnInclude(await errorOf(answer$), { name: 'InvalidRequestError', provider: 'autonomousAI' });
      }
    }
  });

  describe('malformed frames', () => {
    const bad = frame('{"word":7}');

    it('are skipped by default', async () => {
      server.serve({ body: bad + frame('{"word":"Hi"}') + bad + DONE });
      const { values } = await outcomeOf(parrot().stream({ messages }));
      assert.equal(values.length, 3);
    });

    it('are told of, while the stream goes on', async () => {
      server.serve({ body: bad + frame('{"word":"Hi"}') + frame('oops') + DONE });
      const told: MalformedFrame[] = [];
      const { completed } = await outcomeOf(
        parrot({}, { onMalformed: (malformed) => void told.push(malformed) }).stream({ messages }),
      );
      assert.isTrue(completed);
      assert.deepEqual(told[0], { reason: 'shape', data: '{"word":7}', index: 0, errors: ['word: a string'] });
      assert.deepInclude(told[1], { reason: 'json', data: 'oops', index: 2 });
      assert.equal(told.length, 2);
    });

    it('fail the stream where the caller chose so, with all that an error tells', async () => {
      server.serve({
        headers: { 'content-type': 'text/event-stream', 'x-request-id': 'req_9' },
        body: frame('{"word":"Hi"}') + bad,
        ending: 'stall',
      });
      const { values, error } = await outcomeOf(parrot({}, { onMalformed: 'fail' }).stream({ messages }));
      assert.equal(values.length, 2);
      assert.deepOwnInclude(error, {
        name: 'MalformedFrameError',
        provider: 'parrot',
        model: 'grey',
        requestId: 'req_9',
        contentReceived: true,
        retryable: false,
        frame: { reason: 'shape', data: '{"word":7}', index: 1, errors: ['word: a string'] },
      });
      await server.released();
    });

    it('are values in streamEither, whatever the policy', async () => {
      server.serve({ body: bad + frame('{"word":"Hi"}') + DONE });
      const { values, completed } = await outcomeOf(parrot({}, { onMalformed: 'fail' }).streamEither({ messages }));
      assert.isTrue(completed);
      assert.deepEqual(
        values.map(({ _tag }) => _tag),
        ['Left', 'Right', 'Right', 'Right'],
      );
    });

    it('are cut at 4,096 characters', async () => {
      server.serve({ body: frame('x'.repeat(5000)) + frame('{"word":"Hi"}') + DONE });
      const [first] = (await outcomeOf(parrot().streamEither({ messages }))).values;
      assert.equal(first?._tag === 'Left' && first.left.data, 'x'.repeat(4096));
    });
  });

  describe('what a wire cannot carry', () => {
    const history: readonly Message[] = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b' },
      { role: 'user', content: 'c' },
    ];
    const rows: readonly (readonly [string, ProviderDefinition<Word>['supports'], readonly string[], string])[] = [
      ['system messages', { systemMessage: false }, ['messages/0/role'], '{"contents":["a","b","c"]}'],
      ['a history', { messageHistory: false }, ['messages/1', 'messages/2'], '{"contents":["Be brief.","c"]}'],
    ];
    for (const [what, supports, paths, body] of rows) {
      it(`${what}: refused by name, left out where the caller chose so`, async () => {
        server.serve({ body: frame('{"word":"Hi"}') + DONE });
        const error = await errorOf(parrot({ supports }).stream({ messages: history }));
        assert.deepEqual(error['paths'], paths);
        const provider = parrot({ supports, body: wire }, { ignoreUnsupported: true });
        assert.isTrue((await outcomeOf(provider.stream({ messages: history }))).completed);
        assert.equal(server.received.at(-1)?.body, body);
      });
    }

    it('streams: then one answer is asked for, unless the request insists', async () => {
      server.serve({ headers: { 'content-type': 'application/json' }, body: '{"word":"Hi"}' });
      const provider = parrot({ supports: { stream: false } });
      const { values } = await outcomeOf(provider.stream({ messages }));
      assert.deepEqual(values, [
        { type: 'start' },
        { type: 'text', choice: 0, text: 'Hi' },
        { type: 'finish', choice: 0, reason: 'stop' },
      ] satisfies Chunk[]);
      assert.equal(server.received.at(-1)?.body, '{"model":"grey","say":"Hello","stream":false}');
      assert.deepEqual((await errorOf(provider.stream({ messages, stream: true })))['paths'], ['stream']);
    });

    it('optional fields, but for those that its definition names', async () => {
      server.serve({ body: frame('{"word":"Hi"}') + DONE });
      const provider = parrot({ carries: ['temperature'] });
      assert.isTrue((await outcomeOf(provider.stream({ messages, temperature: 1 }))).completed);
      assert.deepEqual((await errorOf(provider.stream({ messages, temperature: 1, seed: 1 })))['paths'], ['seed']);
    });
  });
});
