/** Of the runtimes' own globals, those that tell them from each other. */
interface Globals {
  readonly process?: { readonly versions?: { readonly node?: unknown } };
}

/**
 * A page, or a worker of one: a script there may not set every header.
 *
 * Servers' runtimes, whose scripts may, have names of browsers too: Cloudflare's `WorkerGlobalScope`, all that a worker has in Deno,
 * and in Node the `document` of jsdom or of one who renders pages.
 */
export function isBrowser(): boolean {
  const isServer = 'Deno' in globalThis || (globalThis as Globals).process?.versions?.node !== undefined;
  return !isServer && ('document' in globalThis || 'WorkerNavigator' in globalThis);
}
