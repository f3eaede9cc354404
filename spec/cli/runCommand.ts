import { PassThrough, Readable, type Writable } from 'node:stream';
import { run } from '../../lib/cli/run.ts';
import { Interrupts } from '../../lib/cli/session/Interrupts.ts';

/** How to run the command. */
export interface CommandOptions {
  /** What standard input holds. @default nothing */
  readonly input?: string | Uint8Array;
  readonly env?: Record<string, string | undefined>;
  /** Which streams are terminals. @default none */
  readonly terminals?: readonly ('stdin' | 'stdout' | 'stderr')[];
  readonly signal?: AbortSignal;
  /** In the place of the stream that is recorded. */
  readonly stdout?: Writable;
  readonly stderr?: Writable;
  /** Told of all that standard output has, after each piece. */
  readonly onStdout?: (soFar: string) => void;
  readonly onStderr?: (soFar: string) => void;
}

/** How it went. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in this process. */
export async function runCommand(argv: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { input = '', env = {}, terminals = [], signal = new AbortController().signal, onStdout, onStderr } = options;
  const stdin = Readable.from(input === '' ? [] : [Buffer.from(input)]);
  const stdout = record(onStdout);
  const stderr = record(onStderr);
  const code = await run(argv, {
    stdin: Object.assign(stdin, { isTTY: terminals.includes('stdin') }),
    stdout: Object.assign(options.stdout ?? stdout.stream, { isTTY: terminals.includes('stdout') }),
    stderr: Object.assign(options.stderr ?? stderr.stream, { isTTY: terminals.includes('stderr') }),
    // A terminal that turns no spinner, since that would be part of what is recorded.
    env: Object.assign(env, { TERM: env['TERM'] ?? 'dumb' }),
    interrupts: interruptsOf(signal),
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** Ctrl-C, pressed when the signal is aborted. */
export function interruptsOf(signal: AbortSignal): Interrupts {
  const interrupts = new Interrupts();
  if (signal.aborted) interrupts.interrupt();
  else signal.addEventListener('abort', () => interrupts.interrupt(), { once: true });
  return interrupts;
}

interface Recorded {
  readonly stream: PassThrough;
  readonly text: () => string;
}

function record(tell: (soFar: string) => void = () => undefined): Recorded {
  let text = '';
  const stream = new PassThrough({ encoding: 'utf8' });
  stream.on('data', (piece: string) => {
    text += piece;
    tell(text);
  });
  return { stream, text: () => text };
}
