// A contestant's own process: takes one measure, prints what it found as JSON.
const { contestant, measure, ...settings } = JSON.parse(process.argv[2]);
const [{ child }, module] = await Promise.all([import(`../measures/${measure}.mjs`), import(`./${contestant}.mjs`)]);
const result = await child(module, settings);
process.stdout.write(`\n${JSON.stringify(result)}\n`, () => process.exit());
