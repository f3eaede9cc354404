import type { Provider } from '../../provider/Provider.ts';
import type { ProviderOptions } from '../../provider/ProviderOptions.ts';
import type { ChatSource } from '../../sources/ChatSource.ts';
import type { WireSample } from './WireSample.ts';

/**
 * What the kit makes a provider with: to be handed to your factory, whole. The cases use `headers`, `body`, `deadlines`, `onResponse`, `onMalformed`,
 * `requireEndMarker` and `maxEventBytes`, which a provider made with `defineProvider` has anyway. A key that your service does not want is to be dropped.
 */
export interface SampleOptions extends ProviderOptions {
  readonly baseUrl: string;
  /** The key, which must show in no error. */
  readonly apiKey: string;
}

/** What is tried: a provider, or any source that is made with these options. */
export type SampleProvider = ChatSource & Partial<Provider>;

/** What `conformance` needs to know. */
export interface ConformanceOptions {
  /** Makes the provider, as its users would. */
  readonly provider: (options: SampleOptions) => SampleProvider;
  /** What its service says. */
  readonly wire: WireSample;
  /** The model to ask. @default the provider's default model, else its first, else `'conformance'` */
  readonly model?: string | undefined;
  /** How long a case may take, in milliseconds; then it rejects. @default 10_000 */
  readonly timeoutMs?: number | undefined;
}
