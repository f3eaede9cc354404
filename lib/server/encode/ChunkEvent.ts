/** One event of `sseEvents`; a `MessageEvent` in NestJS. */
export interface ChunkEvent {
  /** `end` or `error` for the last event; absent for a chunk, which the browser then reports as `message`. */
  readonly type?: 'end' | 'error';
  /** The chunk's position; `0` if chunks have none. */
  readonly id?: string;
  /** JSON text: a chunk, `{}` at the end, or the public part of an error. */
  readonly data: string;
}
