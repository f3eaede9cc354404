/** Keeps the process from looking at its timers and sockets for so long. */
export function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}
