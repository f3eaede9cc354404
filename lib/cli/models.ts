import { lastValueFrom } from 'rxjs';
import { untilAborted } from '../rx/untilAborted.ts';
import type { Provider } from '../provider/Provider.ts';
import { toPrintable } from './terminal/PrintableText.ts';
import type { ServiceOptions } from './service/resolveService.ts';
import type { Session } from './session/Session.ts';
import { withService } from './service/withService.ts';

/** `rxllm models`: one model a line, with what else is known of it. */
export async function models(options: ServiceOptions, session: Session): Promise<void> {
  await withService(options, session, async ({ provider }) => {
    const names = await lastValueFrom(provider.listModels().pipe(untilAborted(session.signal)));
    const lines = names.map((name) => `${toLine(name, provider)}\n`);
    await session.stdout.write(lines.join(''));
  });
}

function toLine(name: string, { defaultModel, modelAliases }: Provider): string {
  const aliases = Object.keys(modelAliases).filter((alias) => modelAliases[alias] === name);
  const remarks = [...(name === defaultModel ? ['default'] : []), ...aliases.map((alias) => `alias ${alias}`)];
  // A name is a line: a server's that holds a line feed would be two.
  return [toPrintable(name).replaceAll('\n', '␊'), ...(remarks.length === 0 ? [] : [`(${remarks.join(', ')})`])].join(
    ' ',
  );
}
