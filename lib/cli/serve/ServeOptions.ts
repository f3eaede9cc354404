import type { ServiceOptions } from '../service/ServiceOptions.ts';

/** The options of `rxllm serve`. */
export interface ServeOptions extends ServiceOptions {
  readonly port: number;
  readonly host: string;
  /** Where the answers of the chat page are kept: `memory`, or the URL of a Redis. */
  readonly log?: string;
  readonly retries: number;
}
