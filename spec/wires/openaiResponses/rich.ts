/** Two parts of a summary, a search, text with a citation, a call by pieces, a call as a whole; the ids change with every event. */
export const RICH = [
  '{"type":"response.created","response":{"id":"resp_2","object":"response","status":"in_progress","model":"m","output":[],"error":null,"usage":null}}',
  '{"type":"response.output_item.added","output_index":0,"item":{"id":"r1","type":"reasoning","summary":[],"encrypted_content":"short"}}',
  '{"type":"response.reasoning_summary_text.delta","item_id":"r2","output_index":0,"summary_index":0,"delta":"**A**"}',
  '{"type":"response.reasoning_summary_text.delta","item_id":"r3","output_index":0,"summary_index":1,"delta":"**B**"}',
  '{"type":"response.output_item.done","output_index":0,"item":{"id":"r4","type":"reasoning","summary":[{"type":"summary_text","text":"**A**"},{"type":"summary_text","text":"**B**"}],"encrypted_content":"final"}}',
  '{"type":"response.output_item.added","output_index":1,"item":{"id":"ws_1","type":"web_search_call","status":"in_progress"}}',
  '{"type":"response.web_search_call.searching","item_id":"ws_1","output_index":1}',
  '{"type":"response.output_item.done","output_index":1,"item":{"id":"ws_1","type":"web_search_call","status":"completed","action":{"type":"search","query":"q"}}}',
  '{"type":"response.output_item.added","output_index":2,"item":{"id":"m1","type":"message","role":"assistant","content":[]}}',
  '{"type":"response.output_text.delta","item_id":"m2","output_index":2,"content_index":0,"delta":"Yes."}',
  '{"type":"response.output_text.annotation.added","item_id":"m3","output_index":2,"content_index":0,"annotation_index":0,"annotation":{"type":"url_citation","url":"https://a.example/","title":"A","start_index":0,"end_index":4}}',
  '{"type":"response.output_item.done","output_index":2,"item":{"id":"m4","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Yes.","annotations":[]}]}}',
  '{"type":"response.output_item.added","output_index":3,"item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"look","arguments":""}}',
  '{"type":"response.function_call_arguments.delta","item_id":"fc_x","output_index":3,"delta":"{\\"x\\":1}"}',
  '{"type":"response.function_call_arguments.done","item_id":"fc_y","output_index":3,"arguments":"{\\"x\\":1}"}',
  '{"type":"response.output_item.added","output_index":4,"item":{"id":"fc_2","type":"function_call","call_id":"call_2","name":"now","arguments":""}}',
  '{"type":"response.function_call_arguments.done","item_id":"fc_2","output_index":4,"arguments":"{}"}',
  '{"type":"response.completed","response":{"id":"resp_2","object":"response","status":"completed","model":"m","output":[{"type":"function_call","id":"fc_1","call_id":"call_1","name":"look","arguments":"{\\"x\\":1}"},{"type":"function_call","id":"fc_2","call_id":"call_2","name":"now","arguments":"{}"}],"error":null,"incomplete_details":null,"usage":{"input_tokens":40,"input_tokens_details":{"cached_tokens":7,"cache_write_tokens":3},"output_tokens":40,"output_tokens_details":{"reasoning_tokens":5},"total_tokens":80}}}',
];

const block = (value: object): object => ({ type: 'block', choice: 0, wire: 'openai-responses', value });
const itemOf = (line: string): object => (JSON.parse(line) as { readonly item: object }).item;

/** What comes of it. */
export const RICH_CHUNKS: readonly object[] = [
  { type: 'start', id: 'resp_2', model: 'm' },
  { type: 'reasoning', choice: 0, text: '**A**' },
  { type: 'reasoning', choice: 0, text: '\n\n' },
  { type: 'reasoning', choice: 0, text: '**B**' },
  block(itemOf(RICH[4] ?? '')),
  { type: 'activity', choice: 0, id: 'ws_1', name: 'web_search', state: 'started' },
  { type: 'activity', choice: 0, id: 'ws_1', name: 'web_search', state: 'done' },
  block(itemOf(RICH[7] ?? '')),
  { type: 'text', choice: 0, text: 'Yes.' },
  { type: 'source', choice: 0, url: 'https://a.example/', title: 'A' },
  block(itemOf(RICH[11] ?? '')),
  { type: 'tool-call', choice: 0, index: 0, id: 'call_1', name: 'look', arguments: '' },
  { type: 'tool-call', choice: 0, index: 0, arguments: '{"x":1}' },
  { type: 'tool-call', choice: 0, index: 1, id: 'call_2', name: 'now', arguments: '' },
  { type: 'tool-call', choice: 0, index: 1, arguments: '{}' },
  block({ type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'look', arguments: '{"x":1}' }),
  block({ type: 'function_call', id: 'fc_2', call_id: 'call_2', name: 'now', arguments: '{}' }),
  {
    type: 'usage',
    promptTokens: 40,
    completionTokens: 40,
    totalTokens: 80,
    cachedTokens: 7,
    cacheWriteTokens: 3,
    reasoningTokens: 5,
  },
  { type: 'finish', choice: 0, reason: 'tool-calls', raw: 'completed' },
];
