import type { Scenario } from '../../server/Transcript.ts';

const STREAM = 'application/x-ndjson';
const JSON_TYPE = 'application/json; charset=utf-8';

/** A line that is an error, after content. The wire has no events. */
const errorInStream = {
  stream: {
    contentType: STREAM,
    pieces: [
      '{"model":"canned","message":{"role":"assistant","content":"This canned answer "},"done":false}\n',
      '{"model":"canned","message":{"role":"assistant","content":"breaks "},"done":false}\n',
      '{"error":"Canned: an error was encountered while running the model"}\n',
    ],
  },
  json: {
    status: 500,
    contentType: JSON_TYPE,
    pieces: [
      '{"error":"Canned: an error was encountered while running the model"}',
    ],
  },
} satisfies Scenario;

/** Answers that break: within a line, within the body, or within the connection. */
export const brokenAnswers = {
  /** Three lines that are no frames between good ones; the answer goes on and ends well. */
  'malformed-frame': {
    stream: {
      contentType: STREAM,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"This canned answer "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"lost\n',
        '{"model":"canned","message":{"role":"assistant","content":"loses "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":{"lost":true}},"done":false}\n',
        'lost\n',
        '{"model":"canned","message":{"role":"assistant","content":"three frames."},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":""},"done_reason":"stop","done":true}\n',
      ],
    },
    json: {
      contentType: JSON_TYPE,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"This canned answer br',
      ],
    },
  },

  /** An error after content; one that is not streamed still has its status. */
  'error-in-stream': errorInStream,

  /** The same: the wire has no events. */
  'error-event': errorInStream,

  /** The body ends well, the answer does not: no `done`. So ends an answer whose runner died. */
  'no-end-marker': {
    stream: {
      contentType: STREAM,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"This canned answer "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"breaks "},"done":false}\n',
      ],
    },
    json: {
      contentType: JSON_TYPE,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"This canned answer br',
      ],
    },
  },

  /** The connection is closed (FIN) within a line. */
  cut: {
    stream: {
      contentType: STREAM,
      ending: 'cut',
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"This canned answer "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"breaks "},"done":false}\n',
        '{"model":"canned","message":{"role":"assis',
      ],
    },
    json: {
      contentType: JSON_TYPE,
      ending: 'cut',
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"This canned answer br',
      ],
    },
  },

  /** The connection is reset (RST) within a line. */
  reset: {
    stream: {
      contentType: STREAM,
      ending: 'reset',
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"This canned answer "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"breaks "},"done":false}\n',
        '{"model":"canned","message":{"role":"assis',
      ],
    },
    json: {
      contentType: JSON_TYPE,
      ending: 'reset',
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"This canned answer br',
      ],
    },
  },

  /** Silence after content. */
  stall: {
    stream: {
      contentType: STREAM,
      ending: 'stall',
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"This canned answer "},"done":false}\n',
        '{"model":"canned","message":{"role":"assistant","content":"breaks "},"done":false}\n',
      ],
    },
    json: {
      contentType: JSON_TYPE,
      ending: 'stall',
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":"This canned answer br',
      ],
    },
  },

  /** Silence after the headers. */
  'stall-before-content': {
    stream: {
      contentType: STREAM,
      ending: 'stall',
      pieces: [],
    },
    json: {
      contentType: JSON_TYPE,
      ending: 'stall',
      pieces: [],
    },
  },

  /** Silence from the beginning, as while a model is loaded. */
  'no-headers': {
    headers: false,
    ending: 'stall',
    pieces: [],
  },

  /** The connection is closed (FIN) without a byte. */
  'hang-up': {
    headers: false,
    ending: 'cut',
    pieces: [],
  },
} satisfies Readonly<Record<string, Scenario>>;
