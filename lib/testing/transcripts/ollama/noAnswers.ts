import type { Scenario } from '../../server/Transcript.ts';
import { noAnswers as usual } from '../openaiChat/noAnswers.ts';

const STREAM = 'application/x-ndjson';
const JSON_TYPE = 'application/json; charset=utf-8';

/** A successful status without an answer. */
export const noAnswers = {
  html: usual.html,

  /** An empty body. */
  empty: {
    contentType: STREAM,
    pieces: [],
  },

  /** The end marker alone: a complete but empty answer. A server sends this for a model's name without messages. */
  'only-done': {
    stream: {
      contentType: STREAM,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":""},"done":true}\n',
      ],
    },
    json: {
      contentType: JSON_TYPE,
      pieces: [
        '{"model":"canned","message":{"role":"assistant","content":""},"done":true}',
      ],
    },
  },

  /** An error as JSON with status 200, streamed or not. */
  'json-error': {
    contentType: JSON_TYPE,
    pieces: [
      '{"error":"Canned: the model is not loaded"}',
    ],
  },
} satisfies Readonly<Record<string, Scenario>>;
