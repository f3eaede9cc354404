import type { ProviderCall } from '../../answer/ProviderCall.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { mustBe } from '../../errors/Issue.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { Message, Part, ToolCall } from '../../request/Message.ts';
import { callNames } from '../asking/callNames.ts';
import { parseArguments } from '../asking/parseArguments.ts';
import { parseDataUrl } from '../asking/parseDataUrl.ts';

/** Called for what the wire does not support. */
type Unsupported = ProviderCall['unsupported'];

/**
 * The conversation in Ollama's format.
 *
 * Throws `InvalidRequestError` for a call whose arguments are not an object, and for a result without a call before it.
 */
export function ollamaMessages(messages: readonly Message[], unsupported: Unsupported): readonly JsonObject[] {
  const names = callNames(messages);
  return messages.map((message, i): JsonObject => {
    const path = `messages/${i}`;
    switch (message.role) {
      case 'user':
        return { role: 'user', ...contentToWire(message.content, path, unsupported) };
      case 'assistant':
        return assistantToWire(message, path);
      case 'tool':
        return toolToWire(message, names[i], path, unsupported);
      default:
        return { role: 'system', content: message.content };
    }
  });
}

function assistantToWire({ content, toolCalls = [] }: Message & { role: 'assistant' }, path: string): JsonObject {
  return {
    role: 'assistant',
    content: content ?? '',
    tool_calls:
      toolCalls.length === 0 ? undefined : toolCalls.map((call, i) => callToWire(call, `${path}/toolCalls/${i}`)),
  };
}

function callToWire({ id, name, arguments: json }: ToolCall, path: string): JsonObject {
  const given = parseArguments(json);
  if (given === undefined) throw new InvalidRequestError([mustBe(`${path}/arguments`, "an object's JSON text")]);
  return { id, function: { name, arguments: given } };
}

function toolToWire(
  { content, toolCallId }: Message & { role: 'tool' },
  name: string | undefined,
  path: string,
  unsupported: Unsupported,
): JsonObject {
  if (name === undefined) {
    throw new InvalidRequestError([mustBe(`${path}/toolCallId`, 'the id of a call in a message before it')]);
  }
  return { role: 'tool', ...contentToWire(content, path, unsupported), tool_name: name, tool_call_id: toolCallId };
}

/** The content is one text, and its images are in a separate member. */
function contentToWire(content: string | readonly Part[], path: string, unsupported: Unsupported): JsonObject {
  if (typeof content === 'string') return { content };
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const images = content.flatMap((part, i) => imageToWire(part, `${path}/content/${i}`, unsupported));
  return { content: texts.join('\n'), images: images.length === 0 ? undefined : images };
}

function imageToWire(part: Part, path: string, unsupported: Unsupported): readonly string[] {
  if (part.type === 'text') return [];
  const data = part.type === 'image' ? parseDataUrl(part.url) : undefined;
  if (data) return [data.base64];
  if (part.type === 'file') unsupported(path, 'this service takes no files');
  else unsupported(`${path}/url`, 'an image must be a data: URL, because this service does not fetch addresses');
  return [];
}
