import { assert } from 'chai';
import * as t from 'io-ts';
import { identity, map } from 'rxjs';
import { defineProvider, InvalidRequestError, type ProviderDefinition } from '../../lib/index.ts';

const right: ProviderDefinition<{ readonly word: string }> = {
  name: 'parrot',
  url: 'https://parrot.example/',
  endpoints: { '*': 'https://parrot.example/say' },
  body: ({ model }) => ({ model }),
  frame: t.type({ word: t.string }),
  toChunks: ({ word }) => [{ type: 'text', choice: 0, text: word }],
};

const messageOf = (definition: unknown): string | undefined => {
  try {
    defineProvider(definition as typeof right);
    return undefined;
  } catch (error) {
    assert.instanceOf(error, InvalidRequestError);
    return error.issues.map(({ message }) => message).join('; ');
  }
};

describe('checkDefinition', () => {
  it('accepts every member as it should be', () => {
    const full: Required<ProviderDefinition<{ readonly word: string }>> = {
      ...right,
      working: false,
      supports: { stream: false },
      defaultModel: 'grey',
      models: ['grey'],
      modelAliases: { gray: 'grey' },
      endpoints: () => 'https://parrot.example/say',
      modelsEndpoint: 'https://parrot.example/models',
      listing: { endpoint: 'https://parrot.example/models', codec: t.unknown, names: () => [] },
      carries: ['temperature'],
      headers: () => ({}),
      query: { v: '1', w: undefined },
      framing: {
        accept: 'a/b',
        contentTypes: ['a/b'],
        split: () => map(() => ({ type: 'message', data: '', lastEventId: '' })),
      },
      answer: right.frame,
      transforms: false,
      toChunks: () => [],
      open: () => () => [],
      isEnd: () => false,
      readError: () => undefined,
      deadlines: { headersMs: false },
    };
    assert.isUndefined(messageOf(full));
    for (const framing of ['sse', 'ndjson', 'json-array']) assert.isUndefined(messageOf({ ...full, framing }));
    const absent = Object.fromEntries(Object.keys(full).map((name) => [name, undefined]));
    assert.isUndefined(messageOf({ ...absent, ...right }));
    assert.isUndefined(messageOf({ ...right, toChunks: undefined, open: () => () => [] }));
  });

  const wrong: readonly (readonly [definition: unknown, message: string])[] = [
    [undefined, 'definition must be an object that defines a provider'],
    [null, 'definition must be an object that defines a provider'],
    [{ ...right, name: undefined }, 'definition/name is required: a string'],
    [{ ...right, frame: undefined }, 'definition/frame is required: an io-ts codec'],
    [{ ...right, frame: { word: 'string' } }, 'definition/frame must be an io-ts codec'],
    [
      { ...right, endpoints: 'https://parrot.example/' },
      'definition/endpoints must be an object with a URL for each model or for "*", or a function',
    ],
    [{ ...right, endpoints: { '*': 5 } }, 'definition/endpoints/* must be a string'],
    [
      { ...right, supports: { streams: false } },
      'definition/supports/streams is not a known field: the nearest is "stream"',
    ],
    [{ ...right, carries: ['heat'] }, 'definition/carries/0 must be a field of a request'],
    [
      { ...right, framing: 'xml' },
      'definition/framing must be "sse", "ndjson", "json-array" or { accept, contentTypes, split }',
    ],
    [
      { ...right, framing: { split: () => identity } },
      'definition/framing/accept is required: a string; definition/framing/contentTypes is required: a list of names',
    ],
    [
      { ...right, framing: 5 },
      'definition/framing must be "sse", "ndjson", "json-array" or { accept, contentTypes, split }',
    ],
    [{ ...right, listing: 'models' }, 'definition/listing must be { endpoint, codec, names, next }'],
    [
      { ...right, listing: { names: () => [] } },
      'definition/listing/endpoint is required: a string; definition/listing/codec is required: an io-ts codec',
    ],
    [
      { ...right, endpoints: {} },
      'definition/endpoints must be an object with a URL for each model or for "*", or a function',
    ],
    [
      { ...right, toChunks: undefined },
      'definition/toChunks is required, or definition/open: one of them reads the frames',
    ],
    [{ ...right, isend: () => true }, 'definition/isend is not a known member of a definition: the nearest is "isEnd"'],
    [{ ...right, deadlines: { idleMs: 0 } }, 'definition/deadlines/idleMs must be milliseconds above 0, or false'],
  ];
  for (const [definition, message] of wrong) {
    it(`refuses a wrong one: ${message}`, () => {
      assert.equal(messageOf(definition), message);
    });
  }
});
