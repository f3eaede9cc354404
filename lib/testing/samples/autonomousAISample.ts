import type { WireSample } from '../conformance/WireSample.ts';

const frame = (json: string): string => `data: ${json}\n\n`;

/** Autonomous.AI: frames like OpenAI's, with the finish reason at the top level. */
export const autonomousAISample: WireSample = {
  text: (words) => frame(`{"choices":[{"index":0,"delta":{"content":${JSON.stringify(words)}},"finish_reason":null}]}`),
  end: `${frame('{"choices":[],"finish_reason":"stop"}')}${frame('[DONE]')}`,
  json: (words) =>
    `{"choices":[{"index":0,"message":{"role":"assistant","content":${JSON.stringify(words)}}}],"finish_reason":"stop"}`,
  error: (message) => frame(`{"error":{"message":${JSON.stringify(message)}}}`),
  refusal: (message) => `{"error":{"message":${JSON.stringify(message)}}}`,
};
