import * as t from 'io-ts';
import { dispatch } from '../../codec/dispatch.ts';
import { type MemberCodecs, members } from '../../codec/members.ts';

/** Headers in any of the forms that servers have them in. */
export type AnyHeaders =
  | Headers
  | readonly (readonly [string, string])[]
  | Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** A connection that tells when it is closed. */
export interface ClosingSocket {
  once(event: 'close', listener: () => void): unknown;
  off(event: 'close', listener: () => void): unknown;
}

/** What is looked at of the request that is answered: a `Request`, Node's `IncomingMessage`, or what Express, Nest and Fastify make of that. */
export interface AnsweredRequest {
  /** Its method: `HEAD` gets no body. */
  readonly method?: string | undefined;
  /** Its headers: what the browser prefers, and where it was in the stream. */
  readonly headers: Pick<Headers, 'get'> | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Aborts when the reader leaves. */
  readonly signal?: AbortSignal | undefined;
  /** Its socket in Node, which closes when the reader leaves. */
  readonly socket?: ClosingSocket | null | undefined;
}

/** Options of `toResponse` and `toNodeResponse`. */
export interface ResponseOptions {
  /**
   * Win over ours, name by name: `content-type: text/event-stream`, `cache-control: no-cache, no-transform` and `x-accel-buffering: no`,
   * without which compressing middleware and proxies keep the text back until its end. A failure has them too, but for the type.
   */
  readonly headers?: AnyHeaders | undefined;
  /** The status of a good answer. @default 200 */
  readonly status?: number | undefined;
  /**
   * After so many milliseconds of silence a comment is sent, which clients ignore, so that no proxy gives up; `false` sends none. Text of
   * another type than `text/event-stream` gets none.
   *
   * @default 15_000
   */
  readonly heartbeatMs?: number | false | undefined;
  /**
   * How long, in milliseconds, the status waits for the first text, so that a failure before it is a status of its own. Then it is sent, and
   * a failure is told in the text.
   *
   * @default 10_000
   */
  readonly holdStatusMs?: number | undefined;
  /**
   * How a failure before the first text reads: as OpenAI's JSON, or as the message alone. `useChat` shows its user whatever it reads.
   *
   * @default 'json'
   */
  readonly errorBody?: 'json' | 'text' | undefined;
  /**
   * Does the text go on where its reader left, as that of a log does? Then a request with `Last-Event-ID` is answered by it, and otherwise by
   * 204, which tells an `EventSource` that connects again to stop: the model would be asked once more.
   *
   * @default false
   */
  readonly resumes?: boolean | undefined;
}

const Milliseconds = t.refinement(t.number, (value) => value >= 0, 'milliseconds of at least 0');
const Heartbeat = dispatch<number | false>('milliseconds above 0, or false', (value) =>
  value === false ? t.literal(false) : typeof value === 'number' && value > 0 ? t.number : undefined,
);
const Status = t.refinement(
  t.number,
  (value) => Number.isInteger(value) && value >= 200 && value <= 599 && ![204, 205, 304].includes(value),
  'a status from 200 to 599 that has a body',
);
const AnObject = t.refinement(t.unknown, (value) => typeof value === 'object' && value !== null, 'an object');

/** The codecs of what `toResponse` and `toNodeResponse` share. */
export const RESPONSE_OPTIONS: MemberCodecs<ResponseOptions> = {
  headers: AnObject,
  status: Status,
  heartbeatMs: Heartbeat,
  holdStatusMs: Milliseconds,
  errorBody: t.keyof({ json: null, text: null }),
  resumes: t.boolean,
} as never;

/** The codec of `ResponseOptions`, with those that one of the two has besides. */
export const responseOptionsCodec = <A extends ResponseOptions>(
  own: MemberCodecs<Omit<A, keyof ResponseOptions>>,
): t.Type<A> => members<A>('an object of options', { ...RESPONSE_OPTIONS, ...own } as never, { noun: 'option' });
