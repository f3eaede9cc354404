/** One file of the page. */
export interface PageFile {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The files of the page by their paths. */
export type PageFiles = ReadonlyMap<string, PageFile>;
