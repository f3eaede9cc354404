import type { Transcript } from '../Transcript.ts';

/** `GET /v1/models`: each scenario can be asked for as a model. */
export const models: Transcript = {
  contentType: 'application/json',
  pieces: ['{"object":"list","data":[{"id":"default","object":"model","created":1700000000,"owned_by":"rxllm"}]}'],
};
