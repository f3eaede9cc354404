import type { ServiceOptions } from '../service/ServiceOptions.ts';

/** The options of `rxllm chat`. */
export interface ChatOptions extends ServiceOptions {
  readonly systemFile?: string;
  readonly file?: readonly string[];
  /** The file of a conversation to continue. */
  readonly continue?: string;
  /** The file to save the conversation to. */
  readonly save?: string;
  readonly stream: boolean;
  readonly json?: true;
  readonly reasoning?: boolean;
  readonly retries: number;
}
