/** A result as the model reads it, where the tool does not say: a string as it is, nothing as `''`, everything else as JSON. */
export function encodeResult(result: unknown): string {
  if (typeof result === 'string') return result;
  // Of `undefined` and functions there is no JSON, which its type does not say.
  const json: string | undefined = JSON.stringify(result);
  return json ?? '';
}
