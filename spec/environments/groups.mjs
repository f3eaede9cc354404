import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runCommand as run } from './runCommand.mjs';

/** Node is a package itself. */
const NODE = `node-${process.platform}-${process.arch}`;
const NODES = ['20.19.0', '22', '24', '26'];
/** The lowest that is promised, the last before generic typed arrays, and those since. */
const TYPESCRIPTS = ['5.0', '5.4', '5.6', '5.7', '5.9', '6.0', '7.0'];
const RESOLUTIONS = {
  nodenext: ['--module', 'nodenext'],
  node16: ['--module', 'node16', '--moduleResolution', 'node16'],
  bundler: ['--module', 'esnext', '--moduleResolution', 'bundler'],
  node10: ['--module', 'commonjs', '--moduleResolution', 'node10'],
};
const STRICT = '--noEmit --strict --exactOptionalPropertyTypes --target es2022 --lib es2022,dom --types node'.split(
  ' ',
);
const MOST = 'an answer, a cut one, a stop, a tool';
const ALL = `${MOST}, a \`Response\``;

const bin = (cwd, name) => join(cwd, 'node_modules/.bin', name);

/** Each is one installation beside the library, in which several environments run. */
export const GROUPS = [
  {
    name: 'node',
    packages: Object.fromEntries(NODES.map((range) => [`node${range}`, `npm:${NODE}@${range}`])),
    environments: NODES.map((range) => ({
      title: (installed) => `Node ${installed(`node${range}`)}`,
      what: `ES modules and CommonJS: ${ALL}`,
      run(cwd) {
        for (const program of ['module.mjs', 'script.cjs']) run(nodeOf(cwd, range), [program], cwd);
      },
    })),
  },
  {
    name: 'rxjs',
    packages: { rxjs: '7.3.0' },
    environments: [
      {
        title: 'RxJS 7.3.0, the lowest',
        what: `ES modules and CommonJS: ${ALL}`,
        run(cwd) {
          for (const program of ['module.mjs', 'script.cjs']) run(process.execPath, [program], cwd);
        },
      },
    ],
  },
  {
    name: 'runtimes',
    packages: { bun: '^1', deno: '^2' },
    environments: [
      {
        title: (installed) => `Bun ${installed('bun')}`,
        what: ALL,
        run: (cwd) => void run(bin(cwd, 'bun'), ['module.mjs'], cwd),
      },
      {
        title: (installed) => `Deno ${installed('deno')}`,
        what: ALL,
        run: (cwd) => void run(bin(cwd, 'deno'), ['run', '--allow-all', 'module.mjs'], cwd),
      },
    ],
  },
  {
    name: 'workerd',
    packages: { workerd: '^1', esbuild: '0.28.2' },
    environments: [
      {
        title: (installed) => `workerd ${installed('workerd')}`,
        what: 'a worker that sends answers on: an answer, a refused key, a reader that leaves',
        run(cwd) {
          const conditions = '--conditions=workerd,worker,browser';
          const output = '--outfile=worker.bundle.js';
          run(
            bin(cwd, 'esbuild'),
            ['worker.js', '--bundle', '--format=esm', '--log-level=warning', conditions, output],
            cwd,
          );
          run(process.execPath, ['runWorker.mjs', bin(cwd, 'workerd')], cwd);
          return 'works; a reader that leaves is noticed at the next word or heartbeat';
        },
      },
    ],
  },
  {
    name: 'typescript',
    packages: {
      '@types/node': '^20',
      ...Object.fromEntries(TYPESCRIPTS.map((version) => [`typescript${version}`, `npm:typescript@~${version}.0`])),
    },
    environments: TYPESCRIPTS.map((version) => ({
      title: (installed) => `TypeScript ${installed(`typescript${version}`)}`,
      what: `strict, \`skipLibCheck: false\`: ${resolutionsOf(version).join(', ')}`,
      run(cwd) {
        const tsc = join(cwd, `node_modules/typescript${version}/bin/tsc`);
        const silenced = version === '6.0' ? ['--ignoreDeprecations', '6.0'] : [];
        for (const name of resolutionsOf(version)) {
          run(process.execPath, [tsc, ...STRICT, ...RESOLUTIONS[name], ...silenced, 'program.ts'], cwd);
        }
      },
    })),
  },
  {
    name: 'runners',
    packages: { tsx: '^4', 'ts-node': '^10', typescript: '~5.9.0', '@types/node': '^20' },
    environments: ['tsx', 'ts-node'].map((name) => ({
      title: (installed) => `${name} ${installed(name)}`,
      what: name === 'ts-node' ? 'CommonJS and `node10` resolution' : 'an answer',
      run(cwd) {
        writeFileSync(
          join(cwd, 'tsconfig.json'),
          '{"compilerOptions":{"module":"commonjs","target":"es2022","strict":true}}',
        );
        const said = run(bin(cwd, name), ['program.ts', '--run'], cwd);
        if (said !== 'This canned answer ends in the mid') throw new Error(said);
      },
    })),
  },
  {
    name: 'tests',
    packages: { jest: '^30', 'jest-environment-jsdom': '^30', vitest: '^3', jsdom: '^26', 'happy-dom': '^20' },
    environments: [
      ...['node', 'jsdom'].map((name) => ({
        title: (installed) => `Jest ${installed('jest')}, ${name}`,
        what: name === 'jsdom' ? MOST : ALL,
        run: (cwd) => void run(bin(cwd, 'jest'), ['--env', name, 'jest.test.js'], cwd),
      })),
      ...['node', 'jsdom', 'happy-dom'].map((name) => ({
        title: (installed) => `Vitest ${installed('vitest')}, ${name}`,
        what: ALL,
        run: (cwd) => void run(bin(cwd, 'vitest'), ['run', '--environment', name, 'vitest.spec.mjs'], cwd),
      })),
    ],
  },
  {
    name: 'bundlers',
    packages: { vite: '^8', webpack: '^5', 'webpack-cli': '^6', esbuild: '0.28.2' },
    environments: [
      {
        title: (installed) => `Vite ${installed('vite')}`,
        what: 'a page that streams one chat',
        run(cwd) {
          writeFileSync(join(cwd, 'index.html'), '<script type="module" src="/page.js"></script>');
          const config = "export default { build: { rollupOptions: { output: { entryFileNames: 'page.js' } } } };";
          writeFileSync(join(cwd, 'vite.config.mjs'), config);
          return (
            withoutWarnings(run(bin(cwd, 'vite'), ['build', '--outDir', 'vite', '--logLevel', 'warn'], cwd)) ??
            weigh(join(cwd, 'vite/page.js'))
          );
        },
      },
      {
        title: (installed) => `webpack ${installed('webpack')}`,
        what: 'the same',
        run(cwd) {
          const said = run(bin(cwd, 'webpack'), ['--mode', 'production', '--entry', './page.js', '-o', 'webpack'], cwd);
          return withoutWarnings(said) ?? weigh(join(cwd, 'webpack/main.js'));
        },
      },
      {
        title: (installed) => `esbuild ${installed('esbuild')}`,
        what: 'the same',
        run(cwd) {
          const flags = ['--bundle', '--minify', '--format=esm', '--log-level=warning', '--outfile=esbuild.js'];
          return (
            withoutWarnings(run(bin(cwd, 'esbuild'), ['page.js', ...flags], cwd)) ?? weigh(join(cwd, 'esbuild.js'))
          );
        },
      },
    ],
  },
];

function nodeOf(cwd, range) {
  return join(cwd, `node_modules/node${range}/bin/node`);
}

/** TypeScript 7 has no `node10` any more. */
function resolutionsOf(version) {
  return Object.keys(RESOLUTIONS).filter((name) => name !== 'node10' || version !== '7.0');
}

function withoutWarnings(said) {
  if (/warning/i.test(said)) throw new Error(said);
}

function weigh(path) {
  const code = readFileSync(path);
  if (/\bnode:|\brequire\(/.test(code.toString())) throw new Error(`${path} holds what is Node's alone`);
  return `works, without warnings: ${toKib(code.length)} KiB, ${toKib(gzipSync(code).length)} gzipped`;
}

const toKib = (bytes) => (bytes / 1024).toFixed(1);
