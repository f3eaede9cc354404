import { loadConfig, NO_CONFIG } from '../config/loadConfig.ts';
import type { Session } from '../session/Session.ts';
import { explainFailure } from './explainFailure.ts';
import { openService, type Service } from './openService.ts';
import { requireKey } from './requireKey.ts';
import { resolveService } from './resolveService.ts';
import type { ServiceOptions } from './ServiceOptions.ts';

/** Opens the service that the options name, and closes it whatever happens. A failure is explained in the command's own words. */
export async function withService(
  options: ServiceOptions,
  { env }: Session,
  ask: (service: Service) => Promise<void>,
): Promise<void> {
  const config = options.embedded === true ? NO_CONFIG : await loadConfig(env, options.profile);
  const settings = resolveService(options, config, env);
  requireKey(settings);
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
