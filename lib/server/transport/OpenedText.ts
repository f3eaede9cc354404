import type { TextFeed } from './TextFeed.ts';

/** What is sent: a head, followed by the streamed text, a fixed text, or nothing. */
export interface OpenedText {
  readonly status: number;
  readonly headers: Headers;
  readonly body: TextFeed | string | undefined;
  /** The milliseconds of silence before the first comment, and before each further one. */
  readonly firstSilenceMs: number;
  readonly silenceMs: number;
}
