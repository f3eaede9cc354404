/** The delays of the timers that are set meanwhile, by RxJS too, which sets intervals. */
export function timersOf(act: () => void): unknown[] {
  const { setInterval, setTimeout } = globalThis;
  const delays: unknown[] = [];
  const noting = <T extends typeof setInterval | typeof setTimeout>(set: T): T =>
    ((...parameters: Parameters<typeof setInterval>) => {
      delays.push(parameters[1]);
      return set(...parameters);
    }) as T;
  globalThis.setInterval = noting(setInterval);
  globalThis.setTimeout = noting(setTimeout);
  try {
    act();
  } finally {
    globalThis.setInterval = setInterval;
    globalThis.setTimeout = setTimeout;
  }
  return delays;
}
