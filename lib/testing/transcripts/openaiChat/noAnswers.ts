import type { Scenario } from '../../server/Transcript.ts';

/** A good status without an answer behind it. */
export const noAnswers = {
  /** A page, as a captive portal or a single-page application serves it. */
  html: {
    contentType: 'text/html; charset=utf-8',
    pieces: [
      '<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body><p>Canned: a page, and no answer.</p></body></html>\n',
    ],
  },

  /** A body without a byte. */
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
