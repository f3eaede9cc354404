/** The globals that distinguish the runtimes. */
interface Globals {
  readonly process?: { readonly versions?: { readonly node?: unknown } };
}

/**
 * Whether this is a page or the worker of a page, where a script may not set every header.
 *
 * Server runtimes, where it may, also have globals of browsers: Cloudflare has `WorkerGlobalScope`, Deno everything that a worker has,
 * and Node the `document` of jsdom or of a renderer.
 */
export function isBrowser(): boolean {
  const isServer = 'Deno' in globalThis || (globalThis as Globals).process?.versions?.node !== undefined;
  return !isServer && ('document' in globalThis || 'WorkerNavigator' in globalThis);
}
