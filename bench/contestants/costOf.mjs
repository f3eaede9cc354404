/** What an act costs: CPU of the whole process, with its collector and compiler, in microseconds, and wall time in milliseconds. */
export async function costOf(act) {
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await act();
  const wall = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { cpu: user + system, wall };
}
