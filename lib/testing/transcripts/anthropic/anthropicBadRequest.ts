import type { Transcript } from '../../server/Transcript.ts';

/** To a body that asks nothing on this wire. */
export const anthropicBadRequest: Transcript = {
  status: 400,
  contentType: 'application/json',
  pieces: [
    '{"type":"error","error":{"type":"invalid_request_error","message":"The body must name a model and hold messages as this wire encodes them."},"request_id":"req_canned"}',
  ],
};
