import type { Scenario } from '../../server/Transcript.ts';

/** Responses that break: within a frame, within the body, or within the connection. */
export const brokenResponses = {
  /** Three malformed frames between good ones; the answer continues and ends properly. */
  'malformed-frame': {
    stream: {
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
        'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"This canned answer ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","delta":"lost\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"loses ","logprobs":[]}\n\n',
        'data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":{"lost":true}}\n\n',
        'data:\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":5,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"three frames.","logprobs":[]}\n\n',
        'event: response.output_text.done\ndata: {"type":"response.output_text.done","sequence_number":6,"item_id":"msg_canned","output_index":0,"content_index":0,"text":"This canned answer loses three frames.","logprobs":[]}\n\n',
        'event: response.content_part.done\ndata: {"type":"response.content_part.done","sequence_number":7,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"This canned answer loses three frames.","annotations":[]}}\n\n',
        'event: response.output_item.done\ndata: {"type":"response.output_item.done","sequence_number":8,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"This canned answer loses three frames.","annotations":[]}]}}\n\n',
        'event: response.completed\ndata: {"type":"response.completed","sequence_number":9,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"completed","error":null,"incomplete_details":null,"model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"This canned answer loses three frames.","annotations":[]}]}],"usage":null}}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"resp_canned","object":"response","status":"completed","model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"This canned answer br',
      ],
    },
  },

  /** A frame with an error, after content, without an event of that name. */
  'error-in-stream': {
    stream: {
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
        'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"This canned answer ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"breaks ","logprobs":[]}\n\n',
        'data: {"type":"error","error":{"type":"server_error","code":"server_error","message":"Canned: the model crashed.","param":null},"sequence_number":5}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"error":{"message":"Canned: the model crashed.","type":"server_error","param":null,"code":null}}',
      ],
    },
  },

  /** An event of type `error`, after content, and the failed response that follows it. */
  'error-event': {
    stream: {
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
        'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"This canned answer ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"breaks ","logprobs":[]}\n\n',
        'event: error\ndata: {"type":"error","code":"server_error","message":"Canned: the model crashed.","param":null,"sequence_number":5}\n\n',
        'event: response.failed\ndata: {"type":"response.failed","sequence_number":6,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"failed","error":{"code":"server_error","message":"Canned: the model crashed."},"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"resp_canned","object":"response","created_at":1700000000,"status":"failed","error":{"code":"server_error","message":"Canned: the model crashed."},"incomplete_details":null,"model":"canned","output":[],"usage":null}',
      ],
    },
  },

  /** The body is complete, the answer is not: no terminal event. */
  'no-end-marker': {
    stream: {
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
        'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"This canned answer ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"breaks ","logprobs":[]}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"resp_canned","object":"response","status":"completed","model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"This canned answer br',
      ],
    },
  },

  /** The connection is closed (FIN) within a frame. */
  cut: {
    stream: {
      ending: 'cut',
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
        'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"This canned answer ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"breaks ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":5,"item_id":"msg_canned","output_index":0,"content_index":0,"del',
      ],
    },
    json: {
      contentType: 'application/json',
      ending: 'cut',
      pieces: [
        '{"id":"resp_canned","object":"response","status":"completed","model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"This canned answer br',
      ],
    },
  },

  /** The connection is reset (RST) within a frame. */
  reset: {
    stream: {
      ending: 'reset',
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
        'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"This canned answer ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"breaks ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":5,"item_id":"msg_canned","output_index":0,"content_index":0,"del',
      ],
    },
    json: {
      contentType: 'application/json',
      ending: 'reset',
      pieces: [
        '{"id":"resp_canned","object":"response","status":"completed","model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"This canned answer br',
      ],
    },
  },

  /** Silence after content. */
  stall: {
    stream: {
      ending: 'stall',
      pieces: [
        'event: response.created\ndata: {"type":"response.created","sequence_number":0,"response":{"id":"resp_canned","object":"response","created_at":1700000000,"status":"in_progress","error":null,"incomplete_details":null,"model":"canned","output":[],"usage":null}}\n\n',
        'event: response.output_item.added\ndata: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_canned","type":"message","role":"assistant","status":"in_progress","content":[]}}\n\n',
        'event: response.content_part.added\ndata: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_canned","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"This canned answer ","logprobs":[]}\n\n',
        'event: response.output_text.delta\ndata: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_canned","output_index":0,"content_index":0,"delta":"breaks ","logprobs":[]}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      ending: 'stall',
      pieces: [
        '{"id":"resp_canned","object":"response","status":"completed","model":"canned","output":[{"id":"msg_canned","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"This canned answer br',
      ],
    },
  },
} satisfies Readonly<Record<string, Scenario>>;
