import type { TextFeed } from './TextFeed.ts';

/** What is sent: a head, and behind it the text as it comes, a text of its own, or nothing. */
export interface OpenedText {
  readonly status: number;
  readonly headers: Headers;
  readonly body: TextFeed | string | undefined;
  /** After how many milliseconds of silence the first comment is due, and then each further one. */
  readonly firstSilenceMs: number;
  readonly silenceMs: number;
}
