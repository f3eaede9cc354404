import type { WireSample } from '../conformance/WireSample.ts';

const frame = (json: string): string => `data: ${json}\n\n`;

/** OpenAI's chat completions. */
export const openAISample: WireSample = {
  begin: frame(
    '{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}',
  ),
  text: (words) =>
    frame(
      `{"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":${JSON.stringify(words)}},"finish_reason":null}]}`,
    ),
  end: `${frame('{"id":"chatcmpl-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}')}${frame('[DONE]')}`,
  json: (words) =>
    `{"id":"chatcmpl-1","choices":[{"index":0,"message":{"role":"assistant","content":${JSON.stringify(words)}},"finish_reason":"stop"}]}`,
  error: (message) => frame(`{"error":{"message":${JSON.stringify(message)},"type":"server_error","code":null}}`),
  refusal: (message) => `{"error":{"message":${JSON.stringify(message)},"type":"zzgl","code":null}}`,
  silence: `: keep-alive\n\n${frame('{"choices":[]}')}`,
  models: { pages: [() => '{"object":"list","data":[{"id":"one"},{"id":"two"}]}'], names: ['one', 'two'] },
};
