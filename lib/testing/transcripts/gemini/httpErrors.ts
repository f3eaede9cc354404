import type { Scenario } from '../../server/Transcript.ts';
import { httpErrors as usual } from '../openaiChat/httpErrors.ts';

/** Refusals by status, in the format of `google.rpc.Status`. */
export const geminiHttpErrors = {
  unauthorized: {
    status: 401,
    contentType: 'application/json',
    pieces: [
      '{"error":{"code":401,"message":"Canned: request had invalid authentication credentials.","status":"UNAUTHENTICATED"}}',
    ],
  },

  /** 429; the body states how long to wait, since this service sends no `Retry-After`. */
  'rate-limit': {
    status: 429,
    contentType: 'application/json',
    pieces: [
      '{"error":{"code":429,"message":"Canned: resource has been exhausted.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"1s"}]}}',
    ],
  },

  /** 429 as well, but waiting does not help: it is the daily quota. */
  quota: {
    status: 429,
    contentType: 'application/json',
    pieces: [
      '{"error":{"code":429,"message":"Canned: you exceeded your current quota.","status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaMetric":"generativelanguage.googleapis.com/generate_content_free_tier_requests","quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier","quotaValue":"20"}]}]}}',
    ],
  },

  'context-length': {
    status: 400,
    contentType: 'application/json',
    pieces: [
      '{"error":{"code":400,"message":"Canned: the input token count (9) exceeds the maximum number of tokens allowed (8).","status":"INVALID_ARGUMENT"}}',
    ],
  },

  'server-error': {
    status: 500,
    contentType: 'application/json',
    pieces: [
      '{"error":{"code":500,"message":"Canned: an internal error has occurred.","status":"INTERNAL"}}',
    ],
  },

  overloaded: {
    status: 503,
    contentType: 'application/json',
    pieces: [
      '{"error":{"code":503,"message":"Canned: the model is overloaded. Please try again later.","status":"UNAVAILABLE"}}',
    ],
  },

  /** A page from a firewall in front of the service. */
  blocked: usual.blocked,

  /** 307 to a path that does not exist. */
  redirect: usual.redirect,
} satisfies Readonly<Record<string, Scenario>>;
