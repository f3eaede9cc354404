import type { Scenario } from '../../server/Transcript.ts';
import { brokenAnswers as usual } from '../openaiChat/brokenAnswers.ts';

const STREAM = 'application/x-ndjson';
const JSON_TYPE = 'application/json; charset=utf-8';

/** A line with an error, after content. The wire has no events. */
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
  /** Three malformed lines between good ones; the answer continues and ends properly. */
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

  /** An error after content; if the answer is not streamed, the error has its own status. */
  'error-in-stream': errorInStream,

  /** The same: the wire has no events. */
  'error-event': errorInStream,

  /** The body is complete, the answer is not: no `done`. An answer ends like this if its runner has died. */
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

  /** Silence from the beginning, as while a model is being loaded. */
  'no-headers': usual['no-headers'],

  /** The connection is closed (FIN) before the first byte. */
  'hang-up': usual['hang-up'],
} satisfies Readonly<Record<string, Scenario>>;
