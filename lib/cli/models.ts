import type { Command } from 'commander';
import { lastValueFrom } from 'rxjs';
import type { Provider } from '../provider/Provider.ts';
import { untilAborted } from '../rx/untilAborted.ts';
import { addServiceOptions } from './service/addServiceOptions.ts';
import type { ServiceOptions } from './service/ServiceOptions.ts';
import { withService } from './service/withService.ts';
import type { Session } from './session/Session.ts';
import { toPrintable } from './terminal/PrintableText.ts';

/** `rxllm models`, on the command line. */
export function addModels(program: Command, session: Session): void {
  addServiceOptions(program.command('models'))
    .description('List the models of a service, and their aliases.')
    .action((options: ServiceOptions) => models(options, session));
}

/** Prints one model on each line, with its aliases. */
async function models(options: ServiceOptions, session: Session): Promise<void> {
  await withService(options, session, async ({ provider }) => {
    const names = await lastValueFrom(provider.listModels().pipe(untilAborted(session.signal)));
    const lines = names.map((name) => `${toLine(name, provider)}\n`);
    await session.stdout.write(lines.join(''));
  });
}

function toLine(name: string, { defaultModel, modelAliases }: Provider): string {
  const aliases = Object.keys(modelAliases).filter((alias) => modelAliases[alias] === name);
  const remarks = [...(name === defaultModel ? ['default'] : []), ...aliases.map((alias) => `alias ${alias}`)];
  // One line for each name, even if a server puts a line feed into it.
  return [toPrintable(name).replaceAll('\n', '␊'), ...(remarks.length === 0 ? [] : [`(${remarks.join(', ')})`])].join(
    ' ',
  );
}
