import { pathToFileURL } from 'node:url';
import { assert, expect } from 'chai';
import * as t from 'io-ts';
import { firstValueFrom } from 'rxjs';
import { type CustomFraming, defineProvider, type Provider, type ProviderOptions } from '../../lib/index.ts';
import { DEFINITION } from '../../lib/provider/checkDefinition.ts';
import {
  conformance,
  type ConformanceCase,
  type ConformanceOptions,
  type WireSample,
} from '../../lib/testing/index.ts';
import { sideBySide } from '../conformance/sideBySide.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { type BytesServer, type Served, serveBytes } from '../support/serveBytes.ts';
import { startServer } from '../support/startServer.ts';
import { ExampleFolder } from './ExampleFolder.ts';
import { examplesOfPage, readText } from './readExamples.ts';

type Factory<Options = ProviderOptions> = (options: Options) => Provider;

interface Page {
  readonly parrot: Factory<ProviderOptions & { readonly apiKey?: string }>;
  readonly cuckoo: Factory;
  readonly jsonSequence: CustomFraming;
  readonly casesOf: (provider: ConformanceOptions['provider']) => readonly ConformanceCase[];
}

/** What parrot says. */
const parrotSample: WireSample = {
  text: (words) => `data: ${JSON.stringify({ squawk: words })}\n\n`,
  end: 'data: {"done":true,"reason":"tired","seeds":3}\n\n',
  // The definition names no end marker: a finish reason is one once the body has ended.
  endsAtOnce: false,
  json: (words) => JSON.stringify({ squawk: words, done: true, reason: 'tired', seeds: 3 }),
  error: (message) => `data: ${JSON.stringify({ error: message })}\n\n`,
  refusal: (message) => JSON.stringify({ error: message }),
};

const lines = (body: string): Served => ({ headers: { 'content-type': 'application/x-ndjson' }, body });
const json = (body: string, status = 200): Served => ({
  status,
  headers: { 'content-type': 'application/json' },
  body,
});

describe('docs/writing-a-provider.md', function () {
  this.timeout(60_000);

  const examples = examplesOfPage('docs/writing-a-provider.md');
  const request = { messages: [{ role: 'user', content: 'Hello' }] } as const;
  let folder: ExampleFolder;
  let server: BytesServer;
  let page: Page;

  before(async () => {
    folder = new ExampleFolder(examples);
    await folder.bundle();
    const modules = examples.map((example) => import(pathToFileURL(folder.programOf(example)).href));
    page = Object.assign({}, ...(await Promise.all(modules))) as Page;
    server = await serveBytes();
  });

  after(async () => {
    await server.close();
    folder.delete();
  });

  it('has two providers of at most 40 lines, a framing, and a sample', () => {
    expect(examples).to.have.lengthOf(4);
    for (const { code } of examples) expect(code.trimEnd().split('\n')).to.have.lengthOf.at.most(40);
  });

  it('has examples that compile', async () => {
    const complaints = await folder.compile();
    assert.deepEqual([...complaints.values()], ['', '', '', '']);
  });

  it('names every member of a definition', () => {
    const tables = readText('docs/writing-a-provider.md').split('## The members of a definition')[1] ?? '';
    const named = [...tables.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)/g)].map(([, name = '']) => name),
    );
    assert.sameMembers(named, Object.keys(DEFINITION));
  });

  describe('parrot', () => {
    let provider: Provider;
    before(() => (provider = page.parrot({ baseUrl: server.url, apiKey: 'seed-4711' })));

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

    it('skips what is not a frame of its wire', async () => {
      server.serve({ body: 'data: {"squawk":5}\n\ndata: {"squawk":"Hi","done":true}\n\n' });
      const { values, completed } = await outcomeOf(provider.stream(request));
      assert.deepEqual([values.map(({ type }) => type), completed], [['start', 'text', 'finish'], true]);
    });

    it('distinguishes a partial answer from a complete one', async () => {
      server.serve({ body: 'data: {"squawk":"Hi"}\n\n' });
      expect(await errorOf(provider.stream(request))).to.include({
        name: 'IncompleteAnswerError',
        provider: 'parrot',
        model: 'grey',
        contentReceived: true,
      });
    });

    it('refuses a model and a field that it does not know', async () => {
      expect(await errorOf(provider.stream({ ...request, model: 'owl' }))).to.have.property(
        'name',
        'UnknownModelError',
      );
      expect(await errorOf(provider.stream({ ...request, temperature: 1 })))
        .to.have.property('paths')
        .that.deep.equals(['temperature']);
    });

    it('reveals no key, even if the server sends it', async () => {
      server.serve({ status: 401, body: '{"error":"seed-4711 is stale"}', headers: {} });
      expect(await errorOf(provider.stream(request))).to.include({ kind: 'auth', detail: '[redacted] is stale' });
    });
  });

  describe('cuckoo', () => {
    const LINES =
      '{"whisper":true}\n{"call":"Is it two?"}\n{"whisper":false}\n{"call":"Cuckoo"}\n{"call":", cuckoo","bye":"asleep"}\n';
    const asked = { ...request, model: 'wooden' };
    let provider: Provider;
    before(() => (provider = page.cuckoo({ baseUrl: server.url })));

    it('gives the answer of the page as chunks, and each answer from its beginning', async () => {
      server.serve(lines(LINES));
      for (let time = 0; time < 2; time++) {
        assert.deepEqual(await outcomeOf(provider.stream(asked)), {
          values: [
            { type: 'start' },
            { type: 'reasoning', choice: 0, text: 'Is it two?' },
            { type: 'text', choice: 0, text: 'Cuckoo' },
            { type: 'text', choice: 0, text: ', cuckoo' },
            { type: 'finish', choice: 0, reason: 'stop', raw: 'asleep' },
          ],
          completed: true,
        });
      }
    });

    it('sends what the page says', async () => {
      server.serve(lines(LINES));
      await outcomeOf(provider.stream({ ...asked, temperature: 0.5, body: { mood: { dark: true } } }));
      const { method, url, headers, body } = server.received.at(-1) ?? {};
      assert.deepEqual(
        { method, url, accept: headers?.accept, body },
        {
          method: 'POST',
          url: '/clocks/wooden/ask?by=line',
          accept: 'application/x-ndjson',
          body: '{"ask":"Hello","mood":{"temperature":0.5,"dark":true}}',
        },
      );
      server.serve(json('{"call":"Cuckoo","bye":"asleep"}'));
      const { values } = await outcomeOf(provider.stream({ ...asked, stream: false }));
      assert.deepEqual(values[1], { type: 'text', choice: 0, text: 'Cuckoo' });
      assert.equal(server.received.at(-1)?.url, '/clocks/wooden/ask');
    });

    it('distinguishes a partial answer from a complete one, by its own end marker', async () => {
      server.serve(lines('{"call":"Cuc"}\n'));
      expect(await errorOf(provider.stream(asked))).to.include({
        name: 'IncompleteAnswerError',
        contentReceived: true,
      });
      server.serve(lines(`${LINES}{"call":", cuckoo"}\n`));
      assert.equal((await outcomeOf(provider.stream(asked))).values.length, 5);
    });

    it('reads the errors of its wire, wherever they occur', async () => {
      const oops = '{"oops":"The spring is broken.","retryInSeconds":3}';
      const expected = { detail: 'The spring is broken.', retryable: true, retryAfterMs: 3000 };
      server.serve(json(oops, 500));
      expect(await errorOf(provider.stream(asked))).to.include({
        ...expected,
        kind: 'server',
        status: 500,
        inBand: false,
      });
      server.serve(lines(`{"call":"Cuc"}\n${oops}\n`));
      expect(await errorOf(provider.stream(asked))).to.include({
        ...expected,
        kind: 'other',
        inBand: true,
        contentReceived: true,
      });
    });

    it('lists the models of all pages', async () => {
      const paged = await startServer((response, { url }) => {
        const isFirst = url === '/clocks';
        response.setHeader('content-type', 'application/json');
        response.end(isFirst ? `{"clocks":["wooden"],"nextPage":"${paged.url}/more"}` : '{"clocks":["tin"]}');
      });
      const models$ = page.cuckoo({ baseUrl: paged.url }).listModels();
      assert.deepEqual(await firstValueFrom(models$), ['wooden', 'tin']);
      assert.deepEqual(
        paged.received.map(({ url }) => url),
        ['/clocks', '/more'],
      );
      await paged.close();
    });
  });

  it('parrot meets all requirements of a provider', async function () {
    this.timeout(120_000);
    await allDone(conformance({ provider: page.parrot, wire: parrotSample, timeoutMs: 30_000 }));
  });

  it('cuckoo meets all requirements of a provider', async function () {
    this.timeout(120_000);
    await allDone(page.casesOf(page.cuckoo));
  });

  it('its framing reads a sequence of JSON texts', async () => {
    const provider = defineProvider({
      name: 'sequence',
      url: 'https://sequence.example/',
      defaultModel: 'any',
      endpoints: { '*': server.url },
      body: () => ({}),
      framing: page.jsonSequence,
      frame: t.type({ word: t.string }),
      toChunks: ({ word }) => [{ type: 'text', choice: 0, text: word }],
    });
    server.serve({
      headers: { 'content-type': 'application/json-seq' },
      body: ['\u001e{"word":"He', 'llo"}\n\u001e{"word":" you"}\n\u001e[DONE]\n'],
    });
    assert.deepEqual((await outcomeOf(provider.stream(request))).values, [
      { type: 'start' },
      { type: 'text', choice: 0, text: 'Hello' },
      { type: 'text', choice: 0, text: ' you' },
      { type: 'finish', choice: 0, reason: 'stop' },
    ]);
    assert.equal(server.received.at(-1)?.headers.accept, 'application/json-seq');
  });
});

async function allDone(cases: readonly ConformanceCase[]): Promise<void> {
  const failed: unknown[] = [];
  for (const [name, outcome] of sideBySide(cases)) {
    const error = await outcome;
    if (error !== undefined) failed.push([name, error]);
  }
  assert.deepEqual(failed, []);
}
