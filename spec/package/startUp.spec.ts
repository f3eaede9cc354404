import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { assert, expect } from 'chai';

const root = join(import.meta.dirname, '../..');

/** Prints each module that the process loads, a line each: ours, packages' and Node's own. */
const LOGGER = `
  import { writeSync } from 'node:fs';
  export function load(url, context, next) {
    writeSync(1, url + '\\n');
    return next(url, context);
  }`;
const REGISTER = `import { register } from 'node:module'; register(${JSON.stringify(toDataUrl(LOGGER))});`;

function toDataUrl(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

/** The modules that a process of its own loads to run this code, by their paths from the root where they are under it. */
async function modulesOf(code: string): Promise<readonly string[]> {
  const flags = ['--import', 'tsx', '--import', toDataUrl(REGISTER), '--input-type=module', '--eval', code];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: root });
  const base = `${pathToFileURL(root).href}/`;
  return stdout.split('\n').map((url) => url.replace(base, '').replace(/\?.*/, ''));
}

/** The packages of the repository's own; what axios has in a folder of its own counts as axios. */
const packagesOf = (modules: readonly string[]): readonly string[] => [
  ...new Set(modules.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])),
];

describe("import 'rxllm'", function () {
  this.timeout(300_000);

  let modules: readonly string[];
  before(async () => (modules = await modulesOf(`await import('./lib/index.ts');`)));

  it('loads the library', () => {
    expect(modules).to.include.members(['lib/index.ts', 'lib/http/requestBytes.ts', 'lib/http/proxy/proxyAgents.ts']);
    expect(packagesOf(modules)).to.include.members(['axios', 'io-ts', 'rxjs']);
  });

  it('loads no command, no tools, no log and no testing server', () => {
    const strangers = modules.filter((path) => /^lib\/(?:cli|redis|relay|testing|tools)\//.test(path));
    assert.deepEqual(strangers, []);
    expect(packagesOf(modules)).to.not.include('commander');
  });

  it('loads no proxy agent: the first request through a proxy does', async () => {
    const agents = packagesOf(modules).filter((name) => /agent|socks/.test(name));
    assert.deepEqual(agents, []);
    const used = await modulesOf(`
      import { requestBytes } from './lib/index.ts';
      requestBytes({ url: 'http://127.0.0.1:9/', proxy: 'http://127.0.0.1:9' }).subscribe({ error() {} });`);
    expect(packagesOf(used)).to.include('http-proxy-agent');
  });
});

describe("import 'rxllm/tools'", function () {
  this.timeout(300_000);

  it('loads what runs tools, and nothing for HTTP, testing or validation', async () => {
    const modules = await modulesOf(`await import('./lib/tools/index.ts');`);
    expect(modules).to.include.members([
      'lib/tools/runTools.ts',
      'lib/tools/settleRun.ts',
      'lib/schema/jsonSchemaOf.ts',
    ]);
    const strangers = modules.filter((path) => /^lib\/(?:cli|testing|http|framing|wires|provider|answer)\//.test(path));
    assert.deepEqual(strangers, []);
    expect(packagesOf(modules)).to.include.members(['fp-ts', 'io-ts', 'rxjs']);
    const others = packagesOf(modules).filter((name) => /axios|zod|valibot|arktype|standard-schema|ajv/.test(name));
    assert.deepEqual(others, []);
  });
});

describe("import 'rxllm/relay' and 'rxllm/redis'", function () {
  this.timeout(300_000);

  for (const name of ['relay', 'redis'] as const) {
    it(`loads what ${name} needs, no client of Redis, and nothing for HTTP`, async () => {
      const modules = await modulesOf(`await import('./lib/${name}/index.ts');`);
      expect(modules).to.include(name === 'relay' ? 'lib/relay/Producer.ts' : 'lib/redis/RedisReader.ts');
      const others = name === 'relay' ? 'redis|server|tools' : 'server|tools';
      const strangers = modules.filter((path) =>
        new RegExp(`^lib/(?:cli|testing|http|wires|provider|answer|${others})/`).test(path),
      );
      assert.deepEqual(strangers, []);
      expect(packagesOf(modules)).to.include.members(['fp-ts', 'io-ts', 'rxjs']);
      const clients = packagesOf(modules).filter((each) => /redis|axios|valkey/.test(each));
      assert.deepEqual(clients, []);
    });
  }
});

describe('import of any entry', function () {
  this.timeout(300_000);

  /** Jest's jsdom has none of these. */
  const LACKING = [
    'TextDecoder',
    'TextEncoder',
    'ReadableStream',
    'fetch',
    'Headers',
    'Request',
    'Response',
    'structuredClone',
  ];
  const ENTRIES = ['index', 'redis/index', 'relay/index', 'server/index', 'testing/index', 'tools/index'];

  it('needs no global that a test environment may lack', async () => {
    // Node's own modules take them from the same place, so they come first.
    const modules = await modulesOf(`
      await new Response(new Blob(['']).stream()).formData().catch(() => undefined);
      for (const name of ${JSON.stringify(LACKING)}) delete globalThis[name];
      for (const entry of ${JSON.stringify(ENTRIES)}) await import('./lib/' + entry + '.ts');`);
    expect(modules).to.include.members(ENTRIES.map((entry) => `lib/${entry}.ts`));
  });
});
