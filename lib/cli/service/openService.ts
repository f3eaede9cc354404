import type { Provider } from '../../provider/Provider.ts';
import type { Io } from '../session/Io.ts';
import type { ServiceSettings } from './ServiceSettings.ts';

/** A provider to ask, and how to be done with it. */
export interface Service {
  readonly provider: Provider;
  readonly settings: ServiceSettings;
  /** How many malformed frames were left out so far. */
  readonly malformed: () => number;
  close(): Promise<void>;
}

/** The provider of these settings; starts the embedded server where they say so. */
export async function openService(settings: ServiceSettings, env: Io['env']): Promise<Service> {
  const { entry, proxy, embedded, baseUrl = entry.baseUrl } = settings;
  let count = 0;
  const malformed = (): number => count;
  const onMalformed = (): void => void count++;
  if (!embedded) {
    const provider = create(settings, { baseUrl, onMalformed });
    return { provider, settings, malformed, close: () => Promise.resolve() };
  }

  // Loaded only when used.
  const { startServer } = await import('../../testing/index.ts');
  const server = await startServer();
  // A proxy of the environment cannot reach into this machine; the lower-case name is looked at first.
  if (proxy === undefined) env['no_proxy'] = '127.0.0.1';
  const { wire, model } = entry.embedded;
  const provider = create(settings, { ...server[wire], onMalformed, defaultModel: model });
  return { provider, settings, malformed, close: () => server.close() };
}

const create = (
  { entry, proxy, key }: ServiceSettings,
  own: { readonly baseUrl: string; readonly onMalformed: () => void; readonly defaultModel?: string | undefined },
): Provider =>
  entry.create({ name: entry.name, proxy, ...own, ...(key === undefined ? {} : { [key.option]: key.value }) });
