import type { Sampling } from '../config/sampling.ts';
import type { KeyVariable, ProviderEntry } from '../providers/ProviderEntry.ts';

/** Whom to ask, and how, by the command line, the config file and the environment together. */
export interface ServiceSettings {
  readonly entry: ProviderEntry;
  /** `undefined`: the provider's own place, or the embedded server's. */
  readonly baseUrl: string | undefined;
  /** The key, and where it came from. */
  readonly key: (KeyVariable & { readonly value: string }) | undefined;
  readonly proxy: string | undefined;
  readonly embedded: boolean;
  readonly model: string | undefined;
  /** Of the config file; the command line's goes before. */
  readonly system: string | undefined;
  readonly sampling: Sampling;
  /** What a person calls what the library's errors speak of: `options/baseUrl` may be `--base-url`. */
  readonly names: ReadonlyMap<string, string>;
  /** The providers whose keys are set, where there is more than one and nobody chose: then none of them is asked. */
  readonly undecided: readonly string[];
}
