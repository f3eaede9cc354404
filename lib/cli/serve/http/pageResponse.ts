import type { PageFile } from './PageFiles.ts';

/** Nothing from other hosts, nothing inline, no text that becomes HTML or a script, and never inside a frame. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const HEADERS = {
  'cache-control': 'no-cache',
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** One file of the page. */
export function pageResponse({ type, bytes }: PageFile, method: string): Response {
  const headers = { ...HEADERS, 'content-type': type, 'content-length': String(bytes.length) };
  return new Response(method === 'HEAD' ? null : new Blob([bytes as Uint8Array<ArrayBuffer>]), { headers });
}
