/** What the URL of a proxy has to be, for messages. */
export const PROXY_URL = 'a URL that begins with http://, https://, socks5:// or socks5h://';

const SCHEME = /^(?:https?|socks5h?):\/\//i;

/** Whether a text is the URL of a usable proxy: a supported scheme, a host, and credentials that can be decoded. */
export function isProxyUrl(proxy: string): boolean {
  if (!SCHEME.test(proxy)) return false;
  try {
    const { hostname, username, password } = new URL(proxy);
    decodeURIComponent(username + password);
    return hostname !== '';
  } catch {
    return false;
  }
}
