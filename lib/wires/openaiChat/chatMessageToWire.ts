import type { Message, Part, ToolCall } from '../../request/ChatRequest.ts';
import type { JsonObject } from '../../request/JsonObject.ts';

/** A message in the words of OpenAI's chat completions. */
export function chatMessageToWire(message: Message): JsonObject {
  switch (message.role) {
    case 'user': {
      const { content } = message;
      return { role: 'user', content: typeof content === 'string' ? content : content.map(partToWire) };
    }
    case 'assistant': {
      const { content = null, toolCalls = [] } = message;
      if (toolCalls.length === 0) return { role: 'assistant', content: content ?? '' };
      return { role: 'assistant', content, tool_calls: toolCalls.map(toolCallToWire) };
    }
    case 'tool':
      return { role: 'tool', tool_call_id: message.toolCallId, content: message.content };
    default:
      return { role: message.role, content: message.content };
  }
}

const partToWire = (part: Part): JsonObject =>
  part.type === 'text' ? { type: 'text', text: part.text } : { type: 'image_url', image_url: { url: part.url } };

const toolCallToWire = ({ id, name, arguments: json }: ToolCall): JsonObject => ({
  id,
  type: 'function',
  function: { name, arguments: json },
});
