/** One event of `sseEvents`; NestJS calls it a `MessageEvent`. */
export interface ChunkEvent {
  /** `end` or `error` for the last one; a chunk has none, so that it is the browser's `message`. */
  readonly type?: 'end' | 'error';
  /** The chunk's position; `0` where chunks have none. */
  readonly id?: string;
  /** JSON text: a chunk, `{}` at the end, or what is told of an error. */
  readonly data: string;
}
