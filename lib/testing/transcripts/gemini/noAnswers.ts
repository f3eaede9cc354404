import type { Scenario } from '../../server/Transcript.ts';

/** A good status without an answer behind it. */
export const geminiNoAnswers = {
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

  /** An end marker alone: this wire has none, and proxies add one. */
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

  /** An error as JSON with status 200, in the list that a stream without `alt=sse` is. */
  'json-error': {
    contentType: 'application/json',
    pieces: [
      '[{"error":{"code":500,"message":"Canned: the model is not loaded.","status":"INTERNAL"}}]',
    ],
  },
} satisfies Readonly<Record<string, Scenario>>;
