import type { Scenario } from '../../server/Transcript.ts';

/** Refusals by status. */
export const httpErrors = {
  unauthorized: {
    status: 401,
    contentType: 'application/json',
    pieces: [
      '{"error":{"message":"Canned: incorrect API key provided.","type":"invalid_request_error","code":"invalid_api_key"}}',
    ],
  },

  /** 429 with `Retry-After: 1`, in seconds. */
  'rate-limit': {
    status: 429,
    contentType: 'application/json',
    headers: { 'retry-after': '1' },
    pieces: [
      '{"error":{"message":"Canned: rate limit reached.","type":"requests","code":"rate_limit_exceeded"}}',
    ],
  },

  /** 429 as well, but waiting does not help. */
  quota: {
    status: 429,
    contentType: 'application/json',
    pieces: [
      '{"error":{"message":"Canned: you exceeded your current quota.","type":"insufficient_quota","code":"insufficient_quota"}}',
    ],
  },

  'context-length': {
    status: 400,
    contentType: 'application/json',
    pieces: [
      '{"error":{"message":"Canned: this model\'s maximum context length is 8 tokens.","type":"invalid_request_error","code":"context_length_exceeded"}}',
    ],
  },

  'server-error': {
    status: 500,
    contentType: 'application/json',
    pieces: [
      '{"error":{"message":"Canned: the server had an error.","type":"server_error","code":null}}',
    ],
  },

  overloaded: {
    status: 503,
    contentType: 'application/json',
    pieces: [
      '{"error":{"message":"Canned: the engine is overloaded.","type":"overloaded_error","code":null}}',
    ],
  },

  /** A page from a firewall in front of the service. */
  blocked: {
    status: 403,
    contentType: 'text/html; charset=UTF-8',
    pieces: [
      '<!DOCTYPE html>\n<html><head><title>Attention Required! | Cloudflare</title></head><body><h1>Canned: sorry, you have been blocked</h1><div id="cf-cloudflare-status"></div></body></html>\n',
    ],
  },

  /** 307 to a path that does not exist. */
  redirect: {
    status: 307,
    contentType: 'text/plain',
    headers: { location: '/elsewhere' },
    pieces: [
      'Canned: moved to /elsewhere.\n',
    ],
  },
} satisfies Readonly<Record<string, Scenario>>;
