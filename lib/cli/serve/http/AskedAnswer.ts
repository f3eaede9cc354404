import * as t from 'io-ts';
import { members } from '../../../codec/members.ts';
import type { ChatRequest } from '../../../request/ChatRequest.ts';

/**
 * What the page posts to `/answers`. Nothing else of a `ChatRequest` may come from there: its `proxy` and `headers` would lead the server's own
 * key elsewhere.
 */
export interface AskedAnswer {
  /** Made by the page, and hard to guess: it reads and stops the answer by it. */
  readonly id: string;
  readonly model?: string | undefined;
  /** Looked at by the provider, as those of every request. */
  readonly messages: ChatRequest['messages'];
}

const ANSWER_ID = /^[\w-]{16,64}$/;

export const isAnswerId = (text: string): boolean => ANSWER_ID.test(text);

/** The codec of `AskedAnswer`. */
export const AskedAnswer: t.Type<AskedAnswer> = members<AskedAnswer>(
  'a question',
  {
    id: t.refinement(t.string, isAnswerId, 'from 16 to 64 letters, digits, - or _'),
    model: t.string,
    messages: t.array(t.unknown, 'a list of messages') as never,
  },
  { required: ['id', 'messages'] },
);
