import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { CONTESTANTS, PACKAGES, SDKS, TITLES } from './contestants.mjs';
import { runInTurns } from './runInTurns.mjs';
import { startChild } from './startChild.mjs';

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

  titleOf = (name) => TITLES[name] ?? name;

  run = (...which) => this.#start(...which).result;

  #start(contestant, measure, settings, { flags = [], ...how } = {}) {
    const { profile } = this.options;
    const { url, tlsUrl } = this.server;
    const profiling = profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [];
    const all = { contestant, measure, url, tlsUrl, ...settings };
    return startChild(this.#node, all, { flags: [...flags, ...profiling], ...how });
  }

  /**
   * Runs each contestant once a round, in an order that turns from round to round. One that failed runs no more, and the SDKs,
   * which take most of the time and are far from any limit, run in every other round. With `takesTurns` those of a round work slice by
   * slice in turns.
   */
  async rounds(names, rounds, measure, settings, how = {}) {
    const settingsOf = typeof settings === 'function' ? settings : () => settings;
    const samples = new Map(names.map((name) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      const due = names
        .map((_, n) => names[(n + round) % names.length])
        .filter((name) => !this.faultOf(samples.get(name)) && !(SDKS.has(name) && round % 2 === 1));
      const starts = due.map((name) => () => this.#start(name, measure, settingsOf(name), how));
      const found = await (how.takesTurns ? runInTurns(starts) : runInARow(starts));
      for (const [n, name] of due.entries()) samples.get(name).push({ round, ...found[n] });
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
  differences = (...which) => this.pairs(...which).map(([own, other]) => own - other);
  medianRatio = (...which) => this.median(this.ratios(...which));
  medianDifference = (...which) => this.median(this.differences(...which));

  /** The least figures of both, which what disturbs a run only adds to. None where either failed. */
  leasts(samples, name, other, key) {
    if (this.pairs(samples, name, other, key).length === 0) return [];
    return [name, other].map((each) => Math.min(...samples.get(each).map((sample) => sample[key])));
  }

  leastRatio(...which) {
    const [own, other] = this.leasts(...which);
    return own && own / other;
  }

  leastDifference(...which) {
    const [own, other] = this.leasts(...which);
    return own && own - other;
  }

  /** The cells of one ratio: the median, the range, least over least. */
  ratioCells(...which) {
    const ratios = this.ratios(...which);
    if (ratios.length === 0) return ['', '', ''];
    const [median, from, to] = [this.median(ratios), Math.min(...ratios), Math.max(...ratios)].map((n) => n.toFixed(2));
    return [median, `${from} – ${to}`, this.leastRatio(...which).toFixed(2)];
  }

  /** Notes what was promised, to be printed at the end beside what was measured; `least` is the same figure of the least costs. */
  promise(name, value, limit, least) {
    if (value !== undefined) this.#promises.push({ name, value, limit, least });
  }

  /** What one contestant costs over another. */
  promiseRatio(promise, limit, ...which) {
    this.promise(promise, this.medianRatio(...which), limit, this.leastRatio(...which));
  }

  promiseDifference(promise, limit, ...which) {
    this.promise(promise, this.medianDifference(...which), limit, this.leastDifference(...which));
  }

  printPromises() {
    if (this.#promises.length === 0) return;
    const rows = this.#promises.map(({ name, value, limit, least }) => {
      const digits = limit < 0.5 && limit > 0 ? 3 : 2;
      const figures = [value, limit, least].map((figure) => figure?.toFixed(digits));
      return [name, ...figures, value <= limit ? 'kept' : 'OVER'];
    });
    this.heading('Promises');
    this.table('What was promised', ['', 'measured', 'promised', 'of the least', ''], rows);
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

async function runInARow(starts) {
  const found = [];
  for (const start of starts) found.push(await start().result);
  return found;
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
