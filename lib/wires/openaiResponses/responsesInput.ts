import type { ProviderCall } from '../../answer/ProviderCall.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { Message, Part, ToolCall } from '../../request/Message.ts';
import { blocksToInput } from './blocksToInput.ts';
import { fileToInput } from './fileToInput.ts';
import { isSendable, toSendable } from './toSendable.ts';

/** What determines the format of a conversation. */
export interface ResponsesInputOptions {
  /** Whether the server stores its answers. It then knows an item by its id. */
  readonly isStored: boolean;
  /** Called for what the wire does not support. */
  readonly unsupported: ProviderCall['unsupported'];
}

/**
 * A conversation as the flat list of items that is OpenAI's `input`: messages, calls and results are siblings.
 *
 * Results are placed directly after the turn with their calls, whatever messages came in between: some servers refuse them elsewhere.
 */
export function responsesInput(messages: readonly Message[], options: ResponsesInputOptions): readonly JsonObject[] {
  const input: JsonObject[] = [];
  /** The position of the next result. */
  let resultsEnd: number | undefined;
  for (const [i, message] of messages.entries()) {
    const items = messageToInput(message, `messages/${i}`, options);
    const at = message.role === 'tool' ? (resultsEnd ?? input.length) : input.length;
    input.splice(at, 0, ...items);
    if (message.role === 'assistant' || message.role === 'tool') resultsEnd = at + items.length;
  }
  return input;
}

function messageToInput(message: Message, path: string, options: ResponsesInputOptions): readonly JsonObject[] {
  switch (message.role) {
    case 'user':
      return [{ role: 'user', content: contentToInput(message.content, path, options) }];
    case 'assistant':
      return assistantToInput(message, options);
    case 'tool': {
      const output = contentToInput(message.content, path, options);
      return [{ type: 'function_call_output', call_id: message.toolCallId, output }];
    }
    default:
      return [{ role: message.role, content: message.content }];
  }
}

/** The blocks of this wire are the turn itself; if none of them can be sent back, its text and calls are sent instead. */
function assistantToInput(
  { content, toolCalls = [], blocks = [] }: Message & { readonly role: 'assistant' },
  { isStored }: ResponsesInputOptions,
): readonly JsonObject[] {
  const items = blocksToInput(blocks, isStored);
  if (items.length > 0) return items;
  const text = content ? [{ role: 'assistant', content }] : [];
  return [...text, ...toolCalls.map(callToInput)];
}

const callToInput = ({ id, name, arguments: json }: ToolCall): JsonObject => ({
  type: 'function_call',
  call_id: id,
  name,
  arguments: json.trim() === '' ? '{}' : json,
});

function contentToInput(content: string | readonly Part[], path: string, options: ResponsesInputOptions): unknown {
  if (typeof content === 'string') return content;
  return content.flatMap((part, i) => partToInput(part, `${path}/content/${i}`, options));
}

function partToInput(part: Part, path: string, { unsupported }: ResponsesInputOptions): readonly JsonObject[] {
  if (part.type === 'text') return [{ type: 'input_text', text: part.text }];
  if (!isSendable(part.url)) {
    unsupported(`${path}/url`, 'it must be a web address or a data: URL');
    return [];
  }
  if (part.type === 'file') return [fileToInput(part)];
  return [{ type: 'input_image', image_url: toSendable(part.url), detail: 'auto' }];
}
