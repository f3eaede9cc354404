import * as t from 'io-ts';
import { shape } from '../../codec/shape.ts';
import { askedOften } from '../../codec/askedOften.ts';

/*
 * The frames of Anthropic's Messages, and the one JSON answer. A frame is any object: its members are read one by one where they are
 * needed, by `MessagesReader`, so that a member of an unexpected type does not affect the others. New events and new members may be added
 * at any time.
 */

/** The part of a frame that is read; each member may have any value. */
export interface MessagesFrame {
  readonly type?: unknown;
  /** The index of a content block. */
  readonly index?: unknown;
  readonly message?: unknown;
  readonly content_block?: unknown;
  readonly delta?: unknown;
  readonly usage?: unknown;
  /** The content blocks, if the frame is a message. */
  readonly content?: unknown;
}

/** A frame of a stream. */
export const MessagesFrame: t.Type<MessagesFrame> = askedOften<MessagesFrame>(shape('an object', {}), () => true);

const EVENTS: ReadonlySet<unknown> = new Set([
  'message_start',
  'ping',
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'message_delta',
  'message_stop',
]);

/** One JSON answer: a message. A server that was asked for a stream may also send its frames without events. */
export const MessagesAnswer: t.Type<MessagesFrame> = new t.Type<MessagesFrame>(
  'a message',
  (value): value is MessagesFrame => MessagesFrame.is(value) && isAnswer(value),
  (value, context) => (MessagesFrame.is(value) && isAnswer(value) ? t.success(value) : t.failure(value, context)),
  t.identity,
);

const isAnswer = ({ type, content }: MessagesFrame): boolean =>
  type === 'message' || (type === undefined && content !== undefined) || EVENTS.has(type);
