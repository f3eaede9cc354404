import type { Scenario } from '../../server/Transcript.ts';

/** Answers that break: within a frame, within the body, or within the connection. */
export const brokenAnswers = {
  /** Three malformed or unreadable frames between good ones; the answer continues and ends properly. */
  'malformed-frame': {
    stream: {
      pieces: [
        'data: {"choices":[{"index":0,"delta":{"content":"This canned answer "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"lost\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"loses "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":{"lost":7}}}]}\n\n',
        'data:\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"three frames."},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"choices":[{"index":0,"message":{"role":"assistant","content":"This canned answer br',
      ],
    },
  },

  /** A frame with an error, after content. */
  'error-in-stream': {
    stream: {
      pieces: [
        'data: {"choices":[{"index":0,"delta":{"content":"This canned answer "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"breaks "},"finish_reason":null}]}\n\n',
        'data: {"error":{"message":"Canned: the model crashed.","type":"server_error","code":null}}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"error":{"message":"Canned: the model crashed.","type":"server_error","code":null}}',
      ],
    },
  },

  /** An SSE event of type `error`, after content. */
  'error-event': {
    stream: {
      pieces: [
        'data: {"choices":[{"index":0,"delta":{"content":"This canned answer "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"breaks "},"finish_reason":null}]}\n\n',
        'event: error\ndata: {"message":"Canned: the model crashed.","type":"server_error"}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"error":{"message":"Canned: the model crashed.","type":"server_error","code":null}}',
      ],
    },
  },

  /** The body is complete, the answer is not: no finish reason, no `[DONE]`. */
  'no-end-marker': {
    stream: {
      pieces: [
        'data: {"choices":[{"index":0,"delta":{"content":"This canned answer "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"breaks "},"finish_reason":null}]}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"choices":[{"index":0,"message":{"role":"assistant","content":"This canned answer br',
      ],
    },
  },

  /** The connection is closed (FIN) within a frame. */
  cut: {
    stream: {
      ending: 'cut',
      pieces: [
        'data: {"choices":[{"index":0,"delta":{"content":"This canned answer "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"breaks "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"cont',
      ],
    },
    json: {
      contentType: 'application/json',
      ending: 'cut',
      pieces: [
        '{"choices":[{"index":0,"message":{"role":"assistant","content":"This canned answer br',
      ],
    },
  },

  /** The connection is reset (RST) within a frame. */
  reset: {
    stream: {
      ending: 'reset',
      pieces: [
        'data: {"choices":[{"index":0,"delta":{"content":"This canned answer "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"breaks "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"cont',
      ],
    },
    json: {
      contentType: 'application/json',
      ending: 'reset',
      pieces: [
        '{"choices":[{"index":0,"message":{"role":"assistant","content":"This canned answer br',
      ],
    },
  },

  /** Silence after content. */
  stall: {
    stream: {
      ending: 'stall',
      pieces: [
        'data: {"choices":[{"index":0,"delta":{"content":"This canned answer "},"finish_reason":null}]}\n\n',
        'data: {"choices":[{"index":0,"delta":{"content":"breaks "},"finish_reason":null}]}\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      ending: 'stall',
      pieces: [
        '{"choices":[{"index":0,"message":{"role":"assistant","content":"This canned answer br',
      ],
    },
  },

  /** Silence after the headers. */
  'stall-before-content': {
    stream: {
      ending: 'stall',
      pieces: [],
    },
    json: {
      contentType: 'application/json',
      ending: 'stall',
      pieces: [],
    },
  },

  /** Silence from the beginning. */
  'no-headers': {
    headers: false,
    ending: 'stall',
    pieces: [],
  },

  /** The connection is closed (FIN) before the first byte. */
  'hang-up': {
    headers: false,
    ending: 'cut',
    pieces: [],
  },
} satisfies Readonly<Record<string, Scenario>>;
