import type { Scenario } from '../../server/Transcript.ts';
import { noAnswers as usual } from '../openaiChat/noAnswers.ts';

/** A successful status without an answer. */
export const anthropicNoAnswers = {
  /** A page, such as a captive portal or a single-page application serves. */
  html: usual.html,

  /** An empty body. */
  empty: usual.empty,

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
