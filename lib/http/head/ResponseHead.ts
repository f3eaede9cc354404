/** What an HTTP answer says before its body. */
export interface ResponseHead {
  /** The status: 200, 429. */
  readonly status: number;
  /** Header names are in lower case; a repeated header's values are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
}
