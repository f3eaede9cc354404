import { isRecord } from '../../http/refusal/isRecord.ts';
import type { WireError } from '../../http/refusal/WireError.ts';

/** Reads the error of a service's own extension: Groq says in `x_groq.error` why it stopped a stream early, and then `[DONE]`. */
export function readChatError(json: unknown): WireError | undefined {
  const extension = isRecord(json) ? json['x_groq'] : undefined;
  const detail = isRecord(extension) ? extension['error'] : undefined;
  return typeof detail === 'string' && detail !== '' ? { detail } : undefined;
}
