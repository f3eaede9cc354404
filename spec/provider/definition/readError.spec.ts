import { assert } from 'chai';
import * as t from 'io-ts';
import { defineProvider, type ProviderDefinition, type WireError } from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, type Served, serveBytes } from '../../support/serveBytes.ts';
import { DONE, frame } from '../../support/wire.ts';

const request = { messages: [{ role: 'user', content: 'Hello' }] } as const;
const Word = t.partial({ word: t.string }, 'Word');
type Word = t.TypeOf<typeof Word>;

/** The words of a made-up service: `{ "oh": "tired", "rest": 3 }`. */
const Oh = t.intersection([t.type({ oh: t.string }), t.partial({ rest: t.number, what: t.string })]);
function readOh(json: unknown): WireError | undefined {
  if (!Oh.is(json)) return undefined;
  return {
    code: json.oh,
    detail: json.what,
    ...(json.oh === 'tired' ? { kind: 'overloaded' } : {}),
    ...(json.rest === undefined ? {} : { retryAfterMs: json.rest * 1000 }),
  };
}

const json = (body: string, status = 200): Served => ({
  status,
  headers: { 'content-type': 'application/json' },
  body,
});
const ndjson = (body: string): Served => ({ headers: { 'content-type': 'application/x-ndjson' }, body });

describe("a definition's readError", () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const parrot = (definition: Partial<ProviderDefinition<Word>> = {}) =>
    defineProvider<Word>({
      name: 'parrot',
      url: 'https://parrot.example/',
      defaultModel: 'grey',
      endpoints: { '*': server.url },
      modelsEndpoint: server.url,
      body: () => ({}),
      frame: Word,
      toChunks: ({ word }) => (word === undefined ? [] : [{ type: 'text', choice: 0, text: word }]),
      readError: readOh,
      ...definition,
    });

  const TIRED = '{"oh":"tired","rest":3,"what":"Let me sleep."}';
  const tired = { kind: 'overloaded', code: 'tired', detail: 'Let me sleep.', retryable: true, retryAfterMs: 3000 };
  /** A frame has to have a word: an error is no frame. */
  const Strict: Partial<ProviderDefinition<Word>> = { frame: t.type({ word: t.string }, 'Word') as t.Type<Word> };

  const places: readonly (readonly [
    string,
    Served,
    Readonly<Record<string, unknown>>,
    Partial<ProviderDefinition<Word>>?,
  ])[] = [
    ['the body of an HTTP error', json(TIRED, 418), { inBand: false, status: 418 }],
    ['a frame', { body: frame(TIRED) + DONE }, { inBand: true, contentReceived: false }],
    ['a frame after content', { body: frame('{"word":"Hi"}') + frame(TIRED) }, { inBand: true, contentReceived: true }],
    ['what does not decode as a frame', { body: frame(TIRED) }, { inBand: true }, Strict],
    ['an event of type error', { body: `event: error\n${frame(TIRED)}` }, { inBand: true }],
    [
      'an event of type error after content',
      { body: `${frame('{"word":"Hi"}')}event: error\n${frame(TIRED)}` },
      { inBand: true, contentReceived: true },
    ],
    ['a line between the events', { body: `${frame('{"word":"Hi"}')}${TIRED}\n\n` }, { inBand: true }],
    ['a last event that nobody closed', { body: `data: ${TIRED}\n` }, { inBand: true }],
    ['one JSON answer', json(TIRED), { inBand: true }, Strict],
    ['a line of NDJSON', ndjson(`{"word":"Hi"}\n${TIRED}\n`), { inBand: true, contentReceived: true }],
  ];
  for (const [what, served, expected, definition] of places) {
    it(`reads ${what}`, async () => {
      server.serve(served);
      const error = await errorOf(parrot(definition).stream(request));
      assert.deepOwnInclude(error, { name: 'ProviderError', ...tired, ...expected });
    });
  }

  it('reads what comes in the place of a list of models', async () => {
    server.serve(json(TIRED));
    assert.deepOwnInclude(await errorOf(parrot().listModels()), { name: 'ProviderError', ...tired, inBand: true });
    server.serve(json(TIRED, 500));
    assert.deepOwnInclude(await errorOf(parrot().listModels()), { ...tired, inBand: false, status: 500 });
  });

  it('wins member by member: what it leaves out is judged by the status and the usual words', async () => {
    server.serve(json('{"oh":"no such parrot","message":"Ask for another."}', 404));
    assert.deepOwnInclude(await errorOf(parrot().stream(request)), {
      kind: 'not-found',
      status: 404,
      code: 'no such parrot',
      detail: 'Ask for another.',
      retryable: false,
    });
  });

  it('leaves an error that it does not know to the usual words', async () => {
    server.serve(json('{"error":{"message":"Slow down.","code":"rate_limit_exceeded"}}', 429));
    assert.deepOwnInclude(await errorOf(parrot().stream(request)), {
      kind: 'rate-limit',
      code: 'rate_limit_exceeded',
      detail: 'Slow down.',
      retryable: true,
    });
    server.serve({ body: frame('{"error":"boom"}') });
    assert.deepOwnInclude(await errorOf(parrot().stream(request)), { kind: 'other', detail: 'boom', inBand: true });
  });

  const verdicts: readonly (readonly [WireError, Readonly<Record<string, unknown>>])[] = [
    [{ kind: 'rate-limit' }, { kind: 'rate-limit', retryable: true }],
    [{ kind: 'server' }, { kind: 'server', retryable: true }],
    [{ kind: 'quota' }, { kind: 'quota', retryable: false }],
    [
      { kind: 'server', retryable: false },
      { kind: 'server', retryable: false },
    ],
    [
      { kind: 'quota', retryable: true },
      { kind: 'quota', retryable: true },
    ],
    [{ status: 503 }, { kind: 'overloaded', status: 503, retryable: true }],
    [
      { status: 401, detail: 'Who are you?' },
      { kind: 'auth', status: 401, detail: 'Who are you?' },
    ],
    [{}, { kind: 'other', retryable: false }],
  ];
  for (const [said, expected] of verdicts) {
    it(`takes ${JSON.stringify(said)} for ${JSON.stringify(expected)}`, async () => {
      server.serve({ body: frame('{"oh":"dear"}') });
      const error = await errorOf(parrot({ readError: () => said }).stream(request));
      assert.deepOwnInclude(error, { name: 'ProviderError', inBand: true, ...expected });
    });
  }

  it('is told the status of an HTTP error, and none inside an answer', async () => {
    const told: unknown[] = [];
    const provider = parrot({
      readError: (value, status) => {
        told.push([value, status]);
        return undefined;
      },
    });
    server.serve(json('{"oh":"dear"}', 503));
    await errorOf(provider.stream(request));
    server.serve({ body: frame('{"word":"Hi"}') + DONE });
    await outcomeOf(provider.stream(request));
    assert.deepEqual(told, [
      [{ oh: 'dear' }, 503],
      [{ word: 'Hi' }, undefined],
    ]);
  });

  it('is not asked of a body that is no JSON', async () => {
    const told: unknown[] = [];
    const provider = parrot({ readError: (value) => void told.push(value), modelsEndpoint: `${server.url}/models` });
    server.serve({ status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>Bad gateway</h1>' });
    assert.deepOwnInclude(await errorOf(provider.stream(request)), { kind: 'server', status: 502 });
    server.serve({ headers: { 'content-type': 'text/html' }, body: '<h1>Welcome</h1>' });
    assert.deepOwnInclude(await errorOf(provider.listModels()), { name: 'UnexpectedContentError' });
    assert.deepEqual(told, []);
  });

  it('never has a secret in its words', async () => {
    const provider = parrot({
      headers: () => ({ 'x-key': 'seed-4711' }),
      readError: () => ({ detail: 'seed-4711 is stale' }),
    });
    server.serve(json('{}', 401));
    assert.deepOwnInclude(await errorOf(provider.stream(request)), { kind: 'auth', detail: '[redacted] is stale' });
  });
});
