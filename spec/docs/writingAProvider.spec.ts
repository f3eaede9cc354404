import { pathToFileURL } from 'node:url';
import { assert, expect } from 'chai';
import type { Provider, ProviderOptions } from '../../lib/index.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { type BytesServer, serveBytes } from '../support/serveBytes.ts';
import { ExampleFolder } from './ExampleFolder.ts';
import { examplesOfPage } from './readExamples.ts';

interface Page {
  readonly parrot: (options: ProviderOptions & { readonly apiKey?: string }) => Provider;
}

describe('docs/writing-a-provider.md', function () {
  this.timeout(60_000);

  const [example] = examplesOfPage('docs/writing-a-provider.md');
  if (!example) throw new Error('the page has lost its example');
  const request = { messages: [{ role: 'user', content: 'Hello' }] } as const;
  let folder: ExampleFolder;
  let server: BytesServer;
  let provider: Provider;

  before(async () => {
    folder = new ExampleFolder([example]);
    await folder.bundle();
    const { parrot } = (await import(pathToFileURL(folder.programOf(example)).href)) as Page;
    server = await serveBytes();
    provider = parrot({ baseUrl: server.url, apiKey: 'seed-4711' });
  });

  after(async () => {
    await server.close();
    folder.delete();
  });

  it('takes at most 40 lines', () => {
    expect(example.code.trimEnd().split('\n')).to.have.lengthOf.at.most(40);
  });

  it('gives the answer of the page as chunks', async () => {
    server.serve({
      body: [
        'data: {"squawk":"Hel"}\n\n',
        'data: {"squawk":"lo"}\n\n',
        'data: {"done":true,"reason":"tired","seeds":3}\n\n',
      ],
    });
    assert.deepEqual(await outcomeOf(provider.stream(request)), {
      values: [
        { type: 'start' },
        { type: 'text', choice: 0, text: 'Hel' },
        { type: 'text', choice: 0, text: 'lo' },
        { type: 'usage', totalTokens: 3 },
        { type: 'finish', choice: 0, reason: 'stop', raw: 'tired' },
      ],
      completed: true,
    });
  });

  it('sends what the page says', async () => {
    await outcomeOf(provider.stream({ ...request, model: 'macaw' }));
    const { method, url, headers, body } = server.received.at(-1) ?? {};
    assert.deepEqual(
      { method, url, key: headers?.['x-parrot-key'], body },
      {
        method: 'POST',
        url: '/talk',
        key: 'seed-4711',
        body: '{"parrot":"macaw","hear":"Hello"}',
      },
    );
  });

  it('skips what is no frame of its wire', async () => {
    server.serve({ body: 'data: {"squawk":5}\n\ndata: {"squawk":"Hi","done":true}\n\n' });
    const { values, completed } = await outcomeOf(provider.stream(request));
    assert.deepEqual([values.map(({ type }) => type), completed], [['start', 'text', 'finish'], true]);
  });

  it('tells half an answer from a whole one', async () => {
    server.serve({ body: 'data: {"squawk":"Hi"}\n\n' });
    expect(await errorOf(provider.stream(request))).to.include({
      name: 'IncompleteAnswerError',
      provider: 'parrot',
      model: 'grey',
      contentReceived: true,
    });
  });

  it('refuses a model and a field that it does not know', async () => {
    expect(await errorOf(provider.stream({ ...request, model: 'owl' }))).to.have.property('name', 'UnknownModelError');
    expect(await errorOf(provider.stream({ ...request, temperature: 1 })))
      .to.have.property('paths')
      .that.deep.equals(['temperature']);
  });

  it('says no key, even one that the server says', async () => {
    server.serve({ status: 401, body: '{"error":"seed-4711 is stale"}', headers: {} });
    expect(await errorOf(provider.stream(request))).to.include({ kind: 'auth', detail: '[redacted] is stale' });
  });
});
