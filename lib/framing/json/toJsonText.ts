/** The JSON text of a value; `undefined` if it is nested so deeply that it can be read but not written. */
export function toJsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
