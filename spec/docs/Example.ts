/** A block of TypeScript in a page or in a documentation comment. */
export interface Example {
  /** `README.md:57`: its page and the line where it begins. */
  readonly name: string;
  readonly code: string;
  /** The text block behind it, for an example with `<!-- run -->` before it: what it prints when it is run, less the last line end. */
  readonly prints?: string | undefined;
}
