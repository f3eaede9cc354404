/** What a body is by its `content-type`: `plain` may be an event stream or a page, and has to be looked at. */
export type ContentKind = 'sse' | 'json' | 'plain' | 'unexpected';

export function contentKind(contentType: string): ContentKind {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (type === 'text/event-stream') return 'sse';
  if (type === 'text/plain' || type === 'application/octet-stream' || type === '') return 'plain';
  return type === 'application/json' || type.endsWith('+json') ? 'json' : 'unexpected';
}
