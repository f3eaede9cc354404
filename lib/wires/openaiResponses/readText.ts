import { isRecord } from '../../http/refusal/isRecord.ts';
import { saysNothing } from '../reading/saysNothing.ts';

/** A limited nesting of parts is enough: endless nesting would overflow the stack. */
const MAX_DEPTH = 4;

/** A text, a number in place of a text, or a list of parts; empty if there is no content, `undefined` if it cannot be read. */
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
