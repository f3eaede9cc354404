import type { ProviderEntry } from '../providers/ProviderEntry.ts';
import { UsageError } from '../session/UsageError.ts';
import type { ServiceSettings } from './ServiceSettings.ts';

/**
 * Throws a `UsageError`, before anything is sent, if the keys of several services are set and none was chosen, or if the service needs a
 * key and none is set.
 */
export function requireKey({ entry, baseUrl, key, embedded, undecided }: ServiceSettings): void {
  if (undecided.length > 0) {
    throw new UsageError(`keys are set for ${undecided.join(', ')}: choose one of them with --provider`);
  }
  if (embedded || !entry.needsKey || key !== undefined || baseUrl !== undefined) return;
  throw new UsageError(`${entry.name} needs a key: set ${keyVariables(entry).join(' or ')} in the environment`);
}

/** The variables that may hold the key, the usual one first. */
export const keyVariables = ({ keys }: ProviderEntry): readonly string[] =>
  keys.map(({ variable }) => variable).toReversed();
