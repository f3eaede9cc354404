import { excerptOf } from '../../http/refusal/excerptOf.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { WireError } from '../../http/refusal/WireError.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads an error of Ollama, which is only a text. For the body of an HTTP error the status determines the kind; within an answer there is
 * no status, and the text is not interpreted.
 */
export function readOllamaError(json: unknown, status?: number): WireError | undefined {
  if (!isRecord(json)) return undefined;
  const { error, message } = json;
  if (error === undefined && message === undefined) return readMisplaced(json, status);
  const isAlone = status === undefined && typeof error === 'string' && error !== '';
  return isAlone ? { kind: 'other' } : undefined;
}

/** Versions around 0.11.3 send `{ "error parsing tool call": "…" }`. */
function readMisplaced(json: Json, status: number | undefined): WireError | undefined {
  const said = Object.entries(json).find(([name, value]) => name.startsWith('error ') && typeof value === 'string');
  if (said === undefined) return undefined;
  const detail = excerptOf(said.join(': '));
  return status === undefined ? { kind: 'other', detail } : { detail };
}
