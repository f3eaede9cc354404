import type { Provider } from '../../provider/Provider.ts';
import type { ProviderOptions } from '../../provider/ProviderOptions.ts';
import type { ChatSource } from '../../sources/ChatSource.ts';
import type { WireSample } from './WireSample.ts';

/**
 * The options with which the kit creates a provider: pass all of them to your factory. The cases use `headers`, `body`, `deadlines`,
 * `onResponse`, `onMalformed`, `requireEndMarker` and `maxEventBytes`, which every provider made with `defineProvider` has. Drop the key if
 * your service does not use one.
 */
export interface SampleOptions extends ProviderOptions {
  readonly baseUrl: string;
  /** The key, which must not appear in any error. */
  readonly apiKey: string;
}

/** What is tested: a provider, or any source that is made with these options. */
export type SampleProvider = ChatSource & Partial<Provider>;

/** The input of `conformance`. */
export interface ConformanceOptions {
  /** Creates the provider, as its users would. */
  readonly provider: (options: SampleOptions) => SampleProvider;
  /** What its service sends. */
  readonly wire: WireSample;
  /** The model to request. @default the provider's default model, else its first, else `'conformance'` */
  readonly model?: string | undefined;
  /** How long a case may take, in milliseconds, before it rejects. @default 10_000 */
  readonly timeoutMs?: number | undefined;
}
