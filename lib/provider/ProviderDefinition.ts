import type { Type } from 'io-ts';
import type { Framing } from '../answer/Framing.ts';
import type { ProviderCall } from '../answer/ProviderCall.ts';
import type { ProviderChunk } from '../answer/ProviderChunk.ts';
import type { FrameReader, ModelListing, ReadFrame, WireHeaders } from '../answer/Wire.ts';
import type { ReadWireError } from '../http/refusal/WireError.ts';
import type { OptionalField } from '../request/ChatRequest.ts';
import type { Deadlines } from '../request/Deadlines.ts';
import type { JsonObject } from '../request/JsonObject.ts';
import type { ProviderSupport } from './Provider.ts';

/** The definition of a provider: its identity and its wire, as plain values and functions. */
export interface ProviderDefinition<Frame> {
  /** Its name in errors and logs. */
  readonly name: string;
  /** The service's home page. */
  readonly url: string;
  /**
   * The last known state of the public service.
   *
   * @default true
   */
  readonly working?: boolean | undefined;
  /**
   * What the service can do.
   *
   * @default all true
   */
  readonly supports?: { readonly [K in keyof ProviderSupport]?: boolean | undefined } | undefined;
  /** The model for requests without a `model`. */
  readonly defaultModel?: string | undefined;
  /**
   * The models, the default first. Empty for an open list, which accepts any name.
   *
   * @default []
   */
  readonly models?: readonly string[] | undefined;
  /** Other names of models, each with the name that the wire uses. */
  readonly modelAliases?: Readonly<Record<string, string>> | undefined;
  /**
   * The absolute URL of each model, or of all under `'*'`. Use a function if the path contains the model or a method, or if the query depends on
   * the request.
   */
  readonly endpoints: Readonly<Record<string, string>> | ((call: ProviderCall) => string);
  /** Where an open provider's server lists its models: `GET`, `{ data: [{ id }] }`. For any other list, use `listing`. */
  readonly modelsEndpoint?: string | undefined;
  /** Where and how an open provider's server lists its models. */
  readonly listing?: ModelListing | undefined;
  /**
   * The optional fields that the wire supports; a request with any other is refused.
   *
   * @default []
   */
  readonly carries?: readonly OptionalField[] | undefined;
  /** Headers besides `content-type: application/json`. Called once for each subscription; without an argument for the list of models. */
  readonly headers?: ((call?: ProviderCall) => WireHeaders | Promise<WireHeaders>) | undefined;
  /** Parameters to add to every URL. */
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  /** The body, serialised as JSON in this order. */
  readonly body: (call: ProviderCall) => JsonObject;
  /**
   * How the body of the answer is split into frames.
   *
   * @default 'sse'
   */
  readonly framing?: Framing | undefined;
  /** The codec of a frame. Describe only what is read. */
  readonly frame: Type<Frame, unknown>;
  /**
   * The codec of an answer that is one JSON value.
   *
   * @default the codec of a frame
   */
  readonly answer?: Type<Frame, unknown> | undefined;
  /**
   * `false` promises that the codecs return what they accept unchanged. Decoding then takes a fifth of the time.
   *
   * @default true
   */
  readonly transforms?: boolean | undefined;
  /**
   * The chunks of one frame, in order. The library does the rest: empty pieces are dropped, `start` and `usage` may occur in every frame,
   * and finish reasons are held until the end marker. An empty piece announces its choice.
   *
   * A definition has this or `open`.
   */
  readonly toChunks?: ((frame: Frame) => Iterable<ProviderChunk>) | undefined;
  /** Like `toChunks`, for frames that depend on earlier ones: makes the reader of one answer. */
  readonly open?: ((call: ProviderCall) => ReadFrame<Frame> | FrameReader<Frame>) | undefined;
  /** Whether a frame is the end marker. `[DONE]` is one on every wire. */
  readonly isEnd?: ((frame: Frame) => boolean) | undefined;
  /** Reads an error of this wire from any JSON that may contain one: an HTTP body, a frame, an event. */
  readonly readError?: ReadWireError | undefined;
  /**
   * Other default deadlines, for example for a service that loads a model before it sends headers. The caller's deadlines take precedence.
   *
   * @default the library's, see `Deadlines`
   */
  readonly deadlines?: Deadlines | undefined;
}
