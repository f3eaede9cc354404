/** What the server tells the page about itself. */
export interface Settings {
  /** The name of the provider. */
  readonly provider: string;
  /** The model to ask if the page names none. */
  readonly model?: string | undefined;
  /** Whether answers are kept, so that a page can continue reading after a reload. */
  readonly log: boolean;
  /** Whether the answers are canned, so that no model is asked. */
  readonly canned: boolean;
}
