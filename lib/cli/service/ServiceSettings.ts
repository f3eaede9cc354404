import type { Sampling } from '../config/sampling.ts';
import type { KeyVariable, ProviderEntry } from '../providers/ProviderEntry.ts';

/** Which service to ask, and how, from the command line, the config file and the environment. */
export interface ServiceSettings {
  readonly entry: ProviderEntry;
  /** `undefined`: the service itself, or the embedded server. */
  readonly baseUrl: string | undefined;
  /** The key, and where it came from. */
  readonly key: (KeyVariable & { readonly value: string }) | undefined;
  readonly proxy: string | undefined;
  readonly embedded: boolean;
  readonly model: string | undefined;
  /** The instructions of the command line, else those of the config file. */
  readonly system: string | undefined;
  readonly sampling: Sampling;
  /** The command's names for the paths in the library's errors: `options/baseUrl` may be `--base-url`. */
  readonly names: ReadonlyMap<string, string>;
  /** The providers whose keys are set, if there are several and none was chosen. */
  readonly undecided: readonly string[];
}
