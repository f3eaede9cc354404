import { Command } from 'commander';
import { addChat } from './chat/addChat.ts';
import { addModels } from './models.ts';
import { PROVIDERS } from './providers/providers.ts';
import { addServe } from './serve/addServe.ts';
import type { Session } from './session/Session.ts';
import { toErrorLine } from './terminal/toErrorLine.ts';
import { VERSION } from './version.ts';

/** The commands, each with its options. */
const COMMANDS: readonly ((program: Command, session: Session) => void)[] = [addChat, addModels, addServe];

/** The command line: its commands, options and help. */
export function createProgram(session: Session): Command {
  const { stdout, stderr } = session;
  const program = new Command('rxllm')
    .description('Stream the answers of chat models.')
    .version(VERSION)
    .addHelpText('after', help())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => write(toErrorLine(withoutValues(text.replace(/^error: /, '')))),
    });
  for (const add of COMMANDS) add(program, session);
  return program;
}

function help(): string {
  const width = Math.max(...PROVIDERS.map(({ name }) => name.length));
  const providers = PROVIDERS.map((entry) => {
    const keys = entry.keys.map(({ variable }) => variable);
    const variables = 'place' in entry ? [...keys, entry.place.variable] : keys;
    const named = variables.length === 0 ? '' : `\n  ${' '.repeat(width)}  ${variables.join(', ')}`;
    return `  ${entry.name.padEnd(width)}  ${entry.answers}${named}`;
  });
  return `
Providers, with the environment variables for their key and base URL (no option takes a key):
${providers.join('\n')}

Other variables:
  RXLLM_CONFIG                       the config file (default: ~/.config/rxllm/config.json)
  HTTP_PROXY, HTTPS_PROXY, NO_PROXY  the proxy to use where --proxy is not given
  NO_COLOR                           if it is not empty, no text is dimmed

Exit codes: 0 success, 1 failure, 2 wrong usage, 130 interrupted by Ctrl-C.`;
}

/**
 * Removes what may be a prompt or a key from Commander's complaint: an unknown option keeps only its name, and an unknown command is
 * quoted only if it is one short word.
 */
function withoutValues(complaint: string): string {
  const [, option, rest = ''] = /^unknown option '(--[^\s=']*|-[^\s']?)(.*)/s.exec(complaint) ?? [];
  if (option === undefined) return isLongWord(complaint) ? NO_COMMAND : complaint;
  const suggestion = /\(Did you mean [^)]*\)/.exec(rest)?.[0];
  const hint = /^\s/.test(rest) ? '(put -- before a prompt that begins with a dash)' : '';
  return `unknown option '${option}' ${suggestion ?? hint}`;
}

const isLongWord = (complaint: string): boolean => /^unknown command '(?![\w-]{1,20}')/.test(complaint);

const NO_COMMAND = "this is not a command: to ask, type 'rxllm chat PROMPT'; 'rxllm --help' lists the commands";
