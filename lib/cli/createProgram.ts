import { Argument, Command, Option } from 'commander';
import { chat } from './chat/chat.ts';
import { isHttpUrl } from '../request/isHttpUrl.ts';
import { isProxyUrl } from '../request/isProxyUrl.ts';
import { models } from './models.ts';
import type { Session } from './session/Session.ts';
import { toErrorLine } from './terminal/toErrorLine.ts';
import { UsageError } from './session/UsageError.ts';
import { VERSION } from './version.ts';

const ENVIRONMENT = `
Environment:
  OPENAI_API_KEY                     the key for --provider openai; there is no option for it
  OPENAI_BASE_URL                    the default of --base-url for --provider openai
  HTTP_PROXY, HTTPS_PROXY, NO_PROXY  where --proxy is not given
  NO_COLOR                           set: nothing is dimmed

Exit codes: 0 an answer, 1 a failure, 2 bad usage, 130 Ctrl-C.`;

const CHAT_EXAMPLES = `
Examples:
  rxllm chat --embedded "Tell me about streams."
  rxllm chat --base-url http://127.0.0.1:11434/v1 --model llama3.2 "Why is the sky blue?"
  git diff | rxllm chat --provider openai --model gpt-4o-mini --system "Write a commit message."`;

/** The command line: what can be asked, and who answers. */
export function createProgram(session: Session): Command {
  const { stdout, stderr } = session;
  const program = new Command('rxllm')
    .description('Stream the answers of chat models.')
    .version(VERSION)
    .addHelpText('after', ENVIRONMENT)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => write(toErrorLine(withoutValue(text.replace(/^error: /, '')))),
    });

  withServiceOptions(program.command('chat'))
    .description('Ask, and print the answer as it arrives.')
    .addArgument(new Argument('[prompt...]', "what to ask; none, or '-', reads standard input"))
    .option('--model <name>', "a model or an alias (default: the provider's own)")
    .option('--system <text>', 'a system message before the prompt')
    .option('--no-stream', 'ask for the answer in one piece')
    .option('--json', 'print one chunk a line as JSON')
    .option('--reasoning', "print the model's reasoning to standard error (default: if that is a terminal)")
    .option('--no-reasoning', 'print no reasoning')
    .addHelpText('after', CHAT_EXAMPLES)
    .action((words, options) => chat(words, options, session));

  withServiceOptions(program.command('models'))
    .description("List the provider's models and their aliases; of openai, those that the server names.")
    .action((options) => models(options, session));

  return program;
}

function withServiceOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--provider <name>',
        'who answers (default: openai where a base URL is given, else autonomous)',
      ).choices(['autonomous', 'openai']),
    )
    .option('--base-url <url>', 'where the service is', checked(isHttpUrl, '--base-url is no http:// or https:// URL'))
    .option(
      '--proxy <url>',
      'go through a proxy: http, https, socks5 or socks5h',
      checked(isProxyUrl, '--proxy is no http://, https://, socks5:// or socks5h:// URL'),
    )
    .addOption(
      new Option('--embedded', 'start a server on this machine and ask it: its answers are canned').conflicts(
        'baseUrl',
      ),
    );
}

/** Never says the value: a URL may hold a password. */
const checked =
  (isRight: (text: string) => boolean, complaint: string) =>
  (text: string): string => {
    if (isRight(text)) return text;
    throw new UsageError(complaint);
  };

/** Nor a key that somebody gave to an option that does not exist. */
const withoutValue = (complaint: string): string => complaint.replace(/('-[^=']*)=.*'/s, "$1'");
