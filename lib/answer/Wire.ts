import type { Type } from 'io-ts';
import type { SseEvent } from '../framing/sse/SseEvent.ts';
import type { ReadWireError } from '../http/refusal/WireError.ts';
import type { Deadlines } from '../request/Deadlines.ts';
import type { JsonObject } from '../request/JsonObject.ts';
import type { Framing } from './Framing.ts';
import type { ProviderCall } from './ProviderCall.ts';
import type { ProviderChunk } from './ProviderChunk.ts';

/** The chunks of one frame, given the frames before it. */
export type ReadFrame<Frame> = (frame: Frame, event: SseEvent) => Iterable<ProviderChunk>;

/** Reads the frames of one answer, and may remember earlier ones. */
export interface FrameReader<Frame> {
  /** The chunks of one frame, in order. */
  readonly read: ReadFrame<Frame>;
  /** The last chunks of the answer. Called once, if the answer ended normally. */
  readonly end?: (() => Iterable<ProviderChunk>) | undefined;
}

/** Headers that a wire adds to a request. */
export type WireHeaders = Readonly<Record<string, string | undefined>>;

/** Where and how a service lists its models. */
// oxlint-disable-next-line typescript/no-explicit-any -- only the listing knows its pages
export interface ModelListing<Page = any> {
  /** The URL of the first page: `GET`. */
  readonly endpoint: string;
  /** The codec of a page. */
  readonly codec: Type<Page, unknown>;
  /** The names on one page. */
  readonly names: (page: Page) => readonly string[];
  /** The URL of the next page, which may be relative to the first; `undefined` after the last. Another origin is never requested. */
  readonly next?: ((page: Page) => string | undefined) | undefined;
}

/** The protocol of one service: how a request is written, how an answer is framed, what its frames mean, and what ends it. */
export interface Wire<Frame> {
  /** The provider's name, for errors. */
  readonly name: string;
  readonly endpoint: (call: ProviderCall) => string;
  readonly headers: (call?: ProviderCall) => WireHeaders | Promise<WireHeaders>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: (call: ProviderCall) => JsonObject;
  readonly framing: Framing;
  /** The codec of a frame. */
  readonly frame: Type<Frame, unknown>;
  /** The codec of an answer that is one JSON value. */
  readonly answer: Type<Frame, unknown>;
  /** Whether the codecs change what they accept. */
  readonly transforms: boolean;
  /** Creates the reader of one answer. */
  readonly open: (call: ProviderCall) => FrameReader<Frame>;
  /** Whether a frame is the end marker. `[DONE]` is one on every wire. */
  readonly isEnd: ((frame: Frame) => boolean) | undefined;
  readonly readError: ReadWireError | undefined;
  readonly listing: ModelListing | undefined;
  /** The wire's own defaults, for each deadline that neither the request nor the provider's options set. */
  readonly deadlines: Deadlines;
}
