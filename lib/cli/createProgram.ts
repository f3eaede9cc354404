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

/** The command line: what can be asked, and who answers. */
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
Providers, and the variables that say their keys and where they are; no option takes a key:
${providers.join('\n')}

Other variables:
  RXLLM_CONFIG                       the config file (default: ~/.config/rxllm/config.json)
  HTTP_PROXY, HTTPS_PROXY, NO_PROXY  where --proxy is not given
  NO_COLOR                           set: nothing is dimmed

Exit codes: 0 an answer, 1 a failure, 2 bad usage, 130 Ctrl-C.`;
}

/**
 * Commander's complaint without what may be a prompt, or a key that somebody gave to an option that does not exist: of an unknown
 * option its name alone, of an unknown command a single short word.
 */
function withoutValues(complaint: string): string {
  const [, option, rest = ''] = /^unknown option '(--[^\s=']*|-[^\s']?)(.*)/s.exec(complaint) ?? [];
  if (option === undefined) return isLongWord(complaint) ? NO_COMMAND : complaint;
  const suggestion = /\(Did you mean [^)]*\)/.exec(rest)?.[0];
  const hint = /^\s/.test(rest) ? '(a prompt that begins with a dash stands after --)' : '';
  return `unknown option '${option}' ${suggestion ?? hint}`;
}

const isLongWord = (complaint: string): boolean => /^unknown command '(?![\w-]{1,20}')/.test(complaint);

const NO_COMMAND = "this is not a command: 'rxllm chat PROMPT' asks, and 'rxllm --help' lists the commands";
