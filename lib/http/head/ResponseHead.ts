/** What an HTTP answer says before its body. */
export interface ResponseHead {
  readonly status: number;
  /** Header names are in lower case; a repeated header's values are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
}
