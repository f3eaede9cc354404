import { assert } from 'chai';
import { autonomousAI, defineProvider, InvalidRequestError, openAICompatible } from '../../lib/index.ts';
import * as t from 'io-ts';

const baseUrl = 'http://127.0.0.1:9/v1';

const client = { request: (): Promise<never> => Promise.reject(new Error('not asked')) };

/** What a factory says of its options. */
function refusalOf(make: () => unknown): readonly string[] {
  try {
    make();
    return [];
  } catch (error) {
    assert.instanceOf(error, InvalidRequestError);
    return error.issues.map(({ message }) => message);
  }
}

const definition = {
  name: 'd',
  url: '',
  endpoints: { '*': 'https://d.example/' },
  body: () => ({}),
  frame: t.unknown,
  toChunks: () => [],
};

describe('options', () => {
  const table: readonly (readonly [options: object, ...messages: readonly string[]])[] = [
    [{ baseUrl: 5 }, 'options/baseUrl must be a URL that begins with http:// or https://'],
    [{ baseUrl: '' }, 'options/baseUrl must be a URL that begins with http:// or https://'],
    [{ baseUrl: 'api.example/v1' }, 'options/baseUrl must be a URL that begins with http:// or https://'],
    [{ baseUrl: '//api.example/v1' }, 'options/baseUrl must be a URL that begins with http:// or https://'],
    [{ headers: { 'x-a': 5 } }, 'options/headers/x-a must be a string'],
    [{ headers: { 'x a': '5' } }, 'options/headers must be an object of header names that HTTP can carry'],
    [
      { headers: { 'x-a': 'a\nb' } },
      'options/headers/x-a must be Latin-1 text without line breaks and control characters',
    ],
    [{ body: [] }, 'options/body must be an object'],
    [{ proxy: 'localhost' }, 'options/proxy must be a URL that begins with http://, https://, socks5:// or socks5h://'],
    [{ axios: {} }, 'options/axios must be an axios instance'],
    [{ fetch: 'fetch' }, 'options/fetch must be a function'],
    [
      { fetch: () => undefined, axios: { request: () => undefined } },
      'options/fetch cannot be used together with options/axios: give one of them',
    ],
    [{ deadlines: { idleMs: 0 } }, 'options/deadlines/idleMs must be milliseconds above 0, or false'],
    [{ onMalformed: 'ignore' }, 'options/onMalformed must be "skip", "fail" or a function'],
    [{ onResponse: 5 }, 'options/onResponse must be a function'],
    [{ onFrame: 5 }, 'options/onFrame must be a function'],
    [{ requireEndMarker: 0 }, 'options/requireEndMarker must be true or false'],
    [{ maxEventBytes: 0 }, 'options/maxEventBytes must be a positive integer'],
    [{ ignoreUnsupported: 'yes' }, 'options/ignoreUnsupported must be true or false'],
    [{ blocks: 'none' }, 'options/blocks must be true or false'],
    [{ name: 5 }, 'options/name must be a string'],
  ];
  for (const [options, ...messages] of table) {
    it(`refuses ${JSON.stringify(options)}: ${messages.join('; ')}`, () => {
      for (const make of [autonomousAI, openAICompatible]) {
        assert.deepEqual(
          refusalOf(() => make({ baseUrl, ...options })),
          messages,
        );
      }
      assert.deepEqual(
        refusalOf(() => defineProvider(definition, options as never)),
        messages,
      );
    });
  }

  const unknown: readonly (readonly [options: object, message: string])[] = [
    [{ apikey: 'x' }, 'options/apikey is not a known option of openAICompatible: the nearest is "apiKey"'],
    [{ api_key: 'x' }, 'options/api_key is not a known option of openAICompatible: the nearest is "apiKey"'],
    [{ baseURL: 'x' }, 'options/baseURL is not a known option of openAICompatible: the nearest is "baseUrl"'],
    [{ timeout: 5 }, 'options/timeout is not a known option of openAICompatible: the nearest is "deadlines"'],
    [{ model: 'm' }, 'options/model is not a known option of openAICompatible: the nearest is "defaultModel"'],
    [{ httpClient: 5 }, 'options/httpClient is not a known option of openAICompatible: the nearest is "axios"'],
    [{ constructor: 5 }, 'options/constructor is not a known option of openAICompatible: the nearest is "onFrame"'],
  ];
  for (const [options, message] of unknown) {
    it(`refuses ${JSON.stringify(options)}: ${message}`, () => {
      assert.deepEqual(
        refusalOf(() => openAICompatible({ baseUrl, ...options })),
        [message],
      );
    });
  }

  it('takes none that is undefined for one', () => {
    openAICompatible({ baseUrl, apikey: undefined } as never);
  });

  it("names the factory's own options only there", () => {
    assert.deepEqual(
      refusalOf(() => autonomousAI({ streamUsage: false } as never)),
      ['options/streamUsage is not a known option of autonomousAI: the nearest is "name"'],
    );
  });

  it('takes what is right', () => {
    for (const url of [baseUrl, 'HTTPS://api.example', '/api/v1']) openAICompatible({ baseUrl: url });
    autonomousAI({ axios: Object.assign(() => undefined, client), onMalformed: () => undefined, blocks: false });
  });

  it("leaves a definition's own options to its own factory", () => {
    defineProvider(definition, { volume: 11 } as never);
  });
});
