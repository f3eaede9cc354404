import { isRecord } from '../../http/refusal/isRecord.ts';
import type { WireError } from '../../http/refusal/WireError.ts';

/** Reads an error in a service's own extension: Groq reports in `x_groq.error` why it stopped a stream early, and then sends `[DONE]`. */
export function readChatError(json: unknown): WireError | undefined {
  const extension = isRecord(json) ? json['x_groq'] : undefined;
  const detail = isRecord(extension) ? extension['error'] : undefined;
  return typeof detail === 'string' && detail !== '' ? { detail } : undefined;
}
