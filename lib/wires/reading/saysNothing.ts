/** Null, `""`, `[]`, `{}` and `false` carry no information in place of a text, a list or an object. */
export function saysNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
