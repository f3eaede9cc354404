import { nearestName, plainName } from '../../codec/nearestName.ts';
import { PROVIDER_NAMES, PROVIDERS, type ProviderName } from './providers.ts';
import type { ProviderEntry } from './ProviderEntry.ts';

/** A name that differs in more letters is not a mistyped one. */
const MAX_MISTYPED = 2;

/** The provider that was probably meant, by another name or a mistyped one. */
export function nearestProvider(written: string): ProviderName | undefined {
  const known: readonly (ProviderEntry & { readonly name: ProviderName })[] = PROVIDERS;
  const entry = known.find(({ factory, alsoCalled }) =>
    [factory, ...alsoCalled].some((name) => plainName(name) === plainName(written)),
  );
  if (entry !== undefined) return entry.name;
  const nearest = nearestName(written, PROVIDER_NAMES);
  return nearest !== undefined && nearest.steps <= MAX_MISTYPED ? (nearest.name as ProviderName) : undefined;
}
