const MAX_EXCERPT = 2000;

/** Whether a body begins like an HTML page, and unlike an event stream or JSON. */
export const looksLikeHtml = (text: string): boolean => /^\s*</.test(text.replace(/^\uFEFF/, ''));

/** A gateway may put a few words in front of a page. */
const HOLDS_PAGE = /<(?:!doctype|html|head|body)\b/i;

/** Whether a body is, or contains, a web page. */
export const holdsPage = (text: string): boolean => looksLikeHtml(text) || HOLDS_PAGE.test(text);

/** The start of a body as readable text: without the tags of a page, with white space collapsed, at most 2,000 characters. */
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
