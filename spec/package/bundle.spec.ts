import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { assert, expect } from 'chai';
import type { Observable } from 'rxjs';
import type { OpenAICompatibleOptions } from '../../lib/index.ts';
import { errorOf } from '../support/outcome.ts';
import { startServer } from '../support/startServer.ts';
import { bundleForBrowser, replacedSources, type Bundle } from './bundleForBrowser.ts';

/** Promised in `docs/performance.md`. */
const LIMIT_KIB = 32;

/** Streams one chat: the smallest program that has all it takes. */
const CHAT = `
  import { openAICompatible, toText } from './lib/index.ts';
  export const ask = (options) =>
    openAICompatible(options).stream({ model: 'm', messages: [{ role: 'user', content: 'Hello' }] }).pipe(toText());`;

const kibibytesOf = ({ code }: Bundle): number => gzipSync(code, { level: 9 }).length / 1024;

describe('a bundle for browsers', function () {
  this.timeout(300_000);

  let chat: Bundle;
  before(async () => (chat = await bundleForBrowser(CHAT)));

  it('contains nothing of Node', () => {
    const code = Buffer.from(chat.code).toString();
    assert.notMatch(code, /\bnode:|\brequire\(/);
  });

  it('contains no proxy agent, no command, no tools and no testing server', () => {
    const strangers = chat.packages.filter((name) => !['fp-ts', 'io-ts', 'rxjs', 'tslib'].includes(name));
    assert.deepEqual(strangers, []);
    const folders = new Set(chat.modules.flatMap((path) => /^lib\/(\w+)\//.exec(path)?.[1] ?? []));
    expect([...folders]).to.include.members(['wires', 'answer', 'framing']);
    expect([...folders])
      .to.not.include('cli')
      .and.not.include('tools')
      .and.not.include('testing');
  });

  it('replaces only the sources for Node, each by one that exists', () => {
    const sources = [...replacedSources()];
    expect(sources).to.deep.include(['lib/http/proxy/proxyAgents.ts', 'lib/http/proxy/proxyAgents.browser.ts']);
    expect(sources).to.deep.include(['axios', 'lib/http/client/axios.browser.ts']);
    for (const path of sources.flat()) assert(path === 'axios' || existsSync(path), path);
    for (const [source, replacement] of sources) {
      expect(chat.read).to.include(replacement);
      expect(chat.modules).to.not.include(source);
    }
  });

  it(`weighs less than ${LIMIT_KIB} KiB, minified and compressed`, () => {
    assert.isBelow(kibibytesOf(chat), LIMIT_KIB);
    assert.isAbove(kibibytesOf(chat), 10, 'it cannot be whole');
  });

  it('holds neither the operators of RxJS that accept anything, nor what learns the frames of an answer', () => {
    assert.notInclude(chat.modules.join(' '), 'innerFrom');
    assert.notInclude(chat.modules.join(' '), 'JsonTemplate');
  });

  it('contains only what is used: a program that only parses has no HTTP client, no codec and no provider', async () => {
    const parser = await bundleForBrowser(`
      import { parseSse, splitLines } from './lib/index.ts';
      export const parse = (bytes) => bytes.pipe(splitLines(), parseSse());`);
    assert.deepEqual(parser.packages, ['rxjs', 'tslib']);
    assert.isBelow(kibibytesOf(parser), 6);
  });

  describe('runs, and', () => {
    /** What every page has, and axios would take by itself. */
    const page = globalThis as { XMLHttpRequest?: unknown };
    let folder: string;
    let ask: (options: OpenAICompatibleOptions) => Observable<string>;

    before(async () => {
      page.XMLHttpRequest = function () {
        throw new Error('a way that gives a body at its end');
      };
      folder = await mkdtemp(join(tmpdir(), 'rxllm-bundle-'));
      const path = join(folder, 'chat.mjs');
      await writeFile(path, chat.code);
      ({ ask } = (await import(pathToFileURL(path).href)) as { ask: typeof ask });
    });

    after(async () => {
      delete page.XMLHttpRequest;
      await rm(folder, { recursive: true });
    });

    it('emits each word before the next one is sent', async () => {
      const heard: string[] = [];
      let goOn: (() => void) | undefined;
      const server = await startServer(async (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        for (const word of ['one ', 'two ', 'three']) {
          response.write(`data: {"choices":[{"index":0,"delta":{"content":"${word}"}}]}\n\n`);
          await new Promise<void>((resolve) => (goOn = resolve));
        }
        response.end('data: [DONE]\n\n');
      });
      try {
        await ask({ baseUrl: server.url }).forEach((word) => {
          heard.push(word);
          goOn?.();
        });
      } finally {
        await server.close();
      }
      assert.deepEqual(heard, ['one ', 'two ', 'three']);
    });

    it('refuses a proxy, which a page cannot choose', async () => {
      const error = await errorOf(ask({ baseUrl: 'http://127.0.0.1:1', proxy: 'http://127.0.0.1:2' }));
      assert.deepInclude(error, { name: 'InvalidRequestError', paths: ['proxy'] });
    });
  });
});
