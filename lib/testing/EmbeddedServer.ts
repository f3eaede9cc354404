import type { ScenarioName } from './scenarios.ts';
import type { Scenario } from './server/Transcript.ts';

/** A request as the server received it. */
export interface RecordedRequest {
  /** `POST`, or `GET` for a listing. */
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The parameters of its URL. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case; the values of a repeated header are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as received. */
  readonly body: string;
  /** The requested model, on any wire. */
  readonly model?: string | undefined;
  /** The conversation in the wire's format; Autonomous.AI's base64 is decoded. */
  readonly messages?: unknown;
  /** Whether a streamed answer was requested. */
  readonly stream: boolean;
  /** How many rounds of tool results the conversation contains. */
  readonly round: number;
}

/** What to answer: the name of a scenario, or bytes of your own. */
export type Reply = ScenarioName | Scenario;

/** Options of `startServer`. */
export interface ServerOptions {
  /**
   * What to answer if the request names no scenario. A function is called for each request, with the number of earlier requests.
   *
   * @default 'default'
   */
  readonly answer?: Reply | ((request: RecordedRequest, index: number) => Reply) | undefined;
  /** The milliseconds between two pieces of a body; 0 sends them as fast as the client reads. @default 30 */
  readonly paceMs?: number | undefined;
  /** The port to listen on, at the loopback address. @default 0, any free port */
  readonly port?: number | undefined;
}

/** A running server. */
export interface EmbeddedServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The address for `openAICompatible`: pass it as it is. */
  readonly openAI: { readonly baseUrl: string };
  /** The address for `autonomousAI`: pass it as it is. */
  readonly autonomousAI: { readonly baseUrl: string };
  /** The address for `ollama`: pass it as it is. */
  readonly ollama: { readonly baseUrl: string };
  /** The address for `gemini`: pass it as it is. */
  readonly gemini: { readonly baseUrl: string };
  /** The address for `anthropic`: pass it as it is. */
  readonly anthropic: { readonly baseUrl: string };
  /** The address for `openAIResponses`: pass it as it is. */
  readonly responses: { readonly baseUrl: string };
  /** Every request so far, in order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** How many connections are open now. */
  readonly openSockets: number;
  /** Settles when no connection is open: at once, or when the last one closes. */
  socketsClosed(): Promise<void>;
  /** Stops listening and closes every connection, whatever its state. */
  close(): Promise<void>;
}
