// `node spec/environments/run.mjs [group …]`: installs the packed library beside each environment that the documentation names, runs it there,
// and prints the table of docs/environments.md. What cannot be installed here is skipped, and the table says so.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { GROUPS } from './groups.mjs';
import { runCommand as run } from './runCommand.mjs';

const root = dirname(dirname(import.meta.dirname));
const folder = mkdtempSync(join(tmpdir(), 'rxllm-environments-'));
const say = (line) => process.stdout.write(`${line}\n`);
const chosen = new Set(process.argv.slice(2));
let failures = 0;

try {
  run('npm', ['pack', '--silent', '--pack-destination', folder], root);
  const [tarball] = readdirSync(folder);
  say('| environment | what ran | result |');
  say('| --- | --- | --- |');
  for (const group of GROUPS) if (chosen.size === 0 || chosen.has(group.name)) tryGroup(group, join(folder, tarball));
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
process.exitCode = failures > 0 ? 1 : 0;

/** One installation, in which several environments run. */
function tryGroup({ name, packages, environments }, tarball) {
  const cwd = join(folder, name);
  mkdirSync(cwd);
  cpSync(join(import.meta.dirname, 'programs'), cwd, { recursive: true });
  const dependencies = { rxllm: `file:${tarball}`, rxjs: '^7.8.0', ...packages };
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ private: true, dependencies }));
  try {
    run('npm', ['install', '--silent', '--no-audit', '--no-fund'], cwd);
  } catch (error) {
    say(`| ${name} | – | skipped: it cannot be installed here (${reasonOf(error)}) |`);
    return;
  }
  const installed = (dependency) =>
    JSON.parse(readFileSync(join(cwd, 'node_modules', dependency, 'package.json'), 'utf8')).version.replace(/^v/, '');
  for (const environment of environments) {
    const title = typeof environment.title === 'function' ? environment.title(installed) : environment.title;
    say(`| ${title} | ${environment.what} | ${resultOf(environment, cwd)} |`);
  }
}

function resultOf(environment, cwd) {
  try {
    return environment.run(cwd) ?? 'works';
  } catch (error) {
    failures += 1;
    process.stderr.write(`${error.message}\n`);
    return `**fails**: ${reasonOf(error)}`;
  }
}

function reasonOf({ message }) {
  return message.match(/\bE[A-Z]{4,}\b|error TS\d+|\w*Error: .*/)?.[0] ?? message.split('\n')[0];
}
