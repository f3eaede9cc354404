import type { Type } from 'io-ts';
import type { ChatRequest } from '../request/ChatRequest.ts';
import type { Chunk, ToolCallChunk } from '../chunk/Chunk.ts';
import type { JsonObject } from '../request/JsonObject.ts';
import type { Provider } from './Provider.ts';

/** The fields of a request that a wire may have no place for. */
export type OptionalField =
  | 'temperature'
  | 'maxTokens'
  | 'topP'
  | 'seed'
  | 'choices'
  | 'stop'
  | 'reasoningEffort'
  | 'tools'
  | 'toolChoice'
  | 'responseFormat';

/** A decoded request on its way to one provider. */
export interface ProviderCall {
  readonly request: ChatRequest;
  /** The wire's name of the model. */
  readonly model: string;
  readonly stream: boolean;
}

/** A chunk as a frame tells it. A tool call's piece may lack its index: then its id decides, else it goes to the last call. */
export type ProviderChunk =
  | Exclude<Chunk, ToolCallChunk>
  | (Omit<ToolCallChunk, 'index'> & { readonly index?: number | undefined });

/** What makes a provider: plain values and functions. */
export interface ProviderDefinition<Frame> {
  readonly name: string;
  /** The service's home page. */
  readonly url: string;
  /** @default true */
  readonly working?: boolean | undefined;
  /** @default all true */
  readonly supports?: Partial<Provider['supports']> | undefined;
  readonly defaultModel?: string | undefined;
  /** Empty: an open list, where any name passes. @default [] */
  readonly models?: readonly string[] | undefined;
  readonly modelAliases?: Readonly<Record<string, string>> | undefined;
  /** The absolute URL of each model, or of all under `'*'`. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Where an open provider's server lists its models: `GET`, `{ data: [{ id }] }`. */
  readonly modelsEndpoint?: string | undefined;
  /** Which optional fields the wire has a place for; a request with another is refused. @default [] */
  readonly carries?: readonly OptionalField[] | undefined;
  /** Headers beside `content-type: application/json`; runs once for each subscription. */
  readonly headers?:
    | ((call?: ProviderCall) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>)
    | undefined;
  /** Parameters to add to the URL. */
  readonly query?: Readonly<Record<string, string | undefined>> | undefined;
  /** The body, serialised as JSON in this order. */
  readonly body: (call: ProviderCall) => JsonObject;
  /** What one SSE event's data must be. Describe only what is read. */
  readonly frame: Type<Frame>;
  /** What one JSON answer must be. @default the codec of a frame */
  readonly answer?: Type<Frame> | undefined;
  /** `false` promises that the codecs hand on what they accept as it is: decoding then costs a fifth. @default true */
  readonly transforms?: boolean | undefined;
  /**
   * What one frame says, in its order. Leave the rest to the library: empty pieces are dropped, `start` and `usage` may come in
   * every frame, finish reasons are held until the end marker. An empty piece tells that its choice exists.
   */
  readonly toChunks: (frame: Frame) => readonly ProviderChunk[];
}
