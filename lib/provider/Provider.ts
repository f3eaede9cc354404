import type { Either } from 'fp-ts/lib/Either.js';
import type { Observable } from 'rxjs';
import type { UnknownModelError } from '../errors/UnknownModelError.ts';
import type { ChatSource } from '../sources/ChatSource.ts';

/** What a provider's service can do. */
export interface ProviderSupport {
  /** Can the answer come piece by piece? */
  readonly stream: boolean;
  /** Can the conversation hold instructions? */
  readonly systemMessage: boolean;
  /** Can the conversation hold more than one message? */
  readonly messageHistory: boolean;
}

/** A source that knows its service: where it is, what it supports, which models it has. */
export interface Provider extends ChatSource {
  /** The service's home page. */
  readonly url: string;
  /** Last known state of the public service. */
  readonly working: boolean;
  /** What it can carry. */
  readonly supports: ProviderSupport;
  /** The model that is asked where a request names none. */
  readonly defaultModel?: string | undefined;
  /** The models, default first; empty: an open list. */
  readonly models: readonly string[];
  /** Other names of models, each with the name that the wire knows. */
  readonly modelAliases: Readonly<Record<string, string>>;
  /** The absolute URL of each model; `'*'` where all share one. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** The wire's name of a model: `undefined` and `''` give the default, an alias its target. */
  readonly resolveModel: (model?: string) => Either<UnknownModelError, string>;
  /** Asks an open provider's server for its models; any other provider emits `models`. */
  readonly listModels: () => Observable<readonly string[]>;
}
