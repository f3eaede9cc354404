import type { ProviderCall } from '../../answer/ProviderCall.ts';
import type { Message } from '../../request/Message.ts';
import { chatMessageToWire } from '../openaiChat/chatMessageToWire.ts';
import { toBase64 } from '../asking/toBase64.ts';

/** Base64 of the JSON text of the whole history. */
export function encodeMessages(messages: readonly Message[], unsupported: ProviderCall['unsupported']): string {
  const history = messages.map((message, i) => chatMessageToWire(asKnown(message), `messages/${i}`, unsupported));
  return toBase64(JSON.stringify(history));
}

/** These models do not know OpenAI's newer role for instructions, nor the blocks of other wires. */
function asKnown(message: Message): Message {
  if (message.role === 'developer') return { ...message, role: 'system' };
  return message.role === 'assistant' ? { role: 'assistant', content: message.content } : message;
}
