import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { peersFolder } from './peers.ts';
import { accepts, freePort } from '../support/ports.ts';

const START_MS = 30_000;

/** A server of the page in a process of its own, started as it stands there. */
export class ServerProgram {
  readonly #child: ChildProcess;
  readonly port: number;
  #said = '';

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (this.#said += String(text)));
  }

  /** Starts a program, which reads `MODEL_URL` and `PORT`, and waits until it listens. */
  static async start(command: readonly string[], modelUrl: string): Promise<ServerProgram> {
    const port = await freePort();
    const args = ['--expose-gc', '--import', join(peersFolder, 'meter.mjs'), ...command];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, MODEL_URL: modelUrl, PORT: String(port), NO_PROXY: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const server = new ServerProgram(child, port);
    await server.#listening();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** What it wrote to its terminal. */
  get said(): string {
    return this.#said;
  }

  /** How many bytes are alive in it. */
  async liveBytes(): Promise<number> {
    this.#child.send('measure');
    const [bytes] = (await once(this.#child, 'message')) as [number];
    return bytes;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exited;
  }

  async #listening(): Promise<void> {
    const end = Date.now() + START_MS;
    while (!(await accepts(this.port))) {
      if (this.#child.exitCode !== null || Date.now() > end) throw new Error(`it does not listen: ${this.#said}`);
      await sleep(20);
    }
  }
}
