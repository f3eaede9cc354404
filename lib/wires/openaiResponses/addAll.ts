/** Appends to a list one by one: spreading a very long list into a call overflows the stack. */
export function addAll<T>(list: T[], more: readonly T[]): void {
  for (const entry of more) list.push(entry);
}
