import type { Scenario } from '../../server/Transcript.ts';
import { noAnswers as usual } from '../openaiChat/noAnswers.ts';

const STREAM = 'application/x-ndjson';
const JSON_TYPE = 'application/json; charset=utf-8';

/** A good status without an answer behind it. */
export const noAnswers = {
  html: usual.html,

  /** A body without a byte. */
  empty: {
    contentType: STREAM,
    pieces: [],
  },

  /** The end marker alone: an answer that is complete, and says nothing. So a server answers a model's name without messages. */
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
