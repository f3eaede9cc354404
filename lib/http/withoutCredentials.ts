/** A URL's user and password, as the header that they become, and the URL without them. */
export interface PlainUrl {
  readonly url: string;
  readonly authorization: string | undefined;
}

/** Takes user and password out of a URL: no client takes them there, or each in its own way. */
export function withoutCredentials(url: string): PlainUrl {
  if (!/^[a-z]+:\/\/[^/?#]*@/i.test(url)) return { url, authorization: undefined };
  const parsed = new URL(url);
  const { username, password } = parsed;
  parsed.username = '';
  parsed.password = '';
  const bytes = new TextEncoder().encode(`${decode(username)}:${decode(password)}`);
  return { url: parsed.href, authorization: `Basic ${btoa(String.fromCharCode(...bytes))}` };
}

/** A sign of per cent that begins no escape stands for itself. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
