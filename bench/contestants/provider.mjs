import { latest } from './latest.mjs';

/** Ours: the built package beside this folder, or another build of it to compare with. */
export const rxllm = await import(process.env.BENCH_OURS ?? '../../dist/node/index.js');

export const provider = latest((baseUrl) => rxllm.openAICompatible({ baseUrl, apiKey: 'sk-bench' }));
