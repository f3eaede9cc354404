import type { Provider } from '../../provider/Provider.ts';
import type { Io } from '../session/Io.ts';
import type { ServiceSettings } from './ServiceSettings.ts';

/** A provider, and how to close it. */
export interface Service {
  readonly provider: Provider;
  readonly settings: ServiceSettings;
  /** How many malformed frames have been skipped so far. */
  readonly malformed: () => number;
  close(): Promise<void>;
}

/** Creates the provider of these settings, and starts the embedded server if they say so. */
export async function openService(settings: ServiceSettings, env: Io['env']): Promise<Service> {
  const { entry, proxy, embedded, baseUrl = entry.baseUrl } = settings;
  let count = 0;
  const malformed = (): number => count;
  const onMalformed = (): void => void count++;
  if (!embedded) {
    const provider = create(settings, { baseUrl, onMalformed });
    return { provider, settings, malformed, close: () => Promise.resolve() };
  }

  // Loaded on first use.
  const { startServer } = await import('../../testing/index.ts');
  const server = await startServer();
  // A proxy of the environment cannot reach this machine. The lower-case name wins.
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
