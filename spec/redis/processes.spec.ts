import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { assert } from 'chai';
import { build } from 'esbuild';
import { redisLog } from '../../lib/redis/index.ts';
import { type AnswerLog, type Positioned, resumeAnswer, stopAnswer } from '../../lib/relay/index.ts';
import { type EmbeddedServer, startServer } from '../../lib/testing/index.ts';
import { record } from '../relay/record.ts';
import { describeWithRedis } from '../support/describeWithRedis.ts';
import { clientsOf, type RedisClients } from '../support/redisClients.ts';
import { type RedisServer, startRedis } from '../support/startRedis.ts';
import { DONE, finish, text } from '../support/wire.ts';
import type { WriterSettings } from './writer.ts';

const LEASE_MS = 1500;
/** What is at once on a busy machine, and is not the next heartbeat. */
const AT_ONCE_MS = 250;

describeWithRedis('An answer between processes', function () {
  let folder: string;
  let program: string;
  let redis: RedisServer;
  let clients: RedisClients;
  let log: AnswerLog;
  let model: EmbeddedServer;
  let writers: Writer[] = [];

  before(async () => {
    // A program of its own starts ten times as fast as one that is compiled when it starts.
    folder = await mkdtemp(join(import.meta.dirname, '.writer-'));
    program = join(folder, 'writer.mjs');
    await build({
      entryPoints: [join(import.meta.dirname, 'writer.ts')],
      outfile: program,
      packages: 'external',
      bundle: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'silent',
    });
    redis = await startRedis();
    clients = await clientsOf['node-redis'](redis.port);
    log = redisLog({ ...clients.use, leaseMs: LEASE_MS });
  });
  afterEach(async () => {
    for (const writer of writers) await writer.kill();
    writers = [];
    await model.close();
  });
  after(async () => {
    clients.close();
    await redis.close();
    await rm(folder, { recursive: true });
  });

  const start = (id: string): Writer => {
    const writer = new Writer(program, {
      redisPort: redis.port,
      modelUrl: model.openAI.baseUrl,
      id,
      leaseMs: LEASE_MS,
    });
    writers.push(writer);
    return writer;
  };

  it('ends soon where its process is killed', async function () {
    this.timeout(60_000);
    model = await startServer({ answer: () => ({ pieces: [text('one '), text('two ')], ending: 'stall' }) });
    const writer = start('killed');
    await writer.has(3);
    const [live, late] = [record(resumeAnswer(log, 'killed')), record(resumeAnswer(log, 'killed', { after: 2 }))];
    await live.has(3);
    await writer.kill();
    const killedAt = performance.now();
    for (const [reader, count] of [
      [live, 3],
      [late, 1],
    ] as const) {
      assert.deepInclude(await reader.error(), {
        name: 'IncompleteAnswerError',
        reason: 'abandoned',
        retryable: true,
        contentReceived: true,
      });
      assert.lengthOf(reader.values, count);
    }
    assert.isAtMost(performance.now() - killedAt, 1.5 * LEASE_MS);
    assert.deepInclude(await record(resumeAnswer(log, 'killed')).error(), { reason: 'abandoned' });
  });

  it("is stopped from another process, which closes the model's socket at once", async function () {
    this.timeout(60_000);
    model = await startServer({ answer: () => ({ pieces: [text('one ')], ending: 'stall' }) });
    const writer = start('stopped');
    await writer.has(2);
    assert.equal(model.openSockets, 1);
    const stoppedAt = performance.now();
    const [end] = await Promise.all([stopAnswer(log, 'stopped', 'enough'), model.socketsClosed()]);
    assert.isAtMost(performance.now() - stoppedAt, AT_ONCE_MS);
    assert.deepEqual(end, { type: 'stopped', reason: 'enough' });
    assert.deepInclude(await writer.ended(), { name: 'AbortError' });
  });

  it('is paid for once, whatever asks for it where', async function () {
    this.timeout(60_000);
    const words = Array.from({ length: 20 }, (_, i) => text(`${i} `));
    model = await startServer({ paceMs: 10, answer: () => ({ pieces: [...words, finish('stop'), DONE] }) });
    const [one, other] = [start('twice'), start('twice')];
    for (const writer of [one, other]) assert.equal(await writer.ended(), 'complete');
    assert.deepEqual(one.read, other.read);
    assert.deepEqual(
      one.read.map(({ position }) => position),
      Array.from({ length: 22 }, (_, i) => i + 1),
    );
    assert.deepEqual([...(await record(resumeAnswer(log, 'twice')).all())], one.read);
    assert.equal(model.requests.length, 1);
  });
});

/** A server in a process of its own, and what it has read. */
class Writer {
  readonly read: Positioned[] = [];
  readonly #child: ChildProcess;
  #end: unknown;
  #tell: () => void = () => undefined;

  constructor(program: string, settings: WriterSettings) {
    this.#child = fork(program, [JSON.stringify(settings)], {
      execArgv: [],
      env: { ...process.env, NO_PROXY: '127.0.0.1' },
    });
    this.#child.on('message', (message: Positioned | { readonly error: unknown } | 'complete') => {
      if (message === 'complete') this.#end = message;
      else if ('error' in message) this.#end = message.error;
      else this.read.push(message);
      this.#tell();
    });
    this.#child.on('exit', () => this.#tell());
  }

  async has(count: number): Promise<void> {
    while (this.read.length < count) await this.#changed();
  }

  async ended(): Promise<unknown> {
    while (this.#end === undefined) await this.#changed();
    return this.#end;
  }

  /** Kills it as `kill -9` does. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  async #changed(): Promise<void> {
    if (this.#child.exitCode !== null) throw new Error(`the writer ended with ${this.#child.exitCode}`);
    await new Promise<void>((resolve) => (this.#tell = resolve));
  }
}
