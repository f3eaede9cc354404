import type { Message } from '../request/Message.ts';
import type { Answer } from './Answer.ts';

/**
 * The assistant message that continues the conversation after an answer: its text and tool calls, and the blocks that the service
 * wants back unchanged.
 *
 * A provider sends the blocks of its own wire in place of `content` and `toolCalls`, and ignores those of another wire. So the message
 * can also go to another provider.
 *
 * @example
 * ```ts
 * import { firstValueFrom } from 'rxjs';
 * import { autonomousAI, collect, toMessage, type Message } from 'rxllm';
 *
 * const provider = autonomousAI();
 *
 * async function askTwice(): Promise<string> {
 *   const messages: Message[] = [{ role: 'user', content: 'What is a stream?' }];
 *   const first = await firstValueFrom(provider.stream({ messages }).pipe(collect()));
 *   messages.push(toMessage(first), { role: 'user', content: 'And in one sentence?' });
 *   return (await firstValueFrom(provider.stream({ messages }).pipe(collect()))).text;
 * }
 * ```
 */
export function toMessage({ text, refusal, toolCalls, blocks }: Answer): Message & { readonly role: 'assistant' } {
  const content = text || refusal;
  return {
    role: 'assistant',
    content: content === '' && toolCalls.length > 0 ? null : content,
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
    ...(blocks.length === 0 ? {} : { blocks }),
  };
}
