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
  /** The text as it came. */
  readonly body: string;
  /** Which model was asked, on any wire. */
  readonly model?: string | undefined;
  /** The conversation as the wire names it: Autonomous.AI's base64 is decoded. */
  readonly messages?: unknown;
  /** Whether the answer was to be streamed. */
  readonly stream: boolean;
  /** How many rounds of tool results the conversation holds. */
  readonly round: number;
}

/** What to answer: the name of a scenario, or bytes of your own. */
export type Reply = ScenarioName | Scenario;

/** Options of `startServer`. */
export interface ServerOptions {
  /**
   * What to answer where the request names no scenario; a function is asked for each request, and told how many came before.
   *
   * @default 'default'
   */
  readonly answer?: Reply | ((request: RecordedRequest, index: number) => Reply) | undefined;
  /** The milliseconds between two pieces of a body; 0 sends them as fast as the client reads. @default 30 */
  readonly paceMs?: number | undefined;
  /** Where to listen, on the loopback address. @default 0, any free port */
  readonly port?: number | undefined;
}

/** A running server. */
export interface EmbeddedServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Where `openAICompatible` finds it: hand it over as it is. */
  readonly openAI: { readonly baseUrl: string };
  /** Where `autonomousAI` finds it: hand it over as it is. */
  readonly autonomousAI: { readonly baseUrl: string };
  /** Where `ollama` finds it: hand it over as it is. */
  readonly ollama: { readonly baseUrl: string };
  /** Where `gemini` finds it: hand it over as it is. */
  readonly gemini: { readonly baseUrl: string };
  /** Where `anthropic` finds it: hand it over as it is. */
  readonly anthropic: { readonly baseUrl: string };
  /** Where `openAIResponses` finds it: hand it over as it is. */
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
