const MAX_EXCERPT = 2000;

/** Does a body begin as a page does, where an event stream or JSON never does? */
export const looksLikeHtml = (text: string): boolean => /^\s*</.test(text.replace(/^\uFEFF/, ''));

/** A page may stand behind a few words of a gateway's own. */
const HOLDS_PAGE = /<(?:!doctype|html|head|body)\b/i;

/** Is a body a page, or is there one in it? */
export const holdsPage = (text: string): boolean => looksLikeHtml(text) || HOLDS_PAGE.test(text);

/** The start of a body for a person to read: without tags if it is a page, white space folded, at most 2,000 characters. */
export function excerptOf(body: string): string {
  const text = holdsPage(body) ? withoutTags(body) : body;
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, MAX_EXCERPT);
}

function withoutTags(html: string): string {
  return html
    .replaceAll(/<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, ' ')
    .replaceAll(/<[^>]*(?:>|$)/g, ' ');
}
