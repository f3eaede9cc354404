/** A controller whose signal counts its listeners. */
export function watchedController(): {
  readonly controller: AbortController;
  readonly listeners: () => number;
  readonly added: () => number;
} {
  const controller = new AbortController();
  const { signal } = controller;
  const on = new Set<unknown>();
  let added = 0;
  const add = signal.addEventListener.bind(signal) as (...all: unknown[]) => void;
  const remove = signal.removeEventListener.bind(signal) as (...all: unknown[]) => void;
  signal.addEventListener = (type: string, listener: unknown, ...rest: unknown[]) => {
    added++;
    on.add(listener);
    add(type, listener, ...rest);
  };
  signal.removeEventListener = (type: string, listener: unknown, ...rest: unknown[]) => {
    on.delete(listener);
    remove(type, listener, ...rest);
  };
  return { controller, listeners: () => on.size, added: () => added };
}
