import type { Transcript } from '../../server/Transcript.ts';

/** The answer to a body that is not a request of its wire. */
export const geminiBadRequest: Transcript = {
  status: 400,
  contentType: 'application/json',
  pieces: [
    '{"error":{"code":400,"message":"The path must name a model, and the body hold contents.","status":"INVALID_ARGUMENT"}}',
  ],
};
