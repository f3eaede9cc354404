import { type Message, toMessage } from '../../../index.ts';
import type { Turn } from './Turn.ts';

/** The conversation as it is sent to the model. A question without any answer is left out. */
export function toMessages(turns: readonly Turn[], prompt: string): readonly Message[] {
  const before = turns.flatMap((turn): readonly Message[] => {
    const said = toSaid(turn);
    return said === undefined ? [] : [{ role: 'user', content: turn.prompt }, said];
  });
  return [...before, { role: 'user', content: prompt }];
}

/** A complete answer with what its service requires back. If it is incomplete, or has tool calls that were not run, only its text. */
function toSaid({ answer, state }: Turn): Message | undefined {
  const content = answer.text || answer.refusal;
  if (content === '') return undefined;
  return state === 'done' && answer.toolCalls.length === 0 ? toMessage(answer) : { role: 'assistant', content };
}
