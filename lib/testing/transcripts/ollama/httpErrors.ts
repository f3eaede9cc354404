import type { Scenario } from '../../server/Transcript.ts';
import { httpErrors as usual } from '../openaiChat/httpErrors.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Refusals by status: an error is a plain text, streamed or not. */
export const httpErrors = {
  /** The cloud's refusal if the user is not signed in. */
  unauthorized: {
    status: 401,
    contentType: JSON_TYPE,
    pieces: [
      '{"error":"Canned: unauthorized","signin_url":"https://ollama.com/connect?name=canned&key=canned"}',
    ],
  },

  /** The cloud's 429, with `Retry-After: 1`, in seconds. */
  'rate-limit': {
    status: 429,
    contentType: JSON_TYPE,
    headers: { 'retry-after': '1' },
    pieces: [
      '{"error":"Canned: too many requests"}',
    ],
  },

  /** Waiting does not help. */
  quota: {
    status: 402,
    contentType: JSON_TYPE,
    pieces: [
      '{"error":"Canned: this account has no credits left"}',
    ],
  },

  'context-length': {
    status: 400,
    contentType: JSON_TYPE,
    pieces: [
      '{"error":"Canned: the input length exceeds the context length"}',
    ],
  },

  'server-error': {
    status: 500,
    contentType: JSON_TYPE,
    pieces: [
      '{"error":"Canned: llama runner process has terminated: exit status 2"}',
    ],
  },

  /** The queue is full. */
  overloaded: {
    status: 503,
    contentType: JSON_TYPE,
    pieces: [
      '{"error":"Canned: server busy, please try again.  maximum pending requests exceeded"}',
    ],
  },

  /** An intermediary in front of a service sends its own page, the same on every wire. */
  blocked: usual.blocked,
  redirect: usual.redirect,
} satisfies Readonly<Record<string, Scenario>>;
