import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { mustBe } from '../../errors/Issue.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { Message, ToolCall } from '../../request/Message.ts';
import { parseArguments } from '../asking/parseArguments.ts';

type AssistantMessage = Message & { readonly role: 'assistant' };

/** A call as it was sent, and what our messages call it. */
export interface SentCall {
  /** By which a `tool` message names it. */
  readonly id: string;
  readonly name: string;
  /** The id that stands in the request, which its result has to repeat. */
  readonly sentId: string | undefined;
  /** Which of its message's calls it is, from 0. */
  readonly place: number;
}

/**
 * A call in the words of the wire.
 *
 * @param withId does the service take ids?
 */
export function callToWire({ id, name, arguments: json }: ToolCall, path: string, withId: boolean): JsonObject {
  const args = parseArguments(json);
  if (args === undefined) throw new InvalidRequestError([mustBe(`${path}/arguments`, 'the JSON text of an object')]);
  return { functionCall: { name, args, ...(withId ? { id } : {}) } };
}

/**
 * The calls of a message as they were sent: what our list of them and the parts of the request say together. A block's call may have no
 * id, or another than we gave it; then its place tells which one it is.
 */
export function sentCalls({ toolCalls = [] }: AssistantMessage, parts: readonly JsonObject[]): readonly SentCall[] {
  const sent = parts.map(({ functionCall }) => functionCall).filter(isRecord);
  if (toolCalls.length === 0) {
    return sent.flatMap(({ id, name }, place) =>
      typeof id === 'string' && typeof name === 'string' ? [{ id, name, sentId: id, place }] : [],
    );
  }
  return toolCalls.map(({ id, name }, place) => {
    const sentId = (sent.find((call) => call['id'] === id) ?? sent[place])?.['id'];
    return { id, name, sentId: typeof sentId === 'string' ? sentId : undefined, place };
  });
}
