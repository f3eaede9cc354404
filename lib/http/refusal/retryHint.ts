import { isRecord } from './isRecord.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
/** `39s`, `7m30.5s`, `500ms`. */
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/;
/** The wording of OpenAI, Groq and others; Azure and GitHub write the unit out. */
const SENTENCE =
  /\b(?:(?:try|retry)(?: again)?(?: in| after)|available in|wait) ((?:\d+(?:\.\d+)?(?:ms|s|m|h))+|\d+(?:\.\d+)? (?:second|minute|hour)s?)(?![\w%])/i;

/**
 * How long the JSON of an error asks the client to wait, in milliseconds: Google's `RetryInfo`, seconds in `retry_after`, or a sentence of the
 * message ("Please try again in 7.66s").
 */
export function readRetryHint(error: Readonly<Record<string, unknown>>, detail: string): number | undefined {
  const details: readonly unknown[] = Array.isArray(error['details']) ? error['details'] : [];
  const delay = details.flatMap((entry) => (isRecord(entry) ? [entry['retryDelay']] : [])).find(isDuration);
  const said = SENTENCE.exec(detail)?.[1]
    ?.toLowerCase()
    .replace(/ ([smh])[a-z]*$/, '$1');
  return toMilliseconds(delay) ?? secondsOf(error['retry_after']) ?? toMilliseconds(said);
}

const secondsOf = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 ? Math.ceil(value * 1000) : undefined;

const isDuration = (value: unknown): value is string => typeof value === 'string' && DURATION.test(value);

/** A duration in milliseconds; `undefined` if the text is not a duration. */
export function toMilliseconds(duration: string | undefined): number | undefined {
  if (duration === undefined || !DURATION.test(duration.toLowerCase())) return undefined;
  const parts = [...duration.toLowerCase().matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  const sum = parts.reduce((total, [, number = '0', unit = 's']) => total + Number(number) * (UNITS[unit] ?? 0), 0);
  // 34.4 s are exactly 34,400 ms.
  return Math.ceil(Math.round(sum * 1e6) / 1e6);
}
