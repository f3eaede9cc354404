/** A page or a worker: a script there may not set every header. */
export const isBrowser = (): boolean => 'document' in globalThis || 'WorkerGlobalScope' in globalThis;
