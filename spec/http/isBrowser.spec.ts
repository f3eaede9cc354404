import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { assert } from 'chai';
import { transformSync } from 'esbuild';

const node = { versions: { node: '20.20.2' } };
const browser = { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0' };

/** The names by which runtimes tell themselves from each other, as they were seen there. */
const runtimes: Readonly<Record<string, { readonly expected: boolean; readonly globals: Readonly<object> }>> = {
  'a page': { expected: true, globals: { document: {}, window: {}, navigator: browser } },
  'a page whose bundler put a process there': {
    expected: true,
    globals: { document: {}, navigator: browser, process: { env: {}, versions: {} } },
  },
  'a worker of a page': {
    expected: true,
    globals: {
      WorkerGlobalScope: Object,
      DedicatedWorkerGlobalScope: Object,
      WorkerNavigator: Object,
      navigator: browser,
    },
  },
  'a service worker of a page': {
    expected: true,
    globals: {
      WorkerGlobalScope: Object,
      ServiceWorkerGlobalScope: Object,
      WorkerNavigator: Object,
      navigator: browser,
    },
  },
  'Node 20': { expected: false, globals: { process: node } },
  'Node with the globals of jsdom 29 or happy-dom 21': {
    expected: false,
    globals: { process: node, document: {}, window: {}, navigator: { userAgent: 'Mozilla/5.0 (linux) jsdom/29.1.1' } },
  },
  'Bun 1.4 and its workers': {
    expected: false,
    globals: { process: node, Bun: {}, navigator: { userAgent: 'Bun/1.4.5' } },
  },
  'Deno 2': { expected: false, globals: { process: node, Deno: {}, navigator: { userAgent: 'Deno/2.9.6' } } },
  'a worker of Deno 2': {
    expected: false,
    globals: {
      process: node,
      Deno: {},
      WorkerGlobalScope: Object,
      DedicatedWorkerGlobalScope: Object,
      WorkerNavigator: Object,
      navigator: { userAgent: 'Deno/2.9.6' },
    },
  },
  'a worker of Deno 1, which has no process': {
    expected: false,
    globals: { Deno: {}, WorkerGlobalScope: Object, WorkerNavigator: Object, navigator: { userAgent: 'Deno/1.46.3' } },
  },
  'Cloudflare Workers, with the compatibility date 2021-01-01': {
    expected: false,
    globals: { WorkerGlobalScope: Object, ServiceWorkerGlobalScope: Object, caches: {} },
  },
  'Cloudflare Workers, with the compatibility date 2026-11-01': {
    expected: false,
    globals: {
      process: { versions: { node: '22.23.4' } },
      WorkerGlobalScope: Object,
      ServiceWorkerGlobalScope: Object,
      caches: {},
      navigator: { userAgent: 'Cloudflare-Workers' },
    },
  },
};

describe('isBrowser', () => {
  const source = readFileSync(join(import.meta.dirname, '../../lib/http/isBrowser.ts'), 'utf8');
  const { code } = transformSync(source, { loader: 'ts', format: 'iife', globalName: 'tested' });

  for (const [name, { expected, globals }] of Object.entries(runtimes)) {
    it(`is ${expected} in ${name}`, () => {
      assert.strictEqual(runInContext(`${code}; tested.isBrowser()`, createContext({ ...globals })), expected);
    });
  }
});
