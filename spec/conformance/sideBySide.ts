import type { ConformanceCase } from '../../lib/testing/index.ts';

/** Runs a few cases at a time, since most of them only wait; gives what became of each, by its name. */
export function sideBySide(cases: readonly ConformanceCase[], count = 4): ReadonlyMap<string, Promise<unknown>> {
  const queue = [...cases];
  const tell = new Map<string, (outcome: unknown) => void>();
  const outcomes = new Map(
    cases.map(({ name }) => [name, new Promise<unknown>((resolve) => tell.set(name, resolve))] as const),
  );
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const error = await next.run().then(
        () => undefined,
        (raised: unknown) => raised ?? new Error('it rejected with nothing'),
      );
      tell.get(next.name)?.(error);
    }
  };
  for (let i = 0; i < count; i++) void work();
  return outcomes;
}
