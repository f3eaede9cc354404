import type { WireSample } from '../conformance/WireSample.ts';

const event = (type: string, rest: string): string => `event: ${type}\ndata: {"type":"${type}",${rest}}\n\n`;

const USAGE =
  '"usage":{"input_tokens":9,"input_tokens_details":{"cached_tokens":0},"output_tokens":3,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":12}';

/** OpenAI's Responses: events around output items. */
export const responsesSample: WireSample = {
  begin:
    event(
      'response.created',
      '"response":{"id":"resp_1","object":"response","status":"in_progress","model":"m","output":[],"error":null,"usage":null}',
    ) +
    event(
      'response.output_item.added',
      '"output_index":0,"item":{"id":"msg_1","type":"message","role":"assistant","status":"in_progress","content":[]}',
    ),
  text: (words) =>
    event(
      'response.output_text.delta',
      `"item_id":"msg_1","output_index":0,"content_index":0,"delta":${JSON.stringify(words)}`,
    ),
  end: event(
    'response.completed',
    `"response":{"id":"resp_1","object":"response","status":"completed","model":"m","output":[],"error":null,"incomplete_details":null,${USAGE}}`,
  ),
  json: (words) =>
    `{"id":"resp_1","object":"response","status":"completed","model":"m","output":[{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":${JSON.stringify(words)},"annotations":[]}]}],"error":null,"incomplete_details":null,${USAGE}}`,
  error: (message) => event('error', `"code":"server_error","message":${JSON.stringify(message)},"param":null`),
  refusal: (message) => `{"error":{"message":${JSON.stringify(message)},"type":"zzgl","param":null,"code":null}}`,
  silence: event(
    'response.in_progress',
    '"response":{"id":"resp_1","object":"response","status":"in_progress","model":"m","output":[],"error":null,"usage":null}',
  ),
  models: { pages: [() => '{"object":"list","data":[{"id":"one"},{"id":"two"}]}'], names: ['one', 'two'] },
};
