import * as t from 'io-ts';
import { MillisecondsOrFalse } from '../../codec/MillisecondsOrFalse.ts';
import { oneOf } from '../../codec/oneOf.ts';
import { type MemberCodecs, members } from '../../codec/members.ts';

/** Headers in any of the forms that servers use. */
export type AnyHeaders =
  | Headers
  | readonly (readonly [string, string])[]
  | Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** A connection that reports when it is closed. */
export interface ClosingSocket {
  once(event: 'close', listener: () => void): unknown;
  off(event: 'close', listener: () => void): unknown;
}

/** The used part of the request that is answered: a `Request`, Node's `IncomingMessage`, or the request of Express, Nest or Fastify. */
export interface AnsweredRequest {
  /** Its method: a response to `HEAD` has no body. */
  readonly method?: string | undefined;
  /** Its headers: what the browser accepts, and its position in the stream. */
  readonly headers: Pick<Headers, 'get'> | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Aborts when the reader disconnects. */
  readonly signal?: AbortSignal | undefined;
  /** Its socket in Node, which closes when the reader disconnects. */
  readonly socket?: ClosingSocket | null | undefined;
}

/** Options of `toResponse` and `toNodeResponse`. */
export interface ResponseOptions {
  /**
   * Take precedence over the defaults, name by name: `content-type: text/event-stream`, `cache-control: no-cache, no-transform` and
   * `x-accel-buffering: no`. Without these, compressing middleware and proxies hold the text back until its end. A failure has them too,
   * except for the type.
   */
  readonly headers?: AnyHeaders | undefined;
  /** The status of a successful answer. @default 200 */
  readonly status?: number | undefined;
  /**
   * After this many milliseconds of silence a comment is sent, so that no proxy times out; clients ignore it. `false` sends none. Text of a
   * type other than `text/event-stream` gets none.
   *
   * @default 15_000
   */
  readonly heartbeatMs?: number | false | undefined;
  /**
   * How long, in milliseconds, the status waits for the first text, so that a failure before it gets a status of its own. After this time
   * the status is sent, and a failure is reported in the text.
   *
   * @default 10_000
   */
  readonly holdStatusMs?: number | undefined;
  /**
   * The body of a failure before the first text: OpenAI's JSON, or the message alone. `useChat` shows its user whatever it receives.
   *
   * @default 'json'
   */
  readonly errorBody?: 'json' | 'text' | undefined;
  /**
   * Whether the text continues from the reader's last position, as one from a log does. If so, a request with `Last-Event-ID` is answered
   * with it. If not, such a request is answered with 204, which makes a reconnecting `EventSource` stop: otherwise the model would be asked
   * again.
   *
   * @default false
   */
  readonly resumes?: boolean | undefined;
}

const Milliseconds = t.refinement(t.number, (value) => value >= 0, 'a number of milliseconds of at least 0');
const Status = t.refinement(
  t.number,
  (value) => Number.isInteger(value) && value >= 200 && value <= 599 && ![204, 205, 304].includes(value),
  'a status from 200 to 599 that has a body',
);
const AnObject = t.refinement(t.unknown, (value) => typeof value === 'object' && value !== null, 'an object');

/** The codecs of the options that `toResponse` and `toNodeResponse` share. */
export const RESPONSE_OPTIONS: MemberCodecs<ResponseOptions> = {
  headers: AnObject,
  status: Status,
  heartbeatMs: MillisecondsOrFalse,
  holdStatusMs: Milliseconds,
  errorBody: oneOf('json', 'text'),
  resumes: t.boolean,
} as never;

/** The codec of `ResponseOptions`, with the additional options of one of the two functions. */
export const responseOptionsCodec = <A extends ResponseOptions>(
  own: MemberCodecs<Omit<A, keyof ResponseOptions>>,
): t.Type<A> => members<A>('an object', { ...RESPONSE_OPTIONS, ...own } as never, { noun: 'option' });
