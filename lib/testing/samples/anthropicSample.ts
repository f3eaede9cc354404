import type { WireSample } from '../conformance/WireSample.ts';

/** An event whose name is repeated in its data, padded before its last brace as the service does. */
const event = (type: string, rest: string): string => `event: ${type}\ndata: {"type":"${type}"${rest}  }\n\n`;

/** Anthropic's Messages: events that open, fill and close blocks. */
export const anthropicSample: WireSample = {
  begin:
    event(
      'message_start',
      ',"message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":3,"output_tokens":1}}',
    ) + event('content_block_start', ',"index":0,"content_block":{"type":"text","text":""}'),
  text: (words) =>
    event('content_block_delta', `,"index":0,"delta":{"type":"text_delta","text":${JSON.stringify(words)}}`),
  end:
    event('content_block_stop', ',"index":0') +
    event('message_delta', ',"delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}') +
    event('message_stop', ''),
  json: (words) =>
    `{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":${JSON.stringify(words)}}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":2}}`,
  error: (message) => event('error', `,"error":{"type":"api_error","message":${JSON.stringify(message)}}`),
  refusal: (message) => `{"type":"error","error":{"type":"zzgl","message":${JSON.stringify(message)}}}`,
  silence: event('ping', ''),
  models: {
    pages: [
      () => '{"data":[{"type":"model","id":"one"}],"has_more":true,"first_id":"one","last_id":"one"}',
      () => '{"data":[{"type":"model","id":"two"}],"has_more":false,"first_id":"two","last_id":"two"}',
    ],
    names: ['one', 'two'],
  },
};
