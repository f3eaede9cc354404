import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Redis of our own, on a free port of loopback. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** Kills it as `kill -9` does. */
  readonly kill: () => Promise<void>;
  /** Starts it anew on the same port, with what it has on disk. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface RedisOptions {
  /** Does it write each command to disk before it answers? Without it, it forgets all when it is killed. */
  readonly aof?: boolean;
  /** Is it the one node of a cluster? */
  readonly cluster?: boolean;
}

/** The specs that need it are skipped where no `redis-server` of version 7 or newer is installed: `apt-get install redis-server`. */
export const isRedisInstalled: boolean = canRun();

function canRun(): boolean {
  try {
    const said = execFileSync('redis-server', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return Number(/\bv=(\d+)/.exec(said)?.[1]) >= 7;
  } catch {
    return false;
  }
}

export async function startRedis({ aof = false, cluster = false }: RedisOptions = {}): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'rxllm-redis-'));
  const port = await freePort();
  const persistence = aof ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...persistence];
  if (cluster) args.push('--cluster-enabled', 'yes');
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = spawn('redis-server', args, { stdio: 'ignore' });
    await accepts(port);
  };
  const kill = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  await start();
  if (cluster) await answerOf(port, 'CLUSTER ADDSLOTSRANGE 0 16383');
  if (cluster) await ask(port, 'CLUSTER INFO', 'cluster_state:ok');
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    kill,
    restart: start,
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until it listens. */
const accepts = (port: number): Promise<void> => ask(port, 'PING', '+PONG');

/** Asks until the answer has these words. */
async function ask(port: number, command: string, words: string): Promise<void> {
  while (!(await answerOf(port, command)).includes(words)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The beginning of a reply; `''` where there is none. */
function answerOf(port: number, command: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      resolve(text);
      socket.destroy();
    });
    socket.on('error', () => resolve(''));
    socket.on('close', () => resolve(''));
  });
}
