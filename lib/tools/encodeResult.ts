/** The default encoding of a result for the model: a string as it is, a value without JSON as `''`, everything else as JSON. */
export function encodeResult(result: unknown): string {
  if (typeof result === 'string') return result;
  // `undefined` and functions have no JSON, which the type of `JSON.stringify` does not reflect.
  const json: string | undefined = JSON.stringify(result);
  return json ?? '';
}
