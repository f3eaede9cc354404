import { isRecord } from '../../http/refusal/isRecord.ts';
import type { WireError } from '../../http/refusal/WireError.ts';

type Json = Readonly<Record<string, unknown>>;

/** Used-up credits, which the service reports with the status of a rate limit. */
const NO_CREDITS = /\bcredits? (?:are|is|has been|have been) (?:depleted|exhausted)/i;

/**
 * Reads details of a `google.rpc.Status`, alone or in a list of one, that the usual fields do not contain: a wrong key has the status of
 * a bad request, and a daily quota the status of a rate limit.
 *
 * @see https://cloud.google.com/apis/design/errors
 */
export function readGeminiError(json: unknown): WireError | undefined {
  // Called for each frame, and nearly all frames have no such member.
  const root: unknown = Array.isArray(json) ? json[0] : json;
  const error = isRecord(root) ? root['error'] : undefined;
  if (!isRecord(error)) return undefined;
  const details = listOf(error['details']).filter(isRecord);
  const message = typeof error['message'] === 'string' ? error['message'] : '';
  if (/API key not valid/i.test(message) || details.some(({ reason }) => reason === 'API_KEY_INVALID')) {
    return { kind: 'auth', retryable: false };
  }
  if (error['code'] !== 429 && error['status'] !== 'RESOURCE_EXHAUSTED') return undefined;
  const isSpent = NO_CREDITS.test(message) || details.flatMap(quotaIdsOf).some((id) => id.includes('PerDay'));
  return isSpent ? { kind: 'quota', retryable: false } : undefined;
}

/** The quotas that a `QuotaFailure` names. */
const quotaIdsOf = ({ violations }: Json): readonly string[] =>
  listOf(violations).flatMap((violation) =>
    isRecord(violation) && typeof violation['quotaId'] === 'string' ? [violation['quotaId']] : [],
  );

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
