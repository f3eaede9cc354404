import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { autonomousAI } from '../../wires/autonomous/autonomousAI.ts';
import { openAICompatible } from '../../wires/openaiChat/openAICompatible.ts';
import type { Provider } from '../../provider/Provider.ts';
import type { Io } from '../session/Io.ts';
import type { ServiceSettings } from './resolveService.ts';
import { UsageError } from '../session/UsageError.ts';

/** A provider to ask, and how to be done with it. */
export interface Service {
  readonly provider: Provider;
  /** How many malformed frames were left out so far. */
  readonly malformed: () => number;
  close(): Promise<void>;
}

/** The provider of these settings; starts the embedded server where they say so. */
export async function openService(settings: ServiceSettings, env: Io['env']): Promise<Service> {
  const { kind, proxy, embedded } = settings;
  let count = 0;
  const malformed = (): number => count;
  const onMalformed = (): void => void count++;
  if (!embedded) {
    return { provider: createProvider(settings, onMalformed), malformed, close: () => Promise.resolve() };
  }

  // Loaded only when used.
  const { startServer } = await import('../../testing/index.ts');
  const server = await startServer();
  // A proxy of the environment cannot reach into this machine; the lower-case name is looked at first.
  if (proxy === undefined) env['no_proxy'] = '127.0.0.1';
  const { baseUrl } = kind === 'openai' ? server.openAI : server.autonomousAI;
  const provider = createProvider({ ...settings, baseUrl }, onMalformed);
  return { provider, malformed, close: () => server.close() };
}

function createProvider(
  { kind, baseUrl, apiKey, proxy, embedded }: ServiceSettings,
  onMalformed: () => void,
): Provider {
  if (kind === 'autonomous') return autonomousAI({ baseUrl, proxy, onMalformed });
  try {
    return openAICompatible({
      baseUrl: baseUrl ?? '',
      apiKey,
      proxy,
      onMalformed,
      name: 'openai',
      defaultModel: embedded ? 'default' : undefined,
    });
  } catch (error) {
    if (error instanceof InvalidRequestError && error.paths.includes('options/apiKey')) {
      throw new UsageError('OPENAI_API_KEY holds characters that no HTTP header can carry');
    }
    throw error;
  }
}
