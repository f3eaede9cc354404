import { assert } from 'chai';
import { isLeft } from 'fp-ts/lib/Either.js';
import { anthropic, type AnthropicOptions, type ChatRequest, InvalidRequestError } from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { intercept, type Intercepted, useNock } from '../../support/useNock.ts';
import { answer, textBlock } from './wire.ts';

const messages = [{ role: 'user', content: 'Hi' }] as const;
const body = answer(textBlock('Hello'));

/** What a request looks like on the wire. */
async function sent(
  options: AnthropicOptions = {},
  request: Partial<ChatRequest> = {},
  origin = new URL(options.baseUrl ?? 'https://api.anthropic.com').origin,
): Promise<Intercepted> {
  const intercepted = intercept(origin, { body });
  const { error } = await outcomeOf(anthropic(options).stream({ model: 'claude-sonnet-4-5', messages, ...request }));
  if (error !== undefined) throw error;
  return intercepted;
}

const issuesOf = (options: unknown): readonly string[] => {
  try {
    anthropic(options as AnthropicOptions);
  } catch (error) {
    assert.instanceOf(error, InvalidRequestError);
    return error.issues.map(({ message }) => message);
  }
  return [];
};

/** Runs something where the names are that a page has. */
async function inBrowser<T>(act: () => Promise<T>): Promise<T> {
  const versions = Object.getOwnPropertyDescriptor(process, 'versions') ?? {};
  Object.defineProperty(process, 'versions', { ...versions, value: {} });
  Object.defineProperty(globalThis, 'document', { value: {}, configurable: true });
  try {
    return await act();
  } finally {
    Object.defineProperty(process, 'versions', versions);
    Reflect.deleteProperty(globalThis, 'document');
  }
}

describe('anthropic', () => {
  it('tells of itself', () => {
    const provider = anthropic();
    assert.equal(provider.name, 'anthropic');
    assert.equal(provider.url, 'https://www.anthropic.com/');
    assert.isTrue(provider.working);
    assert.deepEqual(provider.supports, { stream: true, systemMessage: true, messageHistory: true });
    assert.deepEqual(provider.models, []);
    assert.deepEqual(provider.endpoints, { '*': 'https://api.anthropic.com/v1/messages' });
    assert.notProperty(provider, 'defaultModel');
    const other = anthropic({ baseUrl: 'https://api.deepseek.com/anthropic/', name: 'deepseek', defaultModel: 'x' });
    assert.deepInclude(other, { name: 'deepseek', url: 'https://api.deepseek.com', defaultModel: 'x' });
    assert.deepEqual(other.endpoints, { '*': 'https://api.deepseek.com/anthropic/v1/messages' });
  });

  it('takes any model, and needs one', async () => {
    const provider = anthropic({ defaultModel: 'claude-haiku-4-5' });
    assert.deepEqual(provider.resolveModel('anything'), { _tag: 'Right', right: 'anything' });
    assert.deepEqual(provider.resolveModel(), { _tag: 'Right', right: 'claude-haiku-4-5' });
    assert.isTrue(isLeft(anthropic().resolveModel('')));
    const error = await errorOf(anthropic().stream({ messages }));
    assert.deepOwnInclude(error, { name: 'InvalidRequestError', paths: ['model'] });
  });

  it('refuses options that do not exist or do not fit', () => {
    assert.deepEqual(issuesOf({ apikey: 'k' }), [
      'options/apikey is not a known option of anthropic: the nearest is "apiKey"',
    ]);
    assert.deepEqual(issuesOf({ betas: 'a', maxTokens: 0, thinking: 'much', version: 'a\nb' }), [
      'options/version must be text that an HTTP header can carry',
      'options/betas must be a list of names',
      'options/maxTokens must be a positive integer',
      'options/thinking must be "adaptive" or "budget"',
    ]);
    assert.deepEqual(issuesOf({ apiKey: 'a\nb' }), ['options/apiKey must be a key that an HTTP header can carry']);
    assert.deepEqual(issuesOf({ authToken: 'a\nb' }), [
      'options/authToken must be a key that an HTTP header can carry',
    ]);
    assert.deepEqual(issuesOf({ apiKey: 'a', authToken: 'b' }), [
      'options/authToken cannot be used together with options/apiKey: give one of them',
    ]);
    assert.deepEqual(issuesOf({ baseUrl: 'http://user:secret@127.0.0.1', authToken: 'b' }), [
      'options/authToken cannot be used together with the credentials in options/baseUrl: give one of them',
    ]);
  });

  it('refuses a base URL that holds what it adds itself', () => {
    for (const path of ['/v1', '/v1/', '/anthropic/v1', '/v1/messages', '/v1/messages/?a=b']) {
      assert.deepEqual(
        issuesOf({ baseUrl: `https://api.example${path}` }),
        ['options/baseUrl must end before /v1: the provider adds /v1/messages itself'],
        path,
      );
    }
    assert.deepEqual(issuesOf({ baseUrl: '/api' }), []);
    assert.deepEqual(issuesOf({ baseUrl: 'https://api.example/v1/anthropic' }), []);
  });

  describe('on the wire', () => {
    useNock();

    it('sends the shortest request', async () => {
      const { method, url, headers, body: bytes } = await sent({ apiKey: 'sk-ant-1' });
      assert.equal(method, 'POST');
      assert.equal(url, 'https://api.anthropic.com/v1/messages');
      assert.equal(
        bytes,
        '{"model":"claude-sonnet-4-5","max_tokens":8192,"messages":[{"role":"user","content":"Hi"}],"stream":true}',
      );
      assert.deepInclude(headers, {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        'x-api-key': 'sk-ant-1',
        'anthropic-version': '2023-06-01',
      });
      for (const name of ['authorization', 'anthropic-beta', 'anthropic-dangerous-direct-browser-access']) {
        assert.notProperty(headers, name);
      }
    });

    it('asks for a key for each answer', async () => {
      let asked = 0;
      const apiKey = async (): Promise<string> => `key-${++asked}`;
      const provider = anthropic({ apiKey });
      const keys = [];
      for (let n = 0; n < 2; n++) {
        const intercepted = intercept('https://api.anthropic.com', { body });
        await outcomeOf(provider.stream({ model: 'm', messages }));
        keys.push((await intercepted).headers['x-api-key']);
      }
      assert.deepEqual(keys, ['key-1', 'key-2']);
      assert.notProperty((await sent({ apiKey: () => '' })).headers, 'x-api-key');
      assert.notProperty((await sent()).headers, 'x-api-key');
    });

    it('fails where a function gives a key that no header can carry', async () => {
      const error = await errorOf(anthropic({ authToken: () => 'a\nb' }).stream({ model: 'm', messages }));
      assert.deepOwnInclude(error, { name: 'InvalidRequestError', paths: ['options/authToken'] });
    });

    it('sends a token in place of a key, and the beta that it needs behind the others', async () => {
      const { headers } = await sent({ authToken: () => 'token', betas: ['a-1', 'b-2', 'a-1'] });
      assert.deepInclude(headers, {
        authorization: 'Bearer token',
        'anthropic-beta': 'a-1,b-2,oauth-2025-04-20',
      });
      assert.notProperty(headers, 'x-api-key');
      assert.equal((await sent({ authToken: 't' })).headers['anthropic-beta'], 'oauth-2025-04-20');
      const once = await sent({ authToken: 't', betas: ['oauth-2025-04-20', 'c-3'] });
      assert.equal(once.headers['anthropic-beta'], 'oauth-2025-04-20,c-3');
    });

    it('sends betas and a version', async () => {
      const { headers } = await sent({ betas: ['files-api-2025-04-14'], version: '2099-01-01' });
      assert.deepInclude(headers, { 'anthropic-beta': 'files-api-2025-04-14', 'anthropic-version': '2099-01-01' });
    });

    it("lets the caller's headers win, and be taken away", async () => {
      const { headers } = await sent(
        { apiKey: 'k', betas: ['a'], headers: { 'Anthropic-Beta': 'mine', 'x-api-key': undefined } },
        { headers: { 'x-extra': '1' } },
      );
      assert.deepInclude(headers, { 'anthropic-beta': 'mine', 'x-extra': '1' });
      assert.notProperty(headers, 'x-api-key');
    });

    it('says in a browser that it is one', async () => {
      let asked = new Headers();
      const fetch = (_url: unknown, { headers }: { readonly headers: Record<string, string> }): Promise<Response> => {
        asked = new Headers(headers);
        return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
      };
      const provider = anthropic({ apiKey: 'k', fetch: fetch as never });
      const { values } = await inBrowser(() => outcomeOf(provider.stream({ model: 'm', messages })));
      assert.isNotEmpty(values);
      assert.equal(asked.get('anthropic-dangerous-direct-browser-access'), 'true');
    });

    describe('to Vertex AI', () => {
      const baseUrl =
        'https://us-east5-aiplatform.googleapis.com/v1/projects/P/locations/us-east5/publishers/anthropic/models';

      it('names the model in the path, and the version in the body', async () => {
        const {
          url,
          headers,
          body: bytes,
        } = await sent(
          { baseUrl, authToken: () => 'ya29.token', betas: ['b-1'] },
          { model: 'claude-sonnet-4-5@20250929' },
        );
        assert.equal(url, `${baseUrl}/claude-sonnet-4-5@20250929:streamRawPredict`);
        assert.equal(
          bytes,
          '{"anthropic_version":"vertex-2023-10-16","max_tokens":8192,"messages":[{"role":"user","content":"Hi"}],"stream":true}',
        );
        assert.deepInclude(headers, { authorization: 'Bearer ya29.token', 'anthropic-beta': 'b-1' });
        assert.notProperty(headers, 'anthropic-version');
      });

      it('asks for one JSON answer at another path', async () => {
        const intercepted = intercept('https://us-east5-aiplatform.googleapis.com', {
          body: '{"type":"message","content":[{"type":"text","text":"Hi"}],"stop_reason":"end_turn"}',
          contentType: 'application/json',
        });
        const provider = anthropic({ baseUrl: `${baseUrl}/`, authToken: 't', version: 'vertex-2099' });
        await outcomeOf(provider.stream({ model: 'a/b?c', messages, stream: false }));
        const { url, body: bytes } = await intercepted;
        assert.equal(url, `${baseUrl}/a%2Fb%3Fc:rawPredict`);
        assert.include(bytes, '{"anthropic_version":"vertex-2099",');
        assert.deepEqual(provider.endpoints, {});
      });

      it('has no list of models', async () => {
        assert.deepEqual((await outcomeOf(anthropic({ baseUrl }).listModels())).values, [[]]);
      });
    });
  });
});
