/** One block of a Markdown text, its source, and the line in which it begins, from 0. */
export type Block = { readonly source: string; readonly line: number } & BlockContent;

export type BlockContent =
  | { readonly type: 'paragraph'; readonly text: string }
  | { readonly type: 'heading'; readonly level: number; readonly text: string }
  | { readonly type: 'code'; readonly language: string; readonly text: string }
  | { readonly type: 'quote'; readonly blocks: readonly Block[] }
  | {
      readonly type: 'list';
      /** The number of its first item; `undefined`: a bullet list. */
      readonly first: number | undefined;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly type: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly type: 'rule' };
