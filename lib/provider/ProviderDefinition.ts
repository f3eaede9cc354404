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

/** What makes a provider: who it is, and the wire that it speaks, as plain values and functions. */
export interface ProviderDefinition<Frame> {
  /** What errors and logs call it. */
  readonly name: string;
  /** The service's home page. */
  readonly url: string;
  /**
   * Last known state of the public service.
   *
   * @default true
   */
  readonly working?: boolean | undefined;
  /**
   * What the service can do.
   *
   * @default all true
   */
  readonly supports?: Partial<ProviderSupport> | undefined;
  /** The model that is asked where a request names none. */
  readonly defaultModel?: string | undefined;
  /**
   * The models, default first. Empty: an open list, where any name passes.
   *
   * @default []
   */
  readonly models?: readonly string[] | undefined;
  /** Other names of models, each with the name that the wire knows. */
  readonly modelAliases?: Readonly<Record<string, string>> | undefined;
  /**
   * The absolute URL of each model, or of all under `'*'`. A function where model or method stand in the path, or the query depends on
   * the request.
   */
  readonly endpoints: Readonly<Record<string, string>> | ((call: ProviderCall) => string);
  /** Where an open provider's server lists its models: `GET`, `{ data: [{ id }] }`. For any other list, use `listing`. */
  readonly modelsEndpoint?: string | undefined;
  /** Where and how an open provider's server lists its models. */
  readonly listing?: ModelListing | undefined;
  /**
   * Which optional fields the wire has a place for; a request with another is refused.
   *
   * @default []
   */
  readonly carries?: readonly OptionalField[] | undefined;
  /** Headers beside `content-type: application/json`; runs once for each subscription. Without a call it asks for the models. */
  readonly headers?: ((call?: ProviderCall) => WireHeaders | Promise<WireHeaders>) | undefined;
  /** Parameters to add to every URL. */
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  /** The body, serialised as JSON in this order. */
  readonly body: (call: ProviderCall) => JsonObject;
  /**
   * How the answer's body is cut into frames.
   *
   * @default 'sse'
   */
  readonly framing?: Framing | undefined;
  /** What one frame must be. Describe only what is read. */
  readonly frame: Type<Frame, unknown>;
  /**
   * What one JSON answer must be.
   *
   * @default the codec of a frame
   */
  readonly answer?: Type<Frame, unknown> | undefined;
  /**
   * `false` promises that the codecs hand on what they accept as it is: decoding then costs a fifth.
   *
   * @default true
   */
  readonly transforms?: boolean | undefined;
  /**
   * What one frame says, in its order. Leave the rest to the library: empty pieces are dropped, `start` and `usage` may come in
   * every frame, finish reasons are held until the end marker. An empty piece tells that its choice exists.
   *
   * A definition has this or `open`.
   */
  readonly toChunks?: ((frame: Frame) => Iterable<ProviderChunk>) | undefined;
  /** As `toChunks`, where a frame means something only beside earlier ones: makes the reader of one answer. */
  readonly open?: ((call: ProviderCall) => ReadFrame<Frame> | FrameReader<Frame>) | undefined;
  /** Is it the end marker? `[DONE]` is one on every wire. */
  readonly isEnd?: ((frame: Frame) => boolean) | undefined;
  /** Reads an error in the wire's own words, of any JSON that may be one: an HTTP body, a frame, an event. */
  readonly readError?: ReadWireError | undefined;
  /**
   * Other defaults of the deadlines, one by one: for a service that loads a model before it sends its headers. The caller's win.
   *
   * @default the library's, see `Deadlines`
   */
  readonly deadlines?: Deadlines | undefined;
}
