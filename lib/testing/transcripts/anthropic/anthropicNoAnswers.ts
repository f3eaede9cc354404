import type { Scenario } from '../../server/Transcript.ts';

/** A successful status without an answer. */
export const anthropicNoAnswers = {
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

  /** The end marker alone; as JSON, a message without content or reason. */
  'only-done': {
    stream: {
      pieces: [
        'event: message_stop\ndata: {"type":"message_stop" }\n\n',
      ],
    },
    json: {
      contentType: 'application/json',
      pieces: [
        '{"id":"msg_canned","type":"message","role":"assistant","model":"canned","content":[],"stop_reason":null,"usage":null}',
      ],
    },
  },

  /** An error as JSON with status 200, streamed or not. */
  'json-error': {
    contentType: 'application/json',
    pieces: [
      '{"type":"error","error":{"type":"api_error","message":"Canned: the model is not loaded."},"request_id":"req_canned"}',
    ],
  },
} satisfies Readonly<Record<string, Scenario>>;
