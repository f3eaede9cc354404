import { toJsonText } from '../../framing/json/toJsonText.ts';

/**
 * The arguments of a call as JSON text, also where they come as the object itself; `undefined` where there are none, and where they
 * cannot be written.
 */
export function toArguments(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? undefined : toJsonText(value);
}
