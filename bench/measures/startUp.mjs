export const title = 'Start-up';

/** `ours` costs what it adds to what any program with axios pays; packages as this folder resolves them. */
const IMPORTS = {
  nothing: '',
  axios: `await import('axios');`,
  'axios + rxjs': `await Promise.all([import('axios'), import('rxjs')]);`,
  rxllm: `await import(process.env.BENCH_OURS ?? '../dist/node/index.js');`,
  openai: `await import('openai');`,
  'AI SDK': `await Promise.all([import('ai'), import('@ai-sdk/openai-compatible')]);`,
  LangChain: `await import('@langchain/openai');`,
};

export async function measure(bench) {
  const rounds = bench.options.rounds ?? (bench.quick ? 1 : 11);
  const samples = new Map(Object.keys(IMPORTS).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, program] of Object.entries(IMPORTS)) samples.get(name).push(await bench.runProgram(program));
  }
  bench.print(`A process that imports the package and ends; medians of ${rounds} rounds.`);
  const median = (name, key) => bench.median(samples.get(name).map((sample) => sample[key]));
  const rows = Object.keys(IMPORTS).map((name) => [
    name,
    median(name, 'wall').toFixed(0),
    median(name, 'cpu').toFixed(0),
    (median(name, 'cpu') - median('axios', 'cpu')).toFixed(0),
    (median(name, 'rss') - median('nothing', 'rss')).toFixed(1),
  ]);
  bench.table('Import', ['', 'wall ms', 'CPU ms', 'CPU over axios', 'MB over nothing'], rows);
}
