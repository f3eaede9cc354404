import type { Either } from 'fp-ts/lib/Either.js';
import type { Observable } from 'rxjs';
import type { UnknownModelError } from '../errors/UnknownModelError.ts';
import type { ChatSource } from '../sources/ChatSource.ts';

/** What the service of a provider supports. */
export interface ProviderSupport {
  /** Whether it can stream the answer. */
  readonly stream: boolean;
  /** Whether the conversation may contain instructions. */
  readonly systemMessage: boolean;
  /** Whether the conversation may contain more than one message. */
  readonly messageHistory: boolean;
}

/** A source that knows its service: where it is, what it supports, and which models it has. */
export interface Provider extends ChatSource {
  /** The service's home page. */
  readonly url: string;
  /** The last known state of the public service. */
  readonly working: boolean;
  /** What it supports. */
  readonly supports: ProviderSupport;
  /** The model for requests without a `model`. */
  readonly defaultModel?: string | undefined;
  /** The models, the default first. Empty for an open list. */
  readonly models: readonly string[];
  /** Other names of models, each with the name that the wire uses. */
  readonly modelAliases: Readonly<Record<string, string>>;
  /** The absolute URL of each model; `'*'` if all share one. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** The wire's name of a model: `undefined` and `''` resolve to the default, an alias to its target. */
  readonly resolveModel: (model?: string) => Either<UnknownModelError, string>;
  /** Asks an open provider's server for its models; any other provider emits `models`. */
  readonly listModels: () => Observable<readonly string[]>;
}
