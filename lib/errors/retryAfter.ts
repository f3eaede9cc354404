/**
 * How long an answer asks to wait, in milliseconds: `retry-after-ms`, or `retry-after` in seconds or as an HTTP date.
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
  const time = text === undefined || /^\s*[-+]?[\d.]+\s*$/.test(text) ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.max(0, time - Date.now());
}
