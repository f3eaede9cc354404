import type { ProviderCall } from '../../answer/ProviderCall.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { Message, Part, ToolCall } from '../../request/Message.ts';

/** Called for what the wire does not support. */
type Unsupported = ProviderCall['unsupported'];

/** A message in the format of OpenAI's chat completions. */
export function chatMessageToWire(message: Message, path: string, unsupported: Unsupported): JsonObject {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: contentToWire(message.content, path, unsupported) };
    case 'assistant':
      return assistantToWire(message);
    case 'tool': {
      const content = contentToWire(message.content, path, unsupported);
      return { role: 'tool', tool_call_id: message.toolCallId, content };
    }
    default:
      return { role: message.role, content: message.content };
  }
}

/** A block of this wire is the message itself. */
function assistantToWire({ content = null, toolCalls = [], blocks = [] }: Message & { role: 'assistant' }): JsonObject {
  const block = blocks.findLast(({ wire }) => wire === 'openai-chat');
  if (block) return block.value;
  if (toolCalls.length === 0) return { role: 'assistant', content: content ?? '' };
  return { role: 'assistant', content, tool_calls: toolCalls.map(toolCallToWire) };
}

function contentToWire(content: string | readonly Part[], path: string, unsupported: Unsupported): unknown {
  if (typeof content === 'string') return content;
  return content.flatMap((part, i) => partToWire(part, `${path}/content/${i}`, unsupported));
}

function partToWire(part: Part, path: string, unsupported: Unsupported): readonly JsonObject[] {
  if (part.type === 'text') return [{ type: 'text', text: part.text }];
  if (part.type === 'image') return [{ type: 'image_url', image_url: { url: part.url } }];
  if (part.url.startsWith('data:')) return [{ type: 'file', file: { filename: part.name, file_data: part.url } }];
  unsupported(`${path}/url`, 'a file must be a data: URL');
  return [];
}

const toolCallToWire = ({ id, name, arguments: json }: ToolCall): JsonObject => ({
  id,
  type: 'function',
  function: { name, arguments: json },
});
