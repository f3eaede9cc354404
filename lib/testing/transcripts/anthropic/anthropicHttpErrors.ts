import type { Scenario } from '../../server/Transcript.ts';
import { httpErrors as usual } from '../openaiChat/httpErrors.ts';

/** Refusals by status. */
export const anthropicHttpErrors = {
  unauthorized: {
    status: 401,
    contentType: 'application/json',
    headers: { 'request-id': 'req_canned' },
    pieces: [
      '{"type":"error","error":{"type":"authentication_error","message":"Canned: invalid x-api-key."},"request_id":"req_canned"}',
    ],
  },

  /** 429 with `Retry-After: 1`, in seconds. */
  'rate-limit': {
    status: 429,
    contentType: 'application/json',
    headers: { 'request-id': 'req_canned', 'retry-after': '1' },
    pieces: [
      '{"type":"error","error":{"type":"rate_limit_error","message":"Canned: this request would exceed the rate limit."},"request_id":"req_canned"}',
    ],
  },

  /** 400 as for a bad request: only the message tells them apart. */
  quota: {
    status: 400,
    contentType: 'application/json',
    headers: { 'request-id': 'req_canned' },
    pieces: [
      '{"type":"error","error":{"type":"invalid_request_error","message":"Canned: your credit balance is too low to access the API."},"request_id":"req_canned"}',
    ],
  },

  'context-length': {
    status: 400,
    contentType: 'application/json',
    headers: { 'request-id': 'req_canned' },
    pieces: [
      '{"type":"error","error":{"type":"invalid_request_error","message":"Canned: prompt is too long: 9 tokens > 8 maximum"},"request_id":"req_canned"}',
    ],
  },

  'server-error': {
    status: 500,
    contentType: 'application/json',
    headers: { 'request-id': 'req_canned' },
    pieces: [
      '{"type":"error","error":{"type":"api_error","message":"Canned: internal server error."},"request_id":"req_canned"}',
    ],
  },

  overloaded: {
    status: 529,
    contentType: 'application/json',
    headers: { 'request-id': 'req_canned' },
    pieces: [
      '{"type":"error","error":{"type":"overloaded_error","message":"Canned: overloaded."},"request_id":"req_canned"}',
    ],
  },

  /** A page from a firewall in front of the service. */
  blocked: usual.blocked,

  /** 307 to a path that does not exist. */
  redirect: usual.redirect,
} satisfies Readonly<Record<string, Scenario>>;
