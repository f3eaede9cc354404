import { explainFailure } from './explainFailure.ts';
import { openService, type Service } from './openService.ts';
import { resolveService, type ServiceOptions, type ServiceSettings } from './resolveService.ts';
import type { Session } from '../session/Session.ts';

/** Asks a service: opens it, closes it in any case, and puts what fails into words that help. */
export async function withService(
  options: ServiceOptions,
  { env }: Session,
  ask: (service: Service, settings: ServiceSettings) => Promise<void>,
): Promise<void> {
  const settings = resolveService(options, env);
  const service = await openService(settings, env);
  try {
    await ask(service, settings);
  } catch (error) {
    throw explainFailure(error, settings);
  } finally {
    await service.close();
  }
}
