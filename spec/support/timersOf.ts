/** The delays of the intervals that are set meanwhile, by RxJS too. */
export function timersOf(act: () => void): unknown[] {
  const { setInterval } = globalThis;
  const delays: unknown[] = [];
  globalThis.setInterval = ((...parameters: Parameters<typeof setInterval>) => {
    delays.push(parameters[1]);
    return setInterval(...parameters);
  }) as typeof setInterval;
  try {
    act();
  } finally {
    globalThis.setInterval = setInterval;
  }
  return delays;
}
