import type { Scenario } from '../../server/Transcript.ts';

/** A successful status without an answer. */
export const geminiNoAnswers = {
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
