import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packageJson from '../../../package.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const COMMAND = join(ROOT, packageJson.bin.rxllm);

const isBuilt = [COMMAND, join(ROOT, 'dist/page/page.js')].every((path) => existsSync(path));

/** What the specs of the page lack, if they do. They run what was built: the command and its page, as users have them. */
export const missingBuild: string | undefined = isBuilt ? undefined : 'npm run build';

/** A running `rxllm serve`. */
export interface Serve {
  readonly child: ChildProcess;
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Settles when standard error has this text. */
  readonly tells: (text: string) => Promise<void>;
  /** The exit code, or the name of the signal that ended it. */
  readonly code: Promise<number | string>;
  readonly close: () => Promise<void>;
}

/** Starts the built command on a free port. */
export async function startServe(...argv: readonly string[]): Promise<Serve> {
  const child = runServe('--port', '0', ...argv);
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  const tell = (): void => {
    for (const look of waiting) look();
  };
  child.stdout?.setEncoding('utf8').on('data', (piece: string) => {
    stdout += piece;
    tell();
  });
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    stderr += piece;
    tell();
  });
  const code = once(child, 'close').then(([exitCode, signal]) => (exitCode ?? signal) as number | string);
  const until = (isTrue: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!isTrue()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      void code.then((exitCode) => reject(new Error(`it has ended (${exitCode}): ${stdout}${stderr}`)));
      look();
    });
  await until(() => stdout.includes('/v1\n'));
  return {
    child,
    url: /http:\S+/.exec(stdout)?.[0] ?? '',
    stdout: () => stdout,
    stderr: () => stderr,
    tells: (text) => until(() => stderr.includes(text)),
    code,
    async close() {
      child.kill('SIGKILL');
      await code;
    },
  };
}

/** Runs the built command, with nothing of the environment that runs the specs: no key, no proxy. */
export const runServe = (...argv: readonly string[]): ChildProcess =>
  spawn(process.execPath, [COMMAND, 'serve', ...argv], { env: { PATH: process.env['PATH'] }, stdio: 'pipe' });
