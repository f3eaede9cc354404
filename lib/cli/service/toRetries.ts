import { UsageError } from '../session/UsageError.ts';

/** What `--retries` says. */
export function toRetries(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new UsageError('--retries must be a number from 0 to 999');
}
