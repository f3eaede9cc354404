import type { ProviderCall } from '../../answer/ProviderCall.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { mustBe } from '../../errors/Issue.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { Message, Part, ToolCall } from '../../request/Message.ts';
import { parseArguments } from '../asking/parseArguments.ts';
import { CallIds } from './CallIds.ts';
import { partToWire } from './partToWire.ts';
import { isThinking, turnBlocks } from './turnBlocks.ts';
import { type Content, Turns } from './Turns.ts';

type AssistantMessage = Message & { readonly role: 'assistant' };
type ToolMessage = Message & { readonly role: 'tool' };

/** The messages of a request in the wire's format. */
export interface Conversation {
  readonly system: string | undefined;
  readonly messages: readonly JsonObject[];
}

/** What is known besides the messages. */
interface Context {
  /** The server that they are sent to. */
  readonly server: string;
  readonly ids: CallIds;
  readonly unsupported: ProviderCall['unsupported'];
}

/**
 * Converts the messages of a request to the format of the wire. Instructions before all other messages become its `system`; a later one
 * is placed at the start of the user's next turn.
 *
 * Throws `InvalidRequestError` if no message is left, and for a call whose arguments are not an object.
 */
export function conversation({ request, unsupported }: ProviderCall, server: string): Conversation {
  const { messages } = request;
  const begin = messages.findIndex((message) => !isInstruction(message));
  const instructions = messages
    .slice(0, begin)
    .filter(isInstruction)
    .flatMap(({ content }) => textOf(content));
  const turns = begin < 0 ? [] : turnsOf(messages, begin, { server, unsupported, ids: new CallIds(messages) });
  if (turns.length === 0) {
    throw new InvalidRequestError([
      mustBe('messages', 'a list with at least one message that is neither blank nor an instruction'),
    ]);
  }
  return { system: instructions.length === 0 ? undefined : instructions.join('\n\n'), messages: turns };
}

/** @param begin the index of the first message that is not an instruction */
function turnsOf(messages: readonly Message[], begin: number, context: Context): readonly JsonObject[] {
  const lastOfUser = messages.findLastIndex(({ role }) => role === 'user' || role === 'tool');
  const turns = new Turns();
  let waiting: readonly string[] = [];
  for (const [i, message] of messages.entries()) {
    const path = `messages/${i}`;
    if (i < begin) continue;
    if (message.role === 'assistant') {
      turns.add('assistant', assistantContent(message, path, context));
      continue;
    }
    if (isInstruction(message)) {
      waiting = [...waiting, ...textOf(message.content)];
      // The user has more to say.
      if (i < lastOfUser) continue;
    }
    if (message.role === 'tool') turns.addResult(resultOf(message, path, context));
    if (!turns.takesResultsOnly) {
      turns.add('user', waiting);
      waiting = [];
    }
    if (message.role === 'user') turns.add('user', contentOf(message.content, path, context));
  }
  turns.add('user', waiting);
  return turns.toWire();
}

type Instruction = Message & { readonly role: 'system' | 'developer' };

const isInstruction = (message: Message): message is Instruction =>
  message.role === 'system' || message.role === 'developer';

/** The service refuses a blank text. */
const textOf = (text: string): readonly string[] => (text.trim() === '' ? [] : [text]);

function contentOf(content: string | readonly Part[], path: string, { unsupported }: Context): readonly Content[] {
  if (typeof content === 'string') return textOf(content);
  return content.flatMap((part, i) => partToWire(part, `${path}/content/${i}`, unsupported));
}

/**
 * The blocks of this wire in a turn replace everything else. Thinking alone is a turn that was cut off: the rest of what is known of it
 * follows.
 */
function assistantContent(message: AssistantMessage, path: string, context: Context): readonly Content[] {
  const blocks = turnBlocks(message.blocks, context.server);
  if (!blocks.every(isThinking)) return blocks;
  const rest = [...textOf(message.content ?? ''), ...callsOf(message.toolCalls, path, context)];
  return rest.length === 0 ? [] : [...blocks, ...rest];
}

function callsOf(calls: readonly ToolCall[] = [], path: string, { ids }: Context): readonly JsonObject[] {
  return calls.map(({ id, name, arguments: json }, i) => {
    const input = parseArguments(json);
    if (input) return { type: 'tool_use', id: ids.toWire(id), name, input };
    throw new InvalidRequestError([mustBe(`${path}/toolCalls/${i}/arguments`, "an object's JSON text")]);
  });
}

function resultOf({ toolCallId, content, isError }: ToolMessage, path: string, context: Context): JsonObject {
  const blocks = contentOf(content, path, context);
  const [first] = blocks;
  return {
    type: 'tool_result',
    tool_use_id: context.ids.toWire(toolCallId),
    content: blocks.length === 0 ? undefined : typeof first === 'string' ? first : blocks,
    is_error: isError === true ? true : undefined,
  };
}
