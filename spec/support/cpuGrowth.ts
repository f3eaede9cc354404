const ROUNDS = 5;

/**
 * How much more CPU time one unit of the larger input costs than one of the smaller: 1 is linear, and quadratic is their ratio. The
 * least of several rounds of each, so that a busy machine does not change it.
 *
 * @param prepare makes an input of so many units, and gives what is to be measured
 */
export function cpuGrowth(small: number, large: number, prepare: (size: number) => () => void): number {
  const [runSmall, runLarge] = [prepare(small), prepare(large)];
  // Compiled before it is measured.
  runSmall();
  let [leastSmall, leastLarge] = [Infinity, Infinity];
  for (let round = 0; round < ROUNDS; round++) {
    leastSmall = Math.min(leastSmall, cpuTimeOf(runSmall));
    leastLarge = Math.min(leastLarge, cpuTimeOf(runLarge));
  }
  return leastLarge / large / (leastSmall / small);
}

function cpuTimeOf(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
