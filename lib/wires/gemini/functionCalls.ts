import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { mustBe } from '../../errors/Issue.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { Message, ToolCall } from '../../request/Message.ts';
import { parseArguments } from '../asking/parseArguments.ts';

type AssistantMessage = Message & { readonly role: 'assistant' };

/** A call as it was sent, and its name and id in our messages. */
export interface SentCall {
  /** The id by which a `tool` message refers to it. */
  readonly id: string;
  readonly name: string;
  /** The id in the request, which its result has to repeat. */
  readonly sentId: string | undefined;
  /** The position among its message's calls, from 0. */
  readonly place: number;
}

/**
 * A call in the format of the wire.
 *
 * @param withId whether the service accepts ids
 */
export function callToWire({ id, name, arguments: json }: ToolCall, path: string, withId: boolean): JsonObject {
  const args = parseArguments(json);
  if (args === undefined) throw new InvalidRequestError([mustBe(`${path}/arguments`, 'the JSON text of an object')]);
  return { functionCall: { name, args, ...(withId ? { id } : {}) } };
}

/**
 * The calls of a message as they were sent, from both our list of them and the parts of the request. A call in a block may have no id, or
 * one that differs from the id that we assigned; then its position identifies it.
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
