import type { MalformedFrame } from '../../errors/MalformedFrame.ts';
import type { Provider } from '../../provider/Provider.ts';
import type { EmbeddedServer } from '../../testing/EmbeddedServer.ts';

/** What the command knows of a provider: its options, help, errors and page come from here. */
export interface ProviderEntry {
  /** What `--provider` calls it. */
  readonly name: string;
  /** The function of the library that makes it. */
  readonly factory: string;
  /** Who answers, in a few words. */
  readonly answers: string;
  /** The variables that may hold its key, the first that is set first. */
  readonly keys: readonly KeyVariable[];
  /** The variable that says where it is. */
  readonly place?: PlaceVariable | undefined;
  /** Where it is, if nobody says so. */
  readonly baseUrl: string;
  readonly create: (options: CommonOptions) => Provider;
  /** What the embedded server calls the wire, and the model that it is asked for if none is named. */
  readonly embedded: { readonly wire: WireOfServer; readonly model?: string | undefined };
  readonly advice: Advice;
}

/** A variable of the environment that holds a key, and the factory's option that takes it. */
export interface KeyVariable {
  readonly variable: string;
  readonly option: 'apiKey' | 'authToken';
}

/** A variable of the environment that says where a service is. */
export interface PlaceVariable {
  readonly variable: string;
  /** The base URL that its value stands for. @default the value */
  readonly toUrl?: ((value: string) => string) | undefined;
}

/** What a person at a terminal can do about a failure. */
export interface Advice {
  /** Nobody answered. */
  readonly noConnection?: string | undefined;
  /** There is no such model, or no such path. @default where the models are listed */
  readonly notFound?: string | undefined;
  /** The same, or something else answered, where the base URL has no path. */
  readonly noPath?: string | undefined;
  /** The list of models is closed, and the model is not in it. */
  readonly unknownModel?: string | undefined;
  /** The service failed, or nobody answered, at the service's own place. */
  readonly atHome?: string | undefined;
}

/** The options that the command gives to every factory. */
export interface CommonOptions {
  readonly name: string;
  readonly baseUrl: string;
  readonly proxy: string | undefined;
  readonly onMalformed: (frame: MalformedFrame) => void;
  readonly defaultModel?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly authToken?: string | undefined;
}

/** The wires that the embedded server says the place of. */
type WireOfServer = {
  [K in keyof EmbeddedServer]: EmbeddedServer[K] extends { readonly baseUrl: string } ? K : never;
}[keyof EmbeddedServer];
