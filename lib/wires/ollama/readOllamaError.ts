import { excerptOf } from '../../http/refusal/excerptOf.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { WireError } from '../../http/refusal/WireError.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads an error of Ollama's, which is a text and nothing more. The body of an HTTP error is explained by its status; inside an answer
 * there is nothing to go by, and what the text says decides nothing.
 */
export function readOllamaError(json: unknown, status?: number): WireError | undefined {
  if (!isRecord(json)) return undefined;
  const { error, message } = json;
  if (error === undefined && message === undefined) return readMisplaced(json, status);
  const isAlone = status === undefined && typeof error === 'string' && error !== '';
  return isAlone ? { kind: 'other' } : undefined;
}

/** Versions around 0.11.3 say `{ "error parsing tool call": "…" }`. */
function readMisplaced(json: Json, status: number | undefined): WireError | undefined {
  const said = Object.entries(json).find(([name, value]) => name.startsWith('error ') && typeof value === 'string');
  if (said === undefined) return undefined;
  const detail = excerptOf(said.join(': '));
  return status === undefined ? { kind: 'other', detail } : { detail };
}
