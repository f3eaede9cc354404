import type { Scenario, Transcript } from './Transcript.ts';

/** The contents of a request, on any wire. */
export interface Question {
  /** The requested model. */
  readonly model?: string | undefined;
  /** The conversation in the wire's format. */
  readonly messages?: unknown;
  /** Whether a streamed answer was requested. */
  readonly stream: boolean;
  /** How many rounds of tool results the conversation contains. */
  readonly round: number;
}

/** A request before its contents are known. */
export interface AskedRequest {
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The body's JSON; empty if it is not JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** One wire that the embedded server speaks. */
export interface ServedWire<Name extends string = string> {
  /** Whether a path requests a chat on this wire. */
  readonly isChat: (path: string) => boolean;
  readonly question: (request: AskedRequest) => Question;
  /** The answers by name. Every wire has every name. */
  readonly scenarios: Readonly<Record<Name, Scenario>>;
  /** The path of the wire's list of models, and the answer to it. */
  readonly models?: { readonly path: string; readonly transcript: Transcript } | undefined;
  /** The answer to a request that the server cannot read. */
  readonly badRequest: Transcript;
}
