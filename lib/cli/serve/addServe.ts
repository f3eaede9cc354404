import type { Command } from 'commander';
import { addServiceOptions } from '../service/addServiceOptions.ts';
import { toRetries } from '../service/toRetries.ts';
import type { Session } from '../session/Session.ts';
import { UsageError } from '../session/UsageError.ts';
import { isLogPlace, LOG_PLACE } from './log/isLogPlace.ts';
import type { ServeOptions } from './ServeOptions.ts';

const DEFAULT_PORT = 8787;

const EXAMPLES = `
Examples:
  rxllm serve --embedded
  rxllm serve -p ollama -m llama3.2 --log memory
  rxllm serve -p anthropic -m claude-sonnet-4-5 --port 3000 --log redis://127.0.0.1:6379`;

/** `rxllm serve`, on the command line. */
export function addServe(program: Command, session: Session): void {
  addServiceOptions(program.command('serve'))
    .description("Serve a chat page, and OpenAI's API for other programs, from any provider.")
    .option('-m, --model <name>', 'the model for requests that name none')
    .option('-s, --system <text>', 'instructions for the model, in conversations that have none')
    .option('--port <number>', 'the port to listen on; 0 picks a free one', toPort, DEFAULT_PORT)
    .option('--host <address>', 'the address to listen on; 0.0.0.0 lets other machines in', '127.0.0.1')
    .option('--log <place>', `keep the answers of the page, so that a reload continues them: ${LOG_PLACE}`, toLogPlace)
    .option('--retries <number>', 'how often to try again after a rate limit or a failure of the service', toRetries, 2)
    .addHelpText('after', EXAMPLES)
    .action(async (options: ServeOptions) => {
      // Loaded only when used.
      const { serve } = await import('./serve.ts');
      await serve(options, session);
    });
}

function toPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError('--port must be a number from 0 to 65535');
}

/** The message never contains the value: a URL may hold a password. */
function toLogPlace(text: string): string {
  if (isLogPlace(text)) return text;
  throw new UsageError(`--log must be ${LOG_PLACE}`);
}
