import { isRecord } from '../../http/refusal/isRecord.ts';
import { saysNothing } from '../reading/saysNothing.ts';

/** Parts of parts are enough: what is nested without end would fill the stack. */
const MAX_DEPTH = 4;

/** A text, a number where one belongs, or parts of one; empty where nothing is said, `undefined` for what cannot be read. */
export function readText(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (saysNothing(value)) return '';
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) return joined(value.map((part) => readText(part, depth + 1)));
  return isRecord(value) && 'text' in value ? readText(value['text'], depth + 1) : undefined;
}

const joined = (texts: readonly (string | undefined)[]): string | undefined =>
  texts.includes(undefined) ? undefined : texts.join('');
