/** The status and headers of an HTTP response. */
export interface ResponseHead {
  /** The status: 200, 429. */
  readonly status: number;
  /** Names are in lower case; the values of a repeated header are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
}
