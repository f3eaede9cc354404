import { CommanderError } from 'commander';
import { createProgram } from './createProgram.ts';
import { ExitCode } from './ExitCode.ts';
import { failureLine } from './session/failureLine.ts';
import type { Io } from './session/Io.ts';
import { openSession, type Session } from './session/Session.ts';
import { toErrorLine } from './terminal/toErrorLine.ts';
import { UsageError } from './session/UsageError.ts';

/** How the command ended; `line` says why. */
interface Outcome {
  readonly code: ExitCode;
  readonly line?: string;
}

/** Runs the command with its arguments, and resolves to its exit code. Never rejects. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  const session = openSession(io);
  const outcome = await attempt(argv, session);
  // The causes of a failure here are checked below: an interrupt, or a stream that cannot be written to.
  await conclude(outcome.line ?? '', session).catch(() => undefined);

  if (io.interrupts.signal.aborted) return ExitCode.interrupted;
  const outputFailure = session.outputFailure();
  if (!outputFailure) return outcome.code;
  // The reader of a pipe has closed it (`| head -1`).
  if (outputFailure.code === 'EPIPE') return ExitCode.ok;
  const line = toErrorLine(`cannot write the answer: ${outputFailure.message}`);
  // The session is over, so this does not wait.
  await session.stderr.write(line).catch(() => undefined);
  return ExitCode.failure;
}

async function attempt(argv: readonly string[], session: Session): Promise<Outcome> {
  try {
    await createProgram(session).parseAsync(argv, { from: 'user' });
    return { code: ExitCode.ok };
  } catch (error) {
    // Commander has already printed the complaint, the help or the version.
    if (error instanceof CommanderError) return { code: error.exitCode === 0 ? ExitCode.ok : ExitCode.usage };
    return { code: error instanceof UsageError ? ExitCode.usage : ExitCode.failure, line: failureLine(error) };
  }
}

/** Leaves both streams at the start of a line, and waits until they are read. */
async function conclude(line: string, { stdout, stderr, signal }: Session): Promise<void> {
  await Promise.all([stdout.endLine(), stderr.endLine()]);
  signal.throwIfAborted();
  await stderr.write(line);
  await Promise.all([stdout.flush(), stderr.flush()]);
}
