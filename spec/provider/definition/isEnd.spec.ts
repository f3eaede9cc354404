import { assert } from 'chai';
import * as t from 'io-ts';
import { type Chunk, defineProvider, type ProviderDefinition } from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, type Served, serveBytes } from '../../support/serveBytes.ts';
import { DONE, frame } from '../../support/wire.ts';

const request = { messages: [{ role: 'user', content: 'Hello' }] } as const;
const Word = t.partial({ word: t.string, last: t.boolean, why: t.string }, 'Word');
type Word = t.TypeOf<typeof Word>;

const start: Chunk = { type: 'start' };
const text = (words: string): Chunk => ({ type: 'text', choice: 0, text: words });
const stop: Chunk = { type: 'finish', choice: 0, reason: 'stop' };

describe("a definition's isEnd", () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const parrot = (definition: Partial<ProviderDefinition<Word>> = {}) =>
    defineProvider<Word>({
      name: 'parrot',
      url: 'https://parrot.example/',
      defaultModel: 'grey',
      endpoints: { '*': server.url },
      body: () => ({}),
      frame: Word,
      toChunks: ({ word, why }) => [
        ...(word === undefined ? [] : [{ type: 'text', choice: 0, text: word } as const]),
        ...(why === undefined ? [] : [{ type: 'finish', choice: 0, reason: 'other', raw: why } as const]),
      ],
      isEnd: ({ last }) => last === true,
      ...definition,
    });

  const rows: readonly (readonly [string, Served, readonly Chunk[]])[] = [
    [
      'a frame that says nothing else',
      { body: frame('{"word":"Hi"}') + frame('{"last":true}') },
      [start, text('Hi'), stop],
    ],
    ['a frame that says more', { body: frame('{"word":"Hi","last":true}') }, [start, text('Hi'), stop]],
    [
      'a frame that says why',
      { body: frame('{"word":"Hi"}') + frame('{"last":true,"why":"tired"}') },
      [start, text('Hi'), { type: 'finish', choice: 0, reason: 'other', raw: 'tired' }],
    ],
    [
      'a frame alone that says why',
      { body: frame('{"last":true,"why":"tired"}') },
      [start, { type: 'finish', choice: 0, reason: 'other', raw: 'tired' }],
    ],
    [
      'a frame before others, which are not read',
      {
        body: frame('{"word":"Hi","last":true}') + frame('{"word":"more"}') + frame('{"error":"boom"}') + frame('oops'),
      },
      [start, text('Hi'), stop],
    ],
    [
      'a frame before silence',
      { body: frame('{"word":"Hi","last":true}'), ending: 'stall' },
      [start, text('Hi'), stop],
    ],
    [
      'a frame before a lost connection',
      { body: frame('{"word":"Hi","last":true}'), ending: 'destroy' },
      [start, text('Hi'), stop],
    ],
    ['[DONE] in its place', { body: frame('{"word":"Hi"}') + DONE }, [start, text('Hi'), stop]],
    [
      'a last event that nobody closed',
      { body: `${frame('{"word":"Hi"}')}data: {"last":true}` },
      [start, text('Hi'), stop],
    ],
    [
      'one JSON answer',
      { headers: { 'content-type': 'application/json' }, body: '{"word":"Hi","last":true}', ending: 'stall' },
      [start, text('Hi'), stop],
    ],
  ];
  for (const [what, served, chunks] of rows) {
    it(`ends the answer at ${what}`, async () => {
      server.serve(served);
      assert.deepEqual(await outcomeOf(parrot().stream(request)), { values: chunks, completed: true });
      await server.idle();
    });
  }

  it('makes an answer without it one that was cut', async () => {
    server.serve({ body: frame('{"word":"Hi"}') + frame('{"last":false}') });
    assert.deepOwnInclude(await errorOf(parrot().stream(request)), {
      name: 'IncompleteAnswerError',
      reason: 'no-end-marker',
      contentReceived: true,
    });
  });

  it('is not needed where each choice said why it ended', async () => {
    server.serve({ body: frame('{"word":"Hi","why":"tired"}') });
    assert.isTrue((await outcomeOf(parrot().stream(request))).completed);
  });

  it('is no answer, where nothing but the end frame comes, and it says nothing', async () => {
    server.serve({ body: frame('{"last":true}') });
    assert.deepOwnInclude(await errorOf(parrot().stream(request)), { name: 'EmptyAnswerError', malformed: 0 });
  });

  it('is an error where the end frame tells of one', async () => {
    server.serve({ body: frame('{"word":"Hi"}') + frame('{"last":true,"error":"boom"}') });
    assert.deepOwnInclude(await errorOf(parrot().stream(request)), { name: 'ProviderError', detail: 'boom' });
  });

  it('passes on what it throws unchanged', async () => {
    const mine = new Error('mine');
    const isEnd = (): never => {
      throw mine;
    };
    server.serve({ body: frame('{"word":"Hi"}'), ending: 'stall' });
    assert.strictEqual(await errorOf(parrot({ isEnd }).stream(request)), mine);
    await server.idle();
  });

  it('is asked of what decoded alone', async () => {
    const asked: unknown[] = [];
    server.serve({ body: frame('{"word":7}') + frame('oops') + frame('{"word":"Hi"}') + DONE });
    await outcomeOf(parrot({ isEnd: (value) => void asked.push(value) as never }).stream(request));
    assert.deepEqual(asked, [{ word: 'Hi' }]);
  });
});
