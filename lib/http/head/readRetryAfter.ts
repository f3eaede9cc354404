/**
 * How long the answer asks the client to wait, in milliseconds: `retry-after-ms`, or `retry-after` in seconds or as an HTTP date.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function readRetryAfter(headers: Readonly<Record<string, string>>): number | undefined {
  return (
    fromNumber(headers['retry-after-ms'], 1) ??
    fromNumber(headers['retry-after'], 1000) ??
    fromDate(headers['retry-after'])
  );
}

function fromNumber(text: string | undefined, unit: number): number | undefined {
  return text !== undefined && /^\s*\d+(?:\.\d+)?\s*$/.test(text) ? Math.ceil(Number(text) * unit) : undefined;
}

function fromDate(text: string | undefined): number | undefined {
  // `Date.parse` accepts nearly any text that contains a number.
  if (text === undefined || !/^\s*(?:mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return undefined;
  // The oldest of the three date formats omits that it is in GMT.
  const time = Date.parse(text.includes(',') ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}
