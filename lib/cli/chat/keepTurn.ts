import type { Answer } from '../../chunk/Answer.ts';
import type { Session } from '../session/Session.ts';
import type { Conversation } from './Conversation.ts';
import type { Question } from './Question.ts';

const NOT_KEPT = 'This turn is not kept: the service blocked it, and would block each later request that repeats it.\n';

/** Keeps a question and its whole answer, or says why it does not. */
export async function keepTurn(
  { message }: Question,
  answer: Answer,
  conversation: Conversation,
  { stderr }: Session,
): Promise<void> {
  if (!conversation.add(message, answer)) await stderr.writeDim(NOT_KEPT);
}
