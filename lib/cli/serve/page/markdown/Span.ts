/** A piece of a line. */
export type Span =
  | { readonly type: 'text' | 'code'; readonly text: string }
  | { readonly type: 'strong' | 'emphasis' | 'deleted'; readonly spans: readonly Span[] }
  | { readonly type: 'link'; readonly url: string; readonly spans: readonly Span[] };
