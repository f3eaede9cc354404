import { assert } from 'chai';
import * as t from 'io-ts';
import { forkJoin, toArray } from 'rxjs';
import {
  type Chunk,
  defineProvider,
  type ProviderCall,
  type ProviderChunk,
  type ProviderDefinition,
  type ProviderOptions,
} from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, serveBytes } from '../../support/serveBytes.ts';
import { DONE, frame } from '../../support/wire.ts';

const request = { messages: [{ role: 'user', content: 'Hello' }] } as const;
const Word = t.type({ word: t.string }, 'Word');
type Word = t.TypeOf<typeof Word>;

const start: Chunk = { type: 'start' };
const text = (words: string): Chunk => ({ type: 'text', choice: 0, text: words });
const stop: Chunk = { type: 'finish', choice: 0, reason: 'stop' };
const words = (...all: readonly string[]): string => all.map((word) => frame(JSON.stringify({ word }))).join('');

type Open = NonNullable<ProviderDefinition<Word>['open']>;

/** Says of each frame what is new in it: a frame repeats all before. */
const onlyNew: Open = () => {
  let known = '';
  return ({ word }) => {
    const piece = word.slice(known.length);
    known = word;
    return [{ type: 'text', choice: 0, text: piece }];
  };
};

/** Says all at the end. */
const atTheEnd = (asked: string[] = []): Open => {
  return () => {
    let all = '';
    return {
      read({ word }) {
        all += word;
        return word === 'bye' ? [{ type: 'finish', choice: 0, reason: 'stop', raw: 'bye' }] : [];
      },
      end() {
        asked.push(all);
        return [
          { type: 'text', choice: 0, text: all },
          { type: 'usage', totalTokens: all.length },
          { type: 'block', choice: 0, wire: 'parrot', value: { all } },
        ];
      },
    };
  };
};
const block = (all: string): Chunk => ({ type: 'block', choice: 0, wire: 'parrot', value: { all } });

/** Says the event beside its word. */
const tellingEvents: Open =
  () =>
  ({ word }, { type, lastEventId }) => [{ type: 'text', choice: 0, text: `${type} ${lastEventId}: ${word}. ` }];

/** Says things in no order, and some of them again. */
function* untidy({ word }: Word): Generator<ProviderChunk> {
  yield { type: 'usage', totalTokens: word.length };
  yield { type: 'finish', choice: 0, reason: 'length', raw: 'cut' };
  yield { type: 'text', choice: 0, text: '' };
  yield { type: 'start', model: word };
  yield { type: 'tool-call', choice: 0, id: word, name: word, arguments: '{' };
  yield { type: 'tool-call', choice: 0, arguments: '}' };
}

/** Cannot read a certain word. */
const fussy: Open =
  () =>
  ({ word }) =>
    word === 'oops' ? [text('(oops)'), { type: 'malformed', errors: ['word: a good one'] }] : [text(word)];

const mine = new Error('mine');
const fail = (): never => {
  throw mine;
};
// oxlint-disable-next-line require-yield -- it throws instead
function* failing(): Generator<ProviderChunk> {
  fail();
}

const callOf = (index: number, id: string): readonly Chunk[] => [
  { type: 'tool-call', choice: 0, index, id, name: id, arguments: '{' },
  { type: 'tool-call', choice: 0, index, arguments: '}' },
];

describe("a definition's open", () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const parrot = (definition: Partial<ProviderDefinition<Word>>, options: ProviderOptions = {}) =>
    defineProvider<Word>(
      {
        name: 'parrot',
        url: 'https://parrot.example/',
        defaultModel: 'grey',
        endpoints: { '*': server.url },
        body: () => ({}),
        frame: Word,
        ...definition,
      },
      options,
    );

  it('keeps a memory of one answer', async () => {
    server.serve({ body: words('He', 'Hello', 'Hello', 'Hello you') + DONE });
    const { values } = await outcomeOf(parrot({ open: onlyNew }).stream(request));
    assert.deepEqual(values, [start, text('He'), text('llo'), text(' you'), stop]);
  });

  it('keeps a memory of each answer: of one after another, and of those side by side', async () => {
    server.serve({ body: words('He', 'Hello') + DONE });
    const answer$ = parrot({ open: onlyNew }).stream(request).pipe(toArray());
    const expected = [start, text('He'), text('llo'), stop];
    for (const { values } of [await outcomeOf(answer$), await outcomeOf(answer$)]) assert.deepEqual(values, [expected]);
    const both = await outcomeOf(forkJoin([answer$, answer$]));
    assert.deepEqual(both.values, [[expected, expected]]);
  });

  it('is told of the call, once for each answer', async () => {
    const told: ProviderCall[] = [];
    server.serve({ body: words('Hi') + DONE });
    const open: Open = (call) => {
      told.push(call);
      return () => [];
    };
    const provider = parrot({ open });
    const answer$ = provider.stream({ ...request, model: 'blue' });
    assert.isEmpty(told);
    await outcomeOf(answer$);
    await outcomeOf(provider.stream({ ...request, stream: false }));
    assert.deepEqual(
      told.map(({ model, stream }) => [model, stream]),
      [
        ['blue', true],
        ['grey', false],
      ],
    );
    assert.deepEqual(told[0]?.request.messages, request.messages);
  });

  it('gives a reader that is told of each event too', async () => {
    server.serve({ body: `event: greeting\nid: 7\n${words('Hello')}${words('you')}${DONE}` });
    const { values } = await outcomeOf(parrot({ open: tellingEvents }).stream(request));
    assert.deepEqual(values.slice(1, 3), [text('greeting 7: Hello. '), text('message 7: you. ')]);
  });

  it('wins over toChunks', async () => {
    server.serve({ body: words('Hi') + DONE });
    const { values } = await outcomeOf(parrot({ open: onlyNew, toChunks: () => [text('no')] }).stream(request));
    assert.deepEqual(values[1], text('Hi'));
  });

  it('may give any iterable, and leave the order, empty pieces and repetitions to the library', async () => {
    server.serve({ body: words('Hi', 'you') + DONE });
    assert.deepEqual((await outcomeOf(parrot({ open: () => untidy }).stream(request))).values, [
      { type: 'start', model: 'Hi' },
      ...callOf(0, 'Hi'),
      ...callOf(1, 'you'),
      { type: 'usage', totalTokens: 3 },
      { type: 'finish', choice: 0, reason: 'length', raw: 'cut' },
    ]);
  });

  it('may tell of a part that cannot be read: a malformed frame in its place', async () => {
    server.serve({ body: words('Hi', 'oops', 'you') + DONE });
    assert.deepEqual((await outcomeOf(parrot({ open: fussy }).stream(request))).values, [
      start,
      text('Hi'),
      text('(oops)'),
      text('you'),
      stop,
    ]);
    const { values } = await outcomeOf(parrot({ open: fussy }).streamEither(request));
    const lefts = values.flatMap((value, i) => (value._tag === 'Left' ? [[i, value.left]] : []));
    assert.deepEqual(lefts, [
      [3, { reason: 'shape', data: '{"word":"oops"}', index: 1, errors: ['word: a good one'] }],
    ]);
    const error = await errorOf(parrot({ open: fussy }, { onMalformed: 'fail' }).stream(request));
    assert.deepOwnInclude(error, { name: 'MalformedFrameError', contentReceived: true });
  });

  describe('with an end', () => {
    it('asks it once, at the end marker', async () => {
      const asked: string[] = [];
      server.serve({ body: words('Hello', ' you') + DONE, ending: 'stall' });
      const { values } = await outcomeOf(parrot({ open: atTheEnd(asked) }).stream(request));
      assert.deepEqual(values, [start, text('Hello you'), block('Hello you'), { type: 'usage', totalTokens: 9 }, stop]);
      assert.deepEqual(asked, ['Hello you']);
    });

    it('asks it where the body ends after a finish reason', async () => {
      server.serve({ body: words('Hello', 'bye') });
      const { values } = await outcomeOf(parrot({ open: atTheEnd() }).stream(request));
      assert.deepEqual(values[1], text('Hellobye'));
      assert.deepEqual(values.at(-1), { type: 'finish', choice: 0, reason: 'stop', raw: 'bye' });
    });

    it('asks it of one JSON answer', async () => {
      server.serve({ headers: { 'content-type': 'application/json' }, body: '{"word":"bye"}' });
      const { values } = await outcomeOf(parrot({ open: atTheEnd() }).stream({ ...request, stream: false }));
      assert.deepEqual(values[1], text('bye'));
    });

    it('does not ask it where the answer fails', async () => {
      const asked: string[] = [];
      for (const body of [words('Hello'), words('Hello') + frame('{"error":"boom"}'), '']) {
        server.serve({ body });
        assert.isEmpty((await outcomeOf(parrot({ open: atTheEnd(asked) }).stream(request))).values);
      }
      assert.isEmpty(asked);
    });

    it('gives no blocks where the caller wants none', async () => {
      server.serve({ body: words('Hi') + DONE });
      const { values } = await outcomeOf(parrot({ open: atTheEnd() }, { blocks: false }).stream(request));
      assert.deepEqual(values, [start, text('Hi'), { type: 'usage', totalTokens: 2 }, stop]);
    });
  });

  const throwing: Readonly<Record<string, Open>> = {
    'of itself': fail,
    'of its reader': () => fail,
    'of the end of its reader': () => ({ read: () => [], end: fail }),
    'in the middle of an iterable': () => failing,
  };
  for (const [what, open] of Object.entries(throwing)) {
    it(`passes on an error ${what} unchanged, and closes the socket`, async () => {
      server.serve({ body: words('Hi') + DONE, ending: 'stall' });
      assert.strictEqual(await errorOf(parrot({ open }).stream(request)), mine);
      assert.strictEqual(await errorOf(parrot({ open }).streamEither(request)), mine);
      await server.idle();
    });
  }
});
