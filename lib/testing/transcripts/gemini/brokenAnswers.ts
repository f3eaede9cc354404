import type { Scenario } from '../../server/Transcript.ts';
import { brokenAnswers as usual } from '../openaiChat/brokenAnswers.ts';

/** Answers that break: within a frame, within the body, or within the connection. */
export const geminiBrokenAnswers = {
  /** Three malformed frames between good ones; the answer continues and ends properly. */
  'malformed-frame': {
    stream: {
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"text":"This canned answer "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"lost\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"loses "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":{"a":7}}]}}]}\r\n\r\n',
        'data:\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"three frames."}],"role":"model"},"finishReason":"STOP","index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"candidates":[{"content":{"parts":[{"text":"This canned answer br',
      ],
    },
  },

  /** A frame with an error, after content. */
  'error-in-stream': {
    stream: {
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"text":"This canned answer "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"breaks "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"error":{"code":500,"message":"Canned: the model crashed.","status":"INTERNAL"}}\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"error":{"code":500,"message":"Canned: the model crashed.","status":"INTERNAL"}}',
      ],
    },
  },

  /** An error after content, as this service often sends it: bare JSON on several lines, without `data:`. */
  'error-event': {
    stream: {
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"text":"This canned answer "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"breaks "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        '{\r\n  "error": {\r\n    "code": 500,\r\n    "message": "Canned: the model crashed.",\r\n    "status": "INTERNAL"\r\n  }\r\n}\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{\r\n  "error": {\r\n    "code": 500,\r\n    "message": "Canned: the model crashed.",\r\n    "status": "INTERNAL"\r\n  }\r\n}\r\n',
      ],
    },
  },

  /** The body is complete, the answer is not: no finish reason. */
  'no-end-marker': {
    stream: {
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"text":"This canned answer "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"breaks "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"candidates":[{"content":{"parts":[{"text":"This canned answer br',
      ],
    },
  },

  /** The connection is closed (FIN) within a frame. */
  cut: {
    stream: {
      ending: 'cut',
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"text":"This canned answer "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"breaks "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"par',
      ],
    },
    json: {
      contentType: 'application/json',
      ending: 'cut',
      pieces: [
        '{"candidates":[{"content":{"parts":[{"text":"This canned answer br',
      ],
    },
  },

  /** The connection is reset (RST) within a frame. */
  reset: {
    stream: {
      ending: 'reset',
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"text":"This canned answer "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"breaks "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"par',
      ],
    },
    json: {
      contentType: 'application/json',
      ending: 'reset',
      pieces: [
        '{"candidates":[{"content":{"parts":[{"text":"This canned answer br',
      ],
    },
  },

  /** Silence after content. */
  stall: {
    stream: {
      ending: 'stall',
      pieces: [
        'data: {"candidates":[{"content":{"parts":[{"text":"This canned answer "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
        'data: {"candidates":[{"content":{"parts":[{"text":"breaks "}],"role":"model"},"index":0}],"modelVersion":"canned","responseId":"canned-answer"}\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      ending: 'stall',
      pieces: [
        '{"candidates":[{"content":{"parts":[{"text":"This canned answer br',
      ],
    },
  },

  /** Silence after the headers. */
  'stall-before-content': usual['stall-before-content'],

  /** Silence from the beginning. */
  'no-headers': usual['no-headers'],

  /** The connection is closed (FIN) before the first byte. */
  'hang-up': usual['hang-up'],
} satisfies Readonly<Record<string, Scenario>>;
