import type { Scenario } from '../../server/Transcript.ts';
import { noAnswers as usual } from '../openaiChat/noAnswers.ts';

/** A successful status without an answer. */
export const geminiNoAnswers = {
  /** A page, such as a captive portal or a single-page application serves. */
  html: usual.html,

  /** An empty body. */
  empty: usual.empty,

  /** An end marker alone: this wire does not have one, but proxies add it. */
  'only-done': {
    stream: {
      pieces: [
        'data: [DONE]\r\n\r\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"candidates":[]}',
      ],
    },
  },

  /** An error as JSON with status 200, in a list, which is what a stream without `alt=sse` is. */
  'json-error': {
    contentType: 'application/json',
    pieces: [
      '[{"error":{"code":500,"message":"Canned: the model is not loaded.","status":"INTERNAL"}}]',
    ],
  },
} satisfies Readonly<Record<string, Scenario>>;
