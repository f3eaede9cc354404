// A contestant's own process: takes one measure, prints what it found as JSON.
import { once } from 'node:events';

const { contestant, measure, ...settings } = JSON.parse(process.argv[2]);
const [{ child }, module] = await Promise.all([import(`../measures/${measure}.mjs`), import(`./${contestant}.mjs`)]);
const result = await child(module, settings, nextTurn);
process.stdout.write(`\n${JSON.stringify(result)}\n`, () => process.exit());

/** Where processes take turns: ends this one's turn, and waits for its next. */
function nextTurn() {
  const turn = once(process, 'message');
  process.send('waiting');
  return turn;
}
