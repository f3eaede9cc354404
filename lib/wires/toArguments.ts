/** The arguments of a call as JSON text, also where they come as the object itself; `undefined` where there are none. */
export function toArguments(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? undefined : JSON.stringify(value);
}
