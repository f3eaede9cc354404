/** Null, `""`, `[]`, `{}` and `false` say nothing, where a text, a list or an object belongs. */
export function saysNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
