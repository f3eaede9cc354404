import { inspect } from 'node:util';
import { assert } from 'chai';
import { gemini, type GeminiOptions, InvalidRequestError } from '../../../lib/index.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';
import { intercept, type Intercepted, useNock } from '../../support/useNock.ts';

const ORIGIN = 'https://generativelanguage.googleapis.com';
const messages = [{ role: 'user', content: 'Hello' }] as const;

/** What is asked at this origin. */
async function asked(
  origin: string,
  options: GeminiOptions,
  model = 'gemini-2.5-flash',
  stream = true,
): Promise<Intercepted> {
  const intercepted = intercept(origin);
  const { error } = await outcomeOf(gemini(options).stream({ model, messages, stream }));
  if (error !== undefined && (error as Error).name !== 'UnexpectedContentError') throw error;
  return intercepted;
}

describe('gemini', () => {
  it('tells of itself', () => {
    const provider = gemini();
    assert.equal(provider.name, 'gemini');
    assert.equal(provider.url, 'https://ai.google.dev/');
    assert.isTrue(provider.working);
    assert.deepEqual(provider.supports, { stream: true, systemMessage: true, messageHistory: true });
    assert.deepEqual(provider.models, []);
    assert.deepEqual(provider.modelAliases, {});
    assert.notProperty(provider, 'defaultModel');
    assert.deepEqual(provider.resolveModel('any'), { _tag: 'Right', right: 'any' });
    assert.equal(gemini({ name: 'google', defaultModel: 'gemini-2.5-pro' }).name, 'google');
    assert.deepEqual(gemini({ defaultModel: 'gemini-2.5-pro' }).resolveModel(''), {
      _tag: 'Right',
      right: 'gemini-2.5-pro',
    });
  });

  const patterns: readonly (readonly [GeminiOptions, string])[] = [
    [{}, `${ORIGIN}/v1beta/models/{model}:streamGenerateContent`],
    [{ baseUrl: 'https://g.example/x?y=1' }, 'https://g.example/x/v1beta/models/{model}:streamGenerateContent?y=1'],
    [{ baseUrl: '/api' }, '/api/v1beta/models/{model}:streamGenerateContent'],
    [
      { vertex: { project: 'p', location: 'us-east1' } },
      'https://us-east1-aiplatform.googleapis.com/v1beta1/projects/p/locations/us-east1/publishers/google/models/{model}:streamGenerateContent',
    ],
  ];
  for (const [options, pattern] of patterns) {
    it(`shows where it asks: ${JSON.stringify(options)}`, () => {
      assert.deepEqual(gemini(options).endpoints, { '*': pattern });
    });
  }

  it('needs a model', async () => {
    const error = await errorOf(gemini().stream({ messages }));
    assert.instanceOf(error, InvalidRequestError);
    assert.deepEqual(error['paths'], ['model']);
  });

  it('refuses a model whose path leads elsewhere', async () => {
    for (const model of ['..', '../x', 'models/../../files', 'models//x', '/x', 'x/', 'models/.', '.']) {
      const error = await errorOf(gemini().stream({ model, messages }));
      assert.instanceOf(error, InvalidRequestError, model);
      assert.deepEqual(error['paths'], ['model']);
    }
  });

  describe('asks', () => {
    useNock();

    const express = { apiKey: 'AIza-1', vertex: { project: 'p', location: 'us-east1' } };
    const token = { accessToken: 'ya29.1' };
    const vertexHost = 'https://aiplatform.googleapis.com';
    const rows: readonly (readonly [what: string, options: GeminiOptions, model: string, url: string])[] = [
      ['the developer API', {}, 'gemini-2.5-flash', `${ORIGIN}/v1beta/models/gemini-2.5-flash`],
      ['a model by its whole name', {}, 'models/gemini-2.5-flash', `${ORIGIN}/v1beta/models/gemini-2.5-flash`],
      ['a tuned model', {}, 'tunedModels/my-1', `${ORIGIN}/v1beta/tunedModels/my-1`],
      ['a model of odd characters', {}, 'models/a b?c#d%2F:e', `${ORIGIN}/v1beta/models/a%20b%3Fc%23d%252F%3Ae`],
      ['another host', { baseUrl: 'https://g.example' }, 'm', 'https://g.example/v1beta/models/m'],
      ['a path before ours', { baseUrl: 'https://g.example/a/b/' }, 'm', 'https://g.example/a/b/v1beta/models/m'],
      ['a version that the caller chose', { baseUrl: 'https://g.example/v1' }, 'm', 'https://g.example/v1/models/m'],
      ['our version, written out', { baseUrl: `${ORIGIN}/v1beta/` }, 'm', `${ORIGIN}/v1beta/models/m`],
      [
        'a path that is called like ours',
        { baseUrl: 'https://g.example/models' },
        'm',
        'https://g.example/models/v1beta/models/m',
      ],
      [
        'what only looks like a version',
        { baseUrl: 'https://g.example/v1x' },
        'm',
        'https://g.example/v1x/v1beta/models/m',
      ],
      [
        'a project',
        { ...token, vertex: { project: 'p-1' } },
        'gemini-2.5-flash',
        `${vertexHost}/v1beta1/projects/p-1/locations/global/publishers/google/models/gemini-2.5-flash`,
      ],
      [
        'a region',
        { ...token, vertex: { project: 'p', location: 'europe-west4' } },
        'm',
        'https://europe-west4-aiplatform.googleapis.com/v1beta1/projects/p/locations/europe-west4/publishers/google/models/m',
      ],
      ...['us', 'eu'].map(
        (location) =>
          [
            `all regions of ${location}`,
            { ...token, vertex: { project: 'p', location } },
            'm',
            `https://aiplatform.${location}.rep.googleapis.com/v1beta1/projects/p/locations/${location}/publishers/google/models/m`,
          ] as const,
      ),
      [
        'a project with a domain',
        { ...token, vertex: { project: 'example.com:p' } },
        'm',
        `${vertexHost}/v1beta1/projects/example.com%3Ap/locations/global/publishers/google/models/m`,
      ],
      [
        "another publisher's model",
        { ...token, vertex: { project: 'p' } },
        'publishers/meta/models/llama',
        `${vertexHost}/v1beta1/projects/p/locations/global/publishers/meta/models/llama`,
      ],
      [
        'an endpoint by its whole name',
        { ...token, vertex: { project: 'p', location: 'us-east1' } },
        'projects/q/locations/us-east1/endpoints/7',
        'https://us-east1-aiplatform.googleapis.com/v1beta1/projects/q/locations/us-east1/endpoints/7',
      ],
      ['Vertex by a key', express, 'm', `${vertexHost}/v1beta1/publishers/google/models/m`],
      [
        'Vertex by a key alone',
        { apiKey: 'AIza-1', vertex: {} },
        'm',
        `${vertexHost}/v1beta1/publishers/google/models/m`,
      ],
      [
        'Vertex at another host',
        { ...token, baseUrl: 'https://g.example/x', vertex: { project: 'p', location: 'us-east1' } },
        'm',
        'https://g.example/x/v1beta1/projects/p/locations/us-east1/publishers/google/models/m',
      ],
    ];
    for (const [what, options, model, url] of rows) {
      it(what, async () => {
        const { origin } = new URL(url);
        const streamed = await asked(origin, options, model);
        assert.equal(streamed.url, `${url}:streamGenerateContent?alt=sse`);
        assert.equal((await asked(origin, options, model, false)).url, `${url}:generateContent`);
      });
    }

    it('keeps the parameters of a base URL', async () => {
      const { url } = await asked('https://g.example', { baseUrl: 'https://g.example/x/?team=blue' });
      assert.equal(url, 'https://g.example/x/v1beta/models/gemini-2.5-flash:streamGenerateContent?team=blue&alt=sse');
    });

    it('with a key or a token in a header, never in the URL', async () => {
      for (const apiKey of ['AIza-1', () => 'AIza-1', async () => 'AIza-1']) {
        const { url, headers } = await asked(ORIGIN, { apiKey });
        assert.equal(headers['x-goog-api-key'], 'AIza-1');
        assert.notProperty(headers, 'authorization');
        assert.notInclude(url, 'AIza');
      }
      for (const accessToken of ['ya29.1', async () => 'ya29.1']) {
        const { headers } = await asked(ORIGIN, { accessToken });
        assert.equal(headers['authorization'], 'Bearer ya29.1');
        assert.notProperty(headers, 'x-goog-api-key');
      }
    });

    it('a function for a key once for each answer', async () => {
      let count = 0;
      const options = { accessToken: () => `ya29.${++count}` };
      const provider = gemini(options);
      for (const expected of ['Bearer ya29.1', 'Bearer ya29.2']) {
        const intercepted = intercept(ORIGIN);
        await outcomeOf(provider.stream({ model: 'm', messages }));
        assert.equal((await intercepted).headers['authorization'], expected);
      }
    });
  });

  describe('a key that HTTP cannot carry', () => {
    it('is refused at once, and never shown', async () => {
      for (const option of ['apiKey', 'accessToken'] as const) {
        assert.throws(() => gemini({ [option]: 'AIza-\n1' }), InvalidRequestError, `options/${option}`);
        const error = await errorOf(gemini({ [option]: () => 'AIza-\n1' }).stream({ model: 'm', messages }));
        assert.deepEqual(error['paths'], [`options/${option}`]);
        assert.notInclude(inspect(error, { depth: 9 }), 'AIza');
      }
    });
  });

  describe('options', () => {
    const bad: readonly (readonly [string, unknown])[] = [
      ['options/apiKey', { apiKey: 5 }],
      ['options/accessToken', { accessToken: null }],
      ['options/accessToken', { apiKey: 'AIza-1', accessToken: 'ya29.1' }],
      ['options/accessToken', { baseUrl: 'https://a:b@g.example', accessToken: 'ya29.1' }],
      ['options/vertex', { vertex: 'p' }],
      ['options/vertex/project', { vertex: {} }],
      ['options/vertex/project', { vertex: { location: 'us-east1' }, accessToken: 'ya29.1' }],
      ['options/vertex/project', { vertex: { project: 'p/q' }, accessToken: 'ya29.1' }],
      ['options/vertex/location', { vertex: { project: 'p', location: 'evil.example/' } }],
      ['options/vertex/region', { vertex: { project: 'p', region: 'us-east1' } }],
      ['options/defaultModel', { defaultModel: 5 }],
      ['options/baseUrl', { baseUrl: 'g.example' }],
      ['options/baseUrl', { baseUrl: `${ORIGIN}/v1beta/openai/` }],
      ['options/baseUrl', { baseUrl: `${ORIGIN}/v1beta/models` }],
      ['options/baseUrl', { baseUrl: `${ORIGIN}/v1beta/models/m:generateContent` }],
      ['options/apikey', { apikey: 'AIza-1' }],
      ['options/token', { token: 'AIza-1' }],
    ];
    for (const [path, options] of bad) {
      it(`refuses ${JSON.stringify(options)}`, () => {
        try {
          gemini(options as GeminiOptions);
        } catch (error) {
          assert.instanceOf(error, InvalidRequestError);
          assert.deepEqual([...error.paths], [path]);
          return;
        }
        assert.fail('it did not throw');
      });
    }
  });
});
