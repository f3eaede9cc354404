// `npm run mutate`: changes one thing at a time in what carries an answer, and looks whether a spec notices. Prints Stryker's table.
// `npm run mutate -- lib/chunk/settle.ts` does so in one file.
// It works on a copy in a folder of its own, since Stryker's packages are many, and it cannot read TypeScript 7's configuration.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The last that runs on Node 20. */
const STRYKER = '9.6.1';
/** Stryker's runner does not know mocha 12. */
const MOCHA = '^11.7.0';
const CORE = ['lib/rx/*.ts', 'lib/chunk/*.ts', 'lib/sources/*.ts', 'lib/framing/**/*.ts', 'lib/answer/*.ts'];
const SPECS = ['rx', 'chunk', 'sources', 'framing', 'answer', 'codec', 'laws'];
/** Those need sockets, or globals that a bundle does not have. */
const LEFT_OUT = /sources\/(?:backPressure|sockets)|answer\/(?:streamAnswer|listModels)|laws\/folders|[Ss]ockets\.spec/;
/** What measures costs takes seconds, for each mutant. */
const COSTLY = [
  '16 MiB',
  'any document',
  'at the cost of',
  'concurrent next',
  'costs what',
  'filling the stack',
  'grows with the bytes',
  'judges when nothing',
  'linear',
  'very long',
  'very many',
];

const root = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'rxllm-mutate-'));
const run = (command, args) => execFileSync(command, args, { cwd: folder, stdio: 'inherit' });
const write = (name, value) => writeFileSync(join(folder, name), JSON.stringify(value, undefined, 2));

for (const name of ['lib', 'spec']) cpSync(join(root, name), join(folder, name), { recursive: true });
const { dependencies, devDependencies, peerDependencies } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
const tools = { ...devDependencies, mocha: MOCHA };
const stryker = { '@stryker-mutator/core': STRYKER, '@stryker-mutator/mocha-runner': STRYKER };
write('package.json', { private: true, dependencies: { ...peerDependencies, ...dependencies, ...tools, ...stryker } });

const specs = SPECS.flatMap((name) =>
  readdirSync(join(folder, 'spec', name), { recursive: true }).map((file) => join('spec', name, String(file))),
).filter((path) => path.endsWith('.spec.ts') && !LEFT_OUT.test(path));
// Stryker's runner reads CommonJS, which has no `import.meta`.
writeFileSync(join(folder, 'url.js'), "export const url = require('node:url').pathToFileURL(__filename).href;\n");
const bundle =
  '--bundle --platform=node --packages=external --format=cjs --outdir=spec --out-extension:.js=.cjs --define:import.meta.url=url --define:import.meta.dirname=__dirname --inject:./url.js';
write('stryker.config.json', {
  testRunner: 'mocha',
  plugins: ['@stryker-mutator/mocha-runner'],
  mochaOptions: {
    spec: ['spec/**/*.spec.cjs'],
    'no-config': true,
    'no-package': true,
    grep: `^(?!.*(${COSTLY.join('|')}))`,
  },
  buildCommand: `npx esbuild ${specs.join(' ')} ${bundle} --log-level=error`,
  coverageAnalysis: 'perTest',
  mutate: process.argv.length > 2 ? process.argv.slice(2) : CORE,
  ignoreStatic: true,
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowEmojis: false, logTests: false },
  timeoutMS: 1200,
  disableTypeChecks: true,
});

try {
  run('npm', ['install', '--no-audit', '--no-fund', '--silent']);
  run('npx', ['stryker', 'run']);
} finally {
  rmSync(folder, { recursive: true });
}
