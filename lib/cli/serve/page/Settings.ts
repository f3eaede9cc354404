/** What the server tells the page of itself. */
export interface Settings {
  /** Who answers. */
  readonly provider: string;
  /** The model that is asked where the page names none. */
  readonly model?: string | undefined;
  /** Are answers kept, so that a page that comes back reads on? */
  readonly log: boolean;
  /** No model is asked: answers are canned. */
  readonly canned: boolean;
}
