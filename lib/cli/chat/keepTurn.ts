import type { Answer } from '../../chunk/Answer.ts';
import type { Session } from '../session/Session.ts';
import type { Conversation } from './Conversation.ts';
import type { Question } from './Question.ts';

const NOT_KEPT = 'This turn is left out of the conversation: the service would refuse all that follow it.\n';

/** Keeps a question with its whole answer, or says why not. */
export async function keepTurn(
  { message }: Question,
  answer: Answer,
  conversation: Conversation,
  { stderr }: Session,
): Promise<void> {
  if (!conversation.add(message, answer)) await stderr.writeDim(NOT_KEPT);
}
