import type { MalformedFrame } from '../../errors/MalformedFrame.ts';
import type { Provider } from '../../provider/Provider.ts';
import type { EmbeddedServer } from '../../testing/EmbeddedServer.ts';

/** What the command knows about a provider, for its options, help and errors. */
export interface ProviderEntry {
  /** Its name for `--provider`. */
  readonly name: string;
  /** The name of its factory in the library. */
  readonly factory: string;
  /** The service, in a few words. */
  readonly answers: string;
  /** Other names that people try. They are not accepted, but the complaint suggests the right one. */
  readonly alsoCalled: readonly string[];
  /** The variables that may hold its key; the first one that is set counts. */
  readonly keys: readonly KeyVariable[];
  /** The variable that holds its base URL. */
  readonly place?: PlaceVariable | undefined;
  /** The base URL of the service itself, used where none is given. */
  readonly baseUrl: string;
  /** Whether the service itself refuses requests without a key. Another server at another base URL may accept them. */
  readonly needsKey: boolean;
  readonly create: (options: CommonOptions) => Provider;
  /** The name of the wire at the embedded server, and the model to ask for if none is given. */
  readonly embedded: { readonly wire: WireOfServer; readonly model?: string | undefined };
  readonly advice: Advice;
}

/** A variable of the environment that holds a key, and the factory's option that takes it. */
export interface KeyVariable {
  readonly variable: string;
  readonly option: 'apiKey' | 'authToken';
}

/** A variable of the environment that holds the base URL of a service. */
export interface PlaceVariable {
  readonly variable: string;
  /** Makes the base URL from the value. @default the value itself */
  readonly toUrl?: ((value: string) => string) | undefined;
}

/** What a person at a terminal can do about a failure. */
export interface Advice {
  /** The connection failed. */
  readonly noConnection?: string | undefined;
  /** The model or the path does not exist. How to list the models is added. */
  readonly notFound?: string | undefined;
  /** The path does not exist, or something else answered, and the base URL has no path. */
  readonly noPath?: string | undefined;
  /** The provider has a closed list of models, and the model is not in it. */
  readonly unknownModel?: string | undefined;
  /** The service failed, or the connection did, at the service's own base URL. */
  readonly atHome?: string | undefined;
}

/** The options that the command passes to every factory. */
export interface CommonOptions {
  readonly name: string;
  readonly baseUrl: string;
  readonly proxy: string | undefined;
  readonly onMalformed: (frame: MalformedFrame) => void;
  readonly defaultModel?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly authToken?: string | undefined;
}

/** The wires that the embedded server has a base URL for. */
type WireOfServer = {
  [K in keyof EmbeddedServer]: EmbeddedServer[K] extends { readonly baseUrl: string } ? K : never;
}[keyof EmbeddedServer];
