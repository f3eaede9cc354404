import { type Message, toMessage } from '../../../index.ts';
import type { Turn } from './Turn.ts';

/** The conversation as the model is told it: a question that got no word of an answer is left out. */
export function toMessages(turns: readonly Turn[], prompt: string): readonly Message[] {
  const before = turns.flatMap((turn): readonly Message[] => {
    const said = toSaid(turn);
    return said === undefined ? [] : [{ role: 'user', content: turn.prompt }, said];
  });
  return [...before, { role: 'user', content: prompt }];
}

/** A whole answer with what its service wants back. Of a broken one, or of one with calls that nobody has run, the text alone. */
function toSaid({ answer, state }: Turn): Message | undefined {
  const content = answer.text || answer.refusal;
  if (content === '') return undefined;
  return state === 'done' && answer.toolCalls.length === 0 ? toMessage(answer) : { role: 'assistant', content };
}
