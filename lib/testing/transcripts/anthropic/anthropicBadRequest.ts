import type { Transcript } from '../../server/Transcript.ts';

/** The answer to a body that is not a request of this wire. */
export const anthropicBadRequest: Transcript = {
  status: 400,
  contentType: 'application/json',
  pieces: [
    '{"type":"error","error":{"type":"invalid_request_error","message":"The body must name a model and hold messages as this wire encodes them."},"request_id":"req_canned"}',
  ],
};
