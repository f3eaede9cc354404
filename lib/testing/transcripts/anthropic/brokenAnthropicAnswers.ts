import type { Scenario } from '../../server/Transcript.ts';
import { brokenAnswers as usual } from '../openaiChat/brokenAnswers.ts';

/** Answers that break: within a frame, within the body, or within the connection. */
export const brokenAnthropicAnswers = {
  /** Three malformed frames between good ones; the answer continues and ends properly. */
  'malformed-frame': {
    stream: {
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}            }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}        }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"This canned answer "}      }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"lost\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"loses "} }\n\n',
        'event: content_block_delta\ndata: 7\n\n',
        'event: content_block_delta\ndata:\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"three frames."}             }\n\n',
        'event: content_block_stop\ndata: {"type":"content_block_stop","index":0}\n\n',
        'event: message_delta\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":7}         }\n\n',
        'event: message_stop\ndata: {"type":"message_stop"    }\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"text","text":"This canned answer br',
      ],
    },
  },

  /** A frame with an error, without the event of that name, after content. */
  'error-in-stream': {
    stream: {
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}           }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}  }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"This canned answer "}       }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"breaks "}              }\n\n',
        'data: {"type":"error","error":{"type":"api_error","message":"Canned: the model crashed."},"request_id":"req_canned"}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"type":"error","error":{"type":"api_error","message":"Canned: the model crashed."},"request_id":"req_canned"}',
      ],
    },
  },

  /** An event `error`, after content. */
  'error-event': {
    stream: {
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}   }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}          }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"This canned answer "}     }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"breaks "}            }\n\n',
        'event: error\ndata: {"type":"error","error":{"type":"api_error","message":"Canned: the model crashed."},"request_id":"req_canned"}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"type":"error","error":{"type":"api_error","message":"Canned: the model crashed."},"request_id":"req_canned"}',
      ],
    },
  },

  /** The body is complete, the answer is not: no reason, no `message_stop`. */
  'no-end-marker': {
    stream: {
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}        }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}      }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"This canned answer "} }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"breaks "}             }\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"text","text":"This canned answer br',
      ],
    },
  },

  /** The connection is closed (FIN) within a frame. */
  cut: {
    stream: {
      ending: 'cut',
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}}\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}         }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"This canned answer "}    }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"breaks "}           }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"del',
      ],
    },
    json: {
      contentType: 'application/json',
      ending: 'cut',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"text","text":"This canned answer br',
      ],
    },
  },

  /** The connection is reset (RST) within a frame. */
  reset: {
    stream: {
      ending: 'reset',
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}  }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}       }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"This canned answer "}              }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"breaks "}   }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"del',
      ],
    },
    json: {
      contentType: 'application/json',
      ending: 'reset',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"text","text":"This canned answer br',
      ],
    },
  },

  /** Silence after content. */
  stall: {
    stream: {
      ending: 'stall',
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}          }\n\n',
        'event: content_block_start\ndata: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}     }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"This canned answer "}            }\n\n',
        'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"breaks "}        }\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      ending: 'stall',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[{"type":"text","text":"This canned answer br',
      ],
    },
  },

  /** Silence after the headers, except for the first event. */
  'stall-before-content': {
    stream: {
      ending: 'stall',
      pieces: [
        'event: message_start\ndata: {"type":"message_start","message":{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":5,"output_tokens":1}}      }\n\n',
        'event: ping\ndata: {"type": "ping"}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      ending: 'stall',
      pieces: [],
    },
  },

  /** Silence from the beginning. */
  'no-headers': usual['no-headers'],

  /** The connection is closed (FIN) before the first byte. */
  'hang-up': usual['hang-up'],
} satisfies Readonly<Record<string, Scenario>>;
