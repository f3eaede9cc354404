/** Adds to a list one by one: spread into a call, a very long list is too much for the stack. */
export function addAll<T>(list: T[], more: readonly T[]): void {
  for (const entry of more) list.push(entry);
}
