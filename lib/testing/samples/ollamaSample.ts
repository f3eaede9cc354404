import type { WireSample } from '../conformance/WireSample.ts';

const CREATED = '"model":"m","created_at":"2026-01-01T00:00:00Z"';

/** Ollama's native API: one JSON object per line. */
export const ollamaSample: WireSample = {
  contentType: 'application/x-ndjson',
  text: (words) => `{${CREATED},"message":{"role":"assistant","content":${JSON.stringify(words)}},"done":false}\n`,
  end: `{${CREATED},"message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":26,"eval_count":2}\n`,
  json: (words) =>
    `{${CREATED},"message":{"role":"assistant","content":${JSON.stringify(words)}},"done":true,"done_reason":"stop","prompt_eval_count":26,"eval_count":2}`,
  error: (message) => `{"error":${JSON.stringify(message)}}\n`,
  refusal: (message) => `{"error":${JSON.stringify(message)}}`,
  silence: `\n{${CREATED},"message":{"role":"assistant","content":"","images":null},"done":false}\n`,
  models: {
    pages: [() => '{"models":[{"name":"one:latest","model":"one:latest"},{"name":"two:7b","model":"two:7b"}]}'],
    names: ['one:latest', 'two:7b'],
  },
};
