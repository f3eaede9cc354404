import { isRecord } from './isRecord.ts';
import { isText } from './isText.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const PART = /(\d+(?:\.\d+)?) ?(ms|s|m|h)/g;
/** `39s`, `7m30.5s`, `500ms`. */
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/i;
/** The wording of OpenAI, Groq and others; Azure and GitHub write the unit out. */
const SENTENCE =
  /\b(?:(?:try|retry)(?: again)?(?: in| after)|available in|wait) ((?:\d+(?:\.\d+)?(?:ms|s|m|h))+|\d+(?:\.\d+)? (?:second|minute|hour)s?)(?![\w%])/i;

/**
 * How long the JSON of an error asks the client to wait, in milliseconds: Google's `RetryInfo`, seconds in `retry_after`, or a sentence of the
 * message ("Please try again in 7.66s").
 */
export function readRetryHint(error: Readonly<Record<string, unknown>>, detail: string): number | undefined {
  const details: readonly unknown[] = Array.isArray(error['details']) ? error['details'] : [];
  const [delay] = details.flatMap((entry) => toMilliseconds(isRecord(entry) ? entry['retryDelay'] : undefined) ?? []);
  return delay ?? secondsOf(error['retry_after']) ?? sumOf(SENTENCE.exec(detail)?.[1]);
}

/** Seconds, which may be given as a text. */
function secondsOf(value: unknown): number | undefined {
  const seconds = Number.parseFloat(String(value));
  return seconds >= 0 ? Math.ceil(seconds * 1000) : undefined;
}

/** A duration in milliseconds; `undefined` if the text is not a duration. */
export const toMilliseconds = (duration: unknown): number | undefined =>
  isText(duration) && DURATION.test(duration) ? sumOf(duration) : undefined;

/** The sum of the parts of a duration. */
function sumOf(duration: string | undefined): number | undefined {
  if (duration === undefined) return undefined;
  const parts = [...duration.toLowerCase().matchAll(PART)];
  const sum = parts.reduce((total, [, number, unit = '']) => total + Number(number) * (UNITS[unit] ?? 0), 0);
  // 34.4 s are exactly 34,400 ms.
  return Math.ceil(Math.round(sum * 1e6) / 1e6);
}
