import { assert } from 'chai';
import * as t from 'io-ts';
import { type Chunk, defineProvider, type ProviderDefinition, type ProviderOptions } from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, type Served, serveBytes } from '../../support/serveBytes.ts';
import { DONE, frame } from '../../support/wire.ts';

const request = { messages: [{ role: 'user', content: 'Hello' }] } as const;
const start: Chunk = { type: 'start' };
const text = (words: string): Chunk => ({ type: 'text', choice: 0, text: words });
const stop: Chunk = { type: 'finish', choice: 0, reason: 'stop' };

/** What a frame becomes: a class, so that no codec can pass the JSON on as it is. */
class Said {
  readonly words: readonly string[];
  readonly at: Date;
  constructor(words: readonly string[], at: Date) {
    this.words = words;
    this.at = at;
  }
}

/** `["2026-01-01T00:00:00Z", "Hello", "you"]`: another type than the frame on both sides. */
const SaidFromList: t.Type<Said, readonly string[]> = new t.Type(
  'a time and words',
  (value): value is Said => value instanceof Said,
  (value, context) => {
    if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'string')) return t.failure(value, context);
    const [time = '', ...words] = value as readonly string[];
    const at = new Date(time);
    return Number.isNaN(at.getTime())
      ? t.failure(value, context, 'must begin with a time')
      : t.success(new Said(words, at));
  },
  ({ words, at }) => [at.toISOString(), ...words],
);

/** `{ said: [...] }`, a codec of another codec. */
const SaidFromObject: t.Type<Said, unknown> = new t.Type(
  'an object of a time and words',
  (value): value is Said => value instanceof Said,
  (value, context) => SaidFromList.validate((value as { readonly said?: unknown } | null)?.said, context),
  (said) => ({ said: SaidFromList.encode(said) }),
);

const json = (body: string): Served => ({ headers: { 'content-type': 'application/json' }, body });
const isYou = ({ words }: Said): boolean => words.includes('you');

describe("a definition's codecs", () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const parrot = (definition: Partial<ProviderDefinition<Said>> = {}, options: ProviderOptions = {}) =>
    defineProvider<Said>(
      {
        name: 'parrot',
        url: 'https://parrot.example/',
        defaultModel: 'grey',
        endpoints: { '*': server.url },
        body: () => ({}),
        frame: SaidFromList,
        toChunks: ({ words, at }) => [{ type: 'text', choice: 0, text: `${at.getUTCFullYear()}: ${words.join(' ')}` }],
        ...definition,
      },
      options,
    );

  it('may make another type of a frame', async () => {
    server.serve({ body: frame('["2026-01-01T00:00:00Z","Hello","you"]') + DONE });
    assert.deepEqual((await outcomeOf(parrot().stream(request))).values, [start, text('2026: Hello you'), stop]);
  });

  it('name what is wrong with a frame that they refuse, in their words', async () => {
    server.serve({ body: frame('["soon","Hello"]') + frame('[1]') + frame('["2026-01-01T00:00:00Z","Hi"]') + DONE });
    const { values } = await outcomeOf(parrot().streamEither(request));
    const lefts = values.flatMap((value) => (value._tag === 'Left' ? [value.left] : []));
    assert.deepEqual(lefts, [
      { reason: 'shape', data: '["soon","Hello"]', index: 0, errors: ['must begin with a time'] },
      { reason: 'shape', data: '[1]', index: 1, errors: ['a time and words'] },
    ]);
  });

  it('read lines and elements as they read events', async () => {
    const elements = ['["2026-01-01T00:00:00Z","Hello"]', '["2027-01-01T00:00:00Z","you"]'];
    const expected = [start, text('2026: Hello'), text('2027: you'), stop];
    // A body that begins with a bracket would be an array.
    const object = elements.map((said) => `{"said":${said}}\n`).join('');
    server.serve({ headers: { 'content-type': 'application/x-ndjson' }, body: object });
    const lines = parrot({ frame: SaidFromObject, framing: 'ndjson', isEnd: isYou });
    assert.deepEqual((await outcomeOf(lines.stream(request))).values, expected);
    server.serve(json(`[${elements.map((said) => `{"said":${said}}`).join(',')}]`));
    const array = parrot({ frame: SaidFromObject, framing: 'json-array', isEnd: isYou });
    assert.deepEqual((await outcomeOf(array.stream(request))).values, expected);
  });

  it('may differ for one JSON answer', async () => {
    server.serve(json('{"said":["2026-01-01T00:00:00Z","Hello"]}'));
    const provider = parrot({ answer: SaidFromObject });
    assert.deepEqual((await outcomeOf(provider.stream({ ...request, stream: false }))).values, [
      start,
      text('2026: Hello'),
      stop,
    ]);
    // An array of frames is no JSON answer.
    server.serve(json('[["2026-01-01T00:00:00Z","Hello"],["2027-01-01T00:00:00Z","you"]]'));
    const array = parrot({ answer: SaidFromObject, framing: 'json-array', isEnd: isYou });
    assert.deepEqual((await outcomeOf(array.stream(request))).values, [
      start,
      text('2026: Hello'),
      text('2027: you'),
      stop,
    ]);
    server.serve(json('{"said":["2026-01-01T00:00:00Z","Hello"]}'));
    // JSON in the place of a stream is the same.
    assert.deepEqual((await outcomeOf(provider.stream(request))).values, [start, text('2026: Hello'), stop]);
    server.serve(json('{"said":["soon"]}'));
    assert.deepOwnInclude(await errorOf(provider.stream({ ...request, stream: false })), {
      name: 'UnexpectedContentError',
    });
  });

  it('give isEnd, open and toChunks what they made, and readError and onFrame what came', async () => {
    const told: Record<string, unknown[]> = { isEnd: [], open: [], readError: [], onFrame: [] };
    const note =
      (name: string) =>
      (value: unknown): never =>
        void told[name]?.push(value) as never;
    server.serve({ body: frame('["2026-01-01T00:00:00Z","Hi"]') + DONE });
    const provider = parrot(
      {
        isEnd: note('isEnd'),
        readError: note('readError'),
        open: () => (said) => {
          told['open']?.push(said);
          return [];
        },
      },
      { onFrame: note('onFrame') },
    );
    await outcomeOf(provider.stream(request));
    const made = new Said(['Hi'], new Date('2026-01-01T00:00:00Z'));
    const came = ['2026-01-01T00:00:00Z', 'Hi'];
    assert.deepEqual(told, { isEnd: [made], open: [made], readError: [came], onFrame: [came] });
  });

  it('read a last event that nobody closed, and an error that is no frame', async () => {
    server.serve({ body: 'data: ["2026-01-01T00:00:00Z","Hi"]' });
    assert.deepEqual((await outcomeOf(parrot({ isEnd: () => true }).stream(request))).values, [
      start,
      text('2026: Hi'),
      stop,
    ]);
    server.serve({ body: frame('{"error":"boom"}') });
    assert.deepOwnInclude(await errorOf(parrot().stream(request)), { name: 'ProviderError', detail: 'boom' });
  });

  it('are asked `is` alone where they promise to change nothing', async () => {
    let decoded = 0;
    const Word = t.type({ word: t.string }, 'Word');
    const Counting = new t.Type<t.TypeOf<typeof Word>, unknown>(
      'Word',
      Word.is,
      (value, context) => {
        decoded++;
        return Word.validate(value, context);
      },
      t.identity,
    );
    const provider = (transforms: boolean | undefined) =>
      defineProvider({
        name: 'parrot',
        url: 'https://parrot.example/',
        defaultModel: 'grey',
        endpoints: { '*': server.url },
        body: () => ({}),
        frame: Counting,
        transforms,
        toChunks: ({ word }) => [{ type: 'text', choice: 0, text: word }],
      });
    server.serve({ body: frame('{"word":"Hello"}') + frame('{"word":" you"}') + frame('{"word":7}') + DONE });
    const expected = [start, text('Hello'), text(' you'), stop];
    assert.deepEqual((await outcomeOf(provider(false).stream(request))).values, expected);
    // It explains the bad one.
    assert.equal(decoded, 1);
    assert.deepEqual((await outcomeOf(provider(undefined).stream(request))).values, expected);
    assert.equal(decoded, 1 + 3);
  });

  it('may take any JSON for a frame', async () => {
    server.serve({ body: frame('7') + frame('"Hi"') + frame('null') + frame('[1]') + DONE });
    const provider = defineProvider<unknown>({
      name: 'parrot',
      url: 'https://parrot.example/',
      defaultModel: 'grey',
      endpoints: { '*': server.url },
      body: () => ({}),
      frame: t.unknown,
      toChunks: (value) => [{ type: 'text', choice: 0, text: JSON.stringify(value) }],
    });
    const { values } = await outcomeOf(provider.stream(request));
    assert.deepEqual(values, [start, text('7'), text('"Hi"'), text('null'), text('[1]'), stop]);
  });
});
