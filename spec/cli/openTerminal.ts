import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Far longer than anything takes; what is waited for comes or never does. */
const PATIENCE_MS = 90_000;
/** ESC [ and what follows it, to its last character. */
const SEQUENCES = /\p{Cc}\[[0-?]*[ -/]*[@-~]/gu;

/** Why no terminal can be opened here; `undefined`: one can. */
export const NO_TERMINAL: string | undefined = spawnSync('script', ['--version'], {
  encoding: 'utf8',
}).stdout?.includes('util-linux')
  ? undefined
  : "needs the command 'script' of util-linux";

/** The command in a terminal of its own, 80 columns wide. */
export interface Terminal {
  /** Presses keys: `\r` is Enter, `\u0003` Ctrl-C. */
  readonly type: (keys: string) => void;
  /** Settles when the terminal has shown this text after what was last waited for. Colours and cursor movements do not count. */
  readonly shows: (text: string) => Promise<void>;
  /** Everything that the terminal was sent, as it came. */
  readonly raw: () => string;
  readonly code: Promise<number | null>;
  /** Ends the command, if it has not ended. */
  readonly close: () => void;
}

export function openTerminal(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Terminal {
  const command = [process.execPath, '--import', 'tsx', 'lib/cli/main.ts', ...argv].map(quote).join(' ');
  const child = spawn('script', ['-qefc', `stty rows 24 cols 80; exec ${command}`, '/dev/null'], {
    cwd: ROOT,
    // Nothing of the environment that runs the specs: no key, no proxy, no config file.
    env: { PATH: process.env['PATH'], TERM: 'xterm', SHELL: '/bin/sh', HOME: '/nonexistent', ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let raw = '';
  let seen = 0;
  let tell: (() => void) | undefined;
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    raw += piece;
    tell?.();
  });
  child.on('close', () => tell?.());
  const shown = (): string => raw.replaceAll(SEQUENCES, '').replaceAll('\r', '');
  return {
    type: (keys) => void child.stdin.write(keys),
    async shows(text) {
      const lost = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      for (;;) {
        const at = shown().indexOf(text, seen);
        if (at !== -1) {
          seen = at + text.length;
          return clearTimeout(lost);
        }
        if (child.exitCode !== null || child.signalCode !== null) {
          throw new Error(
            `the terminal never showed ${JSON.stringify(text)} after ${JSON.stringify(shown().slice(seen))}`,
          );
        }
        await new Promise<void>((resolve) => (tell = resolve));
      }
    },
    raw: () => raw,
    code: once(child, 'close').then(([code]) => code as number | null),
    close: () => void child.kill('SIGKILL'),
  };
}

const quote = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
