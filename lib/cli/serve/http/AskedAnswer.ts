import * as t from 'io-ts';
import { members } from '../../../codec/members.ts';
import type { ChatRequest } from '../../../request/ChatRequest.ts';

/**
 * What the page posts to `/answers`. No other field of a `ChatRequest` is accepted: `proxy` and `headers` would send the server's key
 * elsewhere.
 */
export interface AskedAnswer {
  /** Made by the page, and hard to guess, because it gives access to the answer. */
  readonly id: string;
  readonly model?: string | undefined;
  /** Checked by the provider, like those of any request. */
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
