import { toJsonText } from '../../framing/json/toJsonText.ts';

/**
 * The arguments of a call as JSON text, even if they arrive as the object itself; `undefined` if there are none, and if they cannot be
 * serialised.
 */
export function toArguments(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? undefined : toJsonText(value);
}
