import type { Scenario } from '../../server/Transcript.ts';

/** A successful status without an answer. */
export const noAnswers = {
  /** A page, such as a captive portal or a single-page application serves. */
  html: {
    contentType: 'text/html; charset=utf-8',
    pieces: [
      '<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><p>Canned: a page, and no answer.</p></body></html>\n',
    ],
  },

  /** An empty body. */
  empty: {
    pieces: [],
  },

  /** The end marker alone. */
  'only-done': {
    stream: {
      pieces: [
        'data: [DONE]\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"choices":[]}',
      ],
    },
  },

  /** An error as JSON with status 200, streamed or not. */
  'json-error': {
    contentType: 'application/json',
    pieces: [
      '{"error":{"message":"Canned: the model is not loaded.","type":"server_error","code":"model_not_loaded"}}',
    ],
  },
} satisfies Readonly<Record<string, Scenario>>;
