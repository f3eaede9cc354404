import { assert } from 'chai';
import * as t from 'io-ts';
import { defineProvider, type JsonObject, type ProviderOptions } from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { type BytesServer, serveBytes } from '../../support/serveBytes.ts';
import { DONE, frame } from '../../support/wire.ts';

const request = { messages: [{ role: 'user', content: 'Hello' }] } as const;

describe("the caller's body beside a definition's", () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const OURS: JsonObject = {
    a: 1,
    options: { temperature: 0.5, top: { p: 1 } },
    list: [1, 2],
    none: null,
    gone: undefined,
  };

  const sent = async (
    theirs: JsonObject | undefined,
    options: ProviderOptions = {},
    ours: JsonObject = OURS,
  ): Promise<string> => {
    server.serve({ body: frame('{"word":"Hi"}') + DONE });
    const provider = defineProvider(
      {
        name: 'parrot',
        url: 'https://parrot.example/',
        defaultModel: 'grey',
        endpoints: { '*': server.url },
        body: () => ours,
        frame: t.type({ word: t.string }),
        toChunks: () => [],
      },
      options,
    );
    const { error } = await outcomeOf(provider.stream({ ...request, body: theirs }));
    if (error !== undefined) throw error;
    return server.received.at(-1)?.body ?? '';
  };

  const rows: readonly (readonly [string, JsonObject | undefined, string])[] = [
    [
      'nothing leaves it alone',
      undefined,
      '{"a":1,"options":{"temperature":0.5,"top":{"p":1}},"list":[1,2],"none":null}',
    ],
    [
      'a field is added behind ours',
      { z: 9 },
      '{"a":1,"options":{"temperature":0.5,"top":{"p":1}},"list":[1,2],"none":null,"z":9}',
    ],
    [
      'a field wins in its place',
      { a: 2 },
      '{"a":2,"options":{"temperature":0.5,"top":{"p":1}},"list":[1,2],"none":null}',
    ],
    ['undefined removes a field', { options: undefined }, '{"a":1,"list":[1,2],"none":null}'],
    [
      'an object is merged into an object',
      { options: { num_ctx: 8192 } },
      '{"a":1,"options":{"temperature":0.5,"top":{"p":1},"num_ctx":8192},"list":[1,2],"none":null}',
    ],
    [
      'its members win',
      { options: { temperature: 1 } },
      '{"a":1,"options":{"temperature":1,"top":{"p":1}},"list":[1,2],"none":null}',
    ],
    [
      'undefined removes a member',
      { options: { temperature: undefined } },
      '{"a":1,"options":{"top":{"p":1}},"list":[1,2],"none":null}',
    ],
    [
      'no deeper than that: a member that is an object is replaced',
      { options: { top: { k: 2 } } },
      '{"a":1,"options":{"temperature":0.5,"top":{"k":2}},"list":[1,2],"none":null}',
    ],
    ['a list is replaced', { list: [3] }, '{"a":1,"options":{"temperature":0.5,"top":{"p":1}},"list":[3],"none":null}'],
    [
      'an object takes the place of a list',
      { list: { b: 1 } },
      '{"a":1,"options":{"temperature":0.5,"top":{"p":1}},"list":{"b":1},"none":null}',
    ],
    ['a list takes the place of an object', { options: [1] }, '{"a":1,"options":[1],"list":[1,2],"none":null}'],
    ['null takes the place of an object', { options: null }, '{"a":1,"options":null,"list":[1,2],"none":null}'],
    [
      'an object takes the place of null, and of what was left out',
      { none: { b: 1 }, gone: { c: 1 } },
      '{"a":1,"options":{"temperature":0.5,"top":{"p":1}},"list":[1,2],"none":{"b":1},"gone":{"c":1}}',
    ],
    [
      'what has a JSON of its own is no object to merge into',
      { options: new Date(0) },
      '{"a":1,"options":"1970-01-01T00:00:00.000Z","list":[1,2],"none":null}',
    ],
    [
      'a field of any name is a field',
      JSON.parse('{"__proto__":{"b":1},"constructor":2}') as JsonObject,
      '{"a":1,"options":{"temperature":0.5,"top":{"p":1}},"list":[1,2],"none":null,"__proto__":{"b":1},"constructor":2}',
    ],
  ];
  for (const [what, theirs, body] of rows) {
    it(`${what}: in the request`, async () => assert.equal(await sent(theirs), body));
    it(`${what}: in the options`, async () => assert.equal(await sent(undefined, { body: theirs }), body));
  }

  it('merges the request into the options, and both into ours', async () => {
    const options = { body: { options: { a: 1, b: 1, c: 1 }, x: 1, y: 1 } };
    const theirs = { options: { b: 2, c: undefined }, y: 2, x: undefined };
    assert.equal(await sent(theirs, options, { options: { a: 0, z: 0 } }), '{"options":{"a":1,"z":0,"b":2},"y":2}');
  });

  it('leaves the objects of the caller and of the definition as they were', async () => {
    const theirs = Object.freeze({ options: Object.freeze({ b: 2 }) });
    const ours = Object.freeze({ options: Object.freeze({ a: 1 }) });
    assert.equal(await sent(theirs, {}, ours), '{"options":{"a":1,"b":2}}');
  });

  it('is refused where it is no JSON', async () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const provider = defineProvider({
      name: 'parrot',
      url: 'https://parrot.example/',
      defaultModel: 'grey',
      endpoints: { '*': server.url },
      body: () => ({}),
      frame: t.unknown,
      toChunks: () => [],
    });
    for (const body of [circular, { options: circular }, { n: 1n }]) {
      const error = await errorOf(provider.stream({ ...request, body }));
      assert.deepOwnInclude(error, { name: 'InvalidRequestError', paths: ['body'], provider: 'parrot' });
    }
  });
});
