import type { Transcript } from '../../server/Transcript.ts';

/** The answer to a body that is not a request of Ollama's wire. */
export const badRequest: Transcript = {
  status: 400,
  contentType: 'application/json; charset=utf-8',
  pieces: ['{"error":"The body must name a model and hold messages as this wire encodes them."}'],
};
