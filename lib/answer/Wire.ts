import type { Type } from 'io-ts';
import type { SseEvent } from '../framing/sse/SseEvent.ts';
import type { ReadWireError } from '../http/refusal/WireError.ts';
import type { Deadlines } from '../request/Deadlines.ts';
import type { JsonObject } from '../request/JsonObject.ts';
import type { Framing } from './Framing.ts';
import type { ProviderCall } from './ProviderCall.ts';
import type { ProviderChunk } from './ProviderChunk.ts';

/** What one frame says after those before it. */
export type ReadFrame<Frame> = (frame: Frame, event: SseEvent) => Iterable<ProviderChunk>;

/** Reads the frames of one answer, with a memory of those before. */
export interface FrameReader<Frame> {
  /** What one frame says, in its order. */
  readonly read: ReadFrame<Frame>;
  /** What is left to say at the end of the answer: asked once, where the answer ended well. */
  readonly end?: (() => Iterable<ProviderChunk>) | undefined;
}

/** Headers that a wire adds to a request. */
export type WireHeaders = Readonly<Record<string, string | undefined>>;

/** Where and how a service lists its models. */
// oxlint-disable-next-line typescript/no-explicit-any -- a page is the listing's own business
export interface ModelListing<Page = any> {
  /** The URL of the first page: `GET`. */
  readonly endpoint: string;
  /** What a page must be. */
  readonly codec: Type<Page, unknown>;
  /** The names on one page. */
  readonly names: (page: Page) => readonly string[];
  /** The URL of the next page, which may be relative to the first; `undefined` after the last. Another origin is not asked. */
  readonly next?: ((page: Page) => string | undefined) | undefined;
}

/** One service's language: how a request is spelled, how its answer is framed, what its frames say, and what ends it. */
export interface Wire<Frame> {
  /** The provider's name, for errors. */
  readonly name: string;
  readonly endpoint: (call: ProviderCall) => string;
  readonly headers: (call?: ProviderCall) => WireHeaders | Promise<WireHeaders>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: (call: ProviderCall) => JsonObject;
  readonly framing: Framing;
  /** What one frame must be. */
  readonly frame: Type<Frame, unknown>;
  /** What one JSON answer must be. */
  readonly answer: Type<Frame, unknown>;
  /** Do the codecs change what they accept? */
  readonly transforms: boolean;
  /** Makes the reader of one answer. */
  readonly open: (call: ProviderCall) => FrameReader<Frame>;
  /** Is it the end marker? `[DONE]` is one on every wire. */
  readonly isEnd: ((frame: Frame) => boolean) | undefined;
  readonly readError: ReadWireError | undefined;
  readonly listing: ModelListing | undefined;
  /** Its own defaults, one by one, where neither the request nor the provider's options name a deadline. */
  readonly deadlines: Deadlines;
}
