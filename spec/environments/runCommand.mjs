import { execFileSync } from 'node:child_process';

/** Runs a command and gives what it printed; one that fails throws all of that. */
export function runCommand(command, args, cwd, env = {}) {
  try {
    const options = { cwd, env: { ...process.env, NO_COLOR: '1', CI: 'true', ...env }, timeout: 300_000 };
    return execFileSync(command, args, { ...options, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(`${command} ${args.join(' ')} failed:\n${error.stdout}${error.stderr}`, { cause: error });
  }
}
