import type { Sampling } from '../config/sampling.ts';
import type { ProviderName } from '../providers/providers.ts';

/** The options of the command line that say which service to ask. */
export interface ServiceOptions {
  readonly provider?: ProviderName;
  readonly baseUrl?: string;
  readonly proxy?: string;
  readonly profile?: string;
  readonly embedded?: boolean;
  readonly model?: string;
  readonly system?: string;
  readonly sampling?: Sampling;
}
