import type { Scenario, Transcript } from './Transcript.ts';

/** What a request asks, whatever its wire. */
export interface Question {
  /** Which model was asked. */
  readonly model?: string | undefined;
  /** The conversation as the wire names it. */
  readonly messages?: unknown;
  /** Whether the answer was to be streamed. */
  readonly stream: boolean;
  /** How many rounds of tool results the conversation holds. */
  readonly round: number;
}

/** A request before it is known what it asks. */
export interface AskedRequest {
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The body's JSON; empty where it is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** One wire that the embedded server speaks. */
export interface ServedWire<Name extends string = string> {
  /** Does a path ask a chat on this wire? */
  readonly isChat: (path: string) => boolean;
  readonly question: (request: AskedRequest) => Question;
  /** What is answered by name. Every wire has every name. */
  readonly scenarios: Readonly<Record<Name, Scenario>>;
  /** Its path of the list of models, and what that answers. */
  readonly models?: { readonly path: string; readonly transcript: Transcript } | undefined;
  /** To a request that the server cannot read. */
  readonly badRequest: Transcript;
}
