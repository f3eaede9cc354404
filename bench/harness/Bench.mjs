import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { CONTESTANTS, PACKAGES, SDKS, TITLES } from './contestants.mjs';
import { runChild, runProgram } from './runChild.mjs';

/** What the measures share: the server, the contestants' processes, medians, tables. */
export class Bench {
  #node;
  #promises = [];

  constructor(server, options) {
    this.server = server;
    this.options = options;
    this.quick = options.quick;
    this.#node = nodeOf(options.node);
  }

  /** The names that take part, of those that a measure is for. */
  contestants(names = CONTESTANTS) {
    return this.options.contestants ? names.filter((name) => this.options.contestants.includes(name)) : names;
  }

  titleOf = (name) => TITLES[name];

  run(contestant, measure, settings, { flags = [], ...how } = {}) {
    const { profile } = this.options;
    const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
    const all = { contestant, measure, url: this.server.url, ...settings };
    return runChild(this.#node, all, { flags: [...flags, ...profiling], ...how });
  }

  runProgram(code) {
    return runProgram(this.#node, code);
  }

  /**
   * Runs each contestant once a round, in an order that turns from round to round. One that failed runs no more, and the SDKs,
   * which take most of the time and are far from any limit, run in every other round.
   */
  async rounds(names, rounds, measure, settings, how) {
    const settingsOf = typeof settings === 'function' ? settings : () => settings;
    const samples = new Map(names.map((name) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      for (let n = 0; n < names.length; n++) {
        const name = names[(n + round) % names.length];
        const own = samples.get(name);
        if (this.faultOf(own) || (SDKS.has(name) && round % 2 === 1)) continue;
        own.push({ round, ...(await this.run(name, measure, settingsOf(name), how)) });
      }
    }
    return samples;
  }

  median(numbers) {
    const sorted = numbers.toSorted((a, b) => a - b);
    if (sorted.length === 0) return undefined;
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** One contestant's figures beside another's of the same round: machines drift, ratios hold. None where either failed. */
  pairs(samples, name, other, key) {
    const [own, others] = [samples.get(name) ?? [], samples.get(other) ?? []];
    if (this.faultOf([...own, ...others])) return [];
    return own.flatMap((sample) => {
      const pair = others.find(({ round }) => round === sample.round);
      return pair ? [[sample[key], pair[key]]] : [];
    });
  }

  ratios = (...which) => this.pairs(...which).map(([own, other]) => own / other);
  medianRatio = (...which) => this.median(this.ratios(...which));
  medianDifference = (...which) => this.median(this.pairs(...which).map(([own, other]) => own - other));

  /** Notes what was promised, to be printed at the end beside what was measured. */
  promise(name, value, limit) {
    if (value !== undefined) this.#promises.push({ name, value, limit });
  }

  printPromises() {
    if (this.#promises.length === 0) return;
    const rows = this.#promises.map(({ name, value, limit }) => {
      const digits = limit < 0.5 && limit > 0 ? 3 : 2;
      return [name, value.toFixed(digits), limit.toFixed(digits), value <= limit ? 'kept' : 'OVER'];
    });
    this.heading('Promises');
    this.table('What was promised', ['', 'measured', 'promised', ''], rows);
  }

  /** What to print in place of figures, if one of these samples has none. */
  faultOf(samples) {
    const fault = samples.find(({ wrong, failed }) => wrong ?? failed);
    return fault && (fault.wrong ? 'WRONG' : fault.failed);
  }

  print = (line) => process.stdout.write(`${line}\n`);
  heading = (title) => this.print(`\n## ${title}\n`);

  /** A table that reads as text and as Markdown. */
  table(title, columns, rows) {
    const cells = [columns, ...rows].map((row) => columns.map((_, n) => String(row[n] ?? '')));
    const widths = columns.map((_, n) => Math.max(...cells.map((row) => row[n].length), 3));
    const line = (row) =>
      `| ${row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]) : cell.padStart(widths[n]))).join(' | ')} |`;
    const rule = `| ${widths.map((width, n) => (n === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
    this.print(`\n### ${title}\n`);
    this.print([line(cells[0]), rule, ...cells.slice(1).map(line)].join('\n'));
  }

  async printSettings() {
    const version = execFileSync(this.#node, ['--version'], { encoding: 'utf8' }).trim();
    const load = loadavg()[0];
    this.print(`# rxllm beside its peers, ${new Date().toISOString().slice(0, 10)}\n`);
    this.print(`Contestants run on Node ${version}, the server on ${process.version}.`);
    this.print(
      `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${load.toFixed(1)}.`,
    );
    this.print(PACKAGES.map((name) => `${name} ${versionOf(name)}`).join(', '));
    this.print(this.quick ? 'Quick: few frames and rounds, figures are rough.' : 'Full.');
  }
}

/** npm brings a Node for those who need a newer one than this. */
function nodeOf(choice) {
  if (choice === 'current') return process.execPath;
  if (choice !== undefined) return choice;
  const fromNpm = fileURLToPath(
    new URL(`../node_modules/node-${process.platform}-${process.arch}/bin/node`, import.meta.url),
  );
  return existsSync(fromNpm) ? fromNpm : process.execPath;
}

function versionOf(name) {
  const require = createRequire(import.meta.url);
  const folder = require.resolve.paths(name).find((path) => existsSync(`${path}/${name}/package.json`));
  return folder ? JSON.parse(readFileSync(`${folder}/${name}/package.json`, 'utf8')).version : 'not installed';
}
