import type { Answer } from '../../chunk/Answer.ts';

/**
 * What a service says on its wire, written out by who knows the service, never made by the code under test. All of it is ASCII but for
 * what `text` and `json` are given.
 *
 * @example
 * ```ts
 * import type { WireSample } from 'rxllm/testing';
 *
 * const parrot: WireSample = {
 *   text: (words) => `data: ${JSON.stringify({ squawk: words })}\n\n`,
 *   end: 'data: {"done":true,"reason":"tired"}\n\n',
 *   json: (words) => JSON.stringify({ squawk: words, done: true, reason: 'tired' }),
 *   error: (message) => `data: ${JSON.stringify({ error: message })}\n\n`,
 * };
 * ```
 */
export interface WireSample {
  /** The content type of a stream. @default 'text/event-stream' */
  readonly contentType?: string | undefined;
  /** What comes before the first words, if anything: it says nothing of the answer's text. @default '' */
  readonly begin?: string | undefined;
  /** The frame that brings these words. */
  readonly text: (words: string) => string;
  /** What ends the answer well, with the reason `stop`. */
  readonly end: string;
  /**
   * `false` where `end` is a finish reason alone, and the answer is complete when its body is.
   *
   * @default true
   */
  readonly endsAtOnce?: boolean | undefined;
  /** The body of one JSON answer with these words. Left out: the service only streams. */
  readonly json?: ((words: string) => string) | undefined;
  /** The frame that tells of an error. Left out: the service never does, in a stream. */
  readonly error?: ((message: string) => string) | undefined;
  /** The body of a refusal by status. @default `{ error: { message } }` */
  readonly refusal?: ((message: string) => string) | undefined;
  /** What is legal and says nothing: pings, comments. @default a comment, or an empty line of NDJSON */
  readonly silence?: string | undefined;
  /** A frame that is none. @default one whose JSON is cut */
  readonly malformed?: string | undefined;
  /** How the service lists its models, page by page, each with the URL of the server; and which names all pages give. */
  readonly models?:
    | { readonly pages: readonly ((url: string) => string)[]; readonly names: readonly string[] }
    | undefined;
  /** Whole answers, and what of an `Answer` each says: reasoning, calls, blocks, usage. */
  readonly answers?: Readonly<Record<string, SampleAnswer>> | undefined;
}

/** A whole answer as its bytes. */
export interface SampleAnswer {
  /** The body of a stream. */
  readonly stream: string;
  /** As one JSON. */
  readonly json?: string | undefined;
  /** What is compared; other members may say anything. */
  readonly says: Partial<Answer>;
}
