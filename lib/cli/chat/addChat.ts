import { Argument, type Command, Option } from 'commander';
import { flagOf, SAMPLING, type Sampling, type SamplingOption } from '../config/sampling.ts';
import { addServiceOptions } from '../service/addServiceOptions.ts';
import { toRetries } from '../service/toRetries.ts';
import type { Session } from '../session/Session.ts';
import { UsageError } from '../session/UsageError.ts';
import { chat } from './chat.ts';
import type { ChatOptions } from './ChatOptions.ts';

const EXAMPLES = `
Examples:
  rxllm chat --embedded "Tell me about streams."
  rxllm chat -p ollama -m llama3.2
  rxllm chat -p anthropic -m claude-sonnet-4-5 -f report.pdf "What does it say?"
  git diff | rxllm chat -p openai -m gpt-4o-mini -s "Write a commit message."`;

type Given = ChatOptions & Readonly<Record<string, unknown>>;

/** `rxllm chat`, on the command line. */
export function addChat(program: Command, session: Session): void {
  const command = addServiceOptions(program.command('chat'))
    .description(
      'Ask a question and print the answer as it arrives. Without a prompt, on a terminal: hold a conversation.',
    )
    .addArgument(new Argument('[prompt...]', "the question; '-', or no prompt in a pipe, reads it from standard input"))
    .option('-m, --model <name>', 'the model, or an alias of it')
    .option('-s, --system <text>', 'instructions for the model')
    .addOption(new Option('--system-file <path>', 'read the instructions from a file').conflicts('system'))
    .option('-f, --file <path>', "send an image, a PDF or a text file; may be repeated; '-' is standard input", collect)
    .option('-c, --continue <path>', 'continue a saved conversation')
    .option('--save <path>', 'save the conversation to a file, as JSON')
    .option('-S, --no-stream', 'ask for the whole answer at once')
    .option('--json', 'print the chunks of the answer as JSON, one on each line')
    .option('--reasoning', "print the model's reasoning to standard error (default: only if that is a terminal)")
    .option('--no-reasoning', 'do not print the reasoning')
    .option(
      '--retries <number>',
      'how often to try again after a rate limit or a failure of the service',
      toRetries,
      2,
    );
  for (const option of SAMPLING) command.addOption(toOption(option));
  command.addHelpText('after', EXAMPLES).action((words: readonly string[], options: Given) => {
    const all: ChatOptions = { ...options, sampling: samplingOf(options) };
    return chat(words, all, session);
  });
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function toOption(sampling: SamplingOption): Option {
  const { flags, meaning, isList, read, codec } = sampling;
  return new Option(flags, meaning).argParser((text: string, before: readonly string[] | undefined) => {
    if (isList) return collect(text, before);
    const value = read === undefined ? text : read(text);
    if (codec.is(value)) return value;
    throw new UsageError(`${flagOf(sampling)} must be ${read === undefined ? 'a word' : nounOf(codec.name)}`);
  });
}

const nounOf = (name: string): string => (name === 'a finite number' ? 'a number' : name);

function samplingOf(options: Given): Sampling {
  const given = SAMPLING.map((option) => [option.field, options[attributeOf(option)]] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** What Commander calls an option: `maxTokens`. */
const attributeOf = (option: SamplingOption): string => new Option(option.flags).attributeName();
