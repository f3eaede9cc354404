import { loadConfig } from '../config/loadConfig.ts';
import type { Session } from '../session/Session.ts';
import { explainFailure } from './explainFailure.ts';
import { openService, type Service } from './openService.ts';
import { resolveService } from './resolveService.ts';
import type { ServiceOptions } from './ServiceOptions.ts';

const NO_CONFIG = { path: '', defaults: {}, profile: {} };

/** Asks a service: opens it, closes it in any case, and puts what fails into words that help. */
export async function withService(
  options: ServiceOptions,
  { env }: Session,
  ask: (service: Service) => Promise<void>,
): Promise<void> {
  const config = options.embedded === true ? NO_CONFIG : await loadConfig(env, options.profile);
  const settings = resolveService(options, config, env);
  let service: Service | undefined;
  try {
    service = await openService(settings, env);
    await ask(service);
  } catch (error) {
    throw explainFailure(error, settings);
  } finally {
    await service?.close();
  }
}
