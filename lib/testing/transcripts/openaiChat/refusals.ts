import type { Transcript } from '../../server/Transcript.ts';

/** The answer to a path or a method that no wire has. */
export const noSuchPath: Transcript = {
  status: 404,
  contentType: 'application/json',
  pieces: ['{"error":{"message":"No such path on this embedded server.","type":"invalid_request_error","code":"not_found"}}'],
};

/** The answer to a body that is not a request of its wire. */
export const badRequest: Transcript = {
  status: 400,
  contentType: 'application/json',
  pieces: [
    '{"error":{"message":"The body must name a model and hold messages as this wire encodes them.","type":"invalid_request_error","code":null}}',
  ],
};
