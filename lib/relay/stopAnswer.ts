import type { AnswerEnd } from './AnswerEnd.ts';
import type { AnswerLog } from './AnswerLog.ts';
import { checkId } from './checkId.ts';

/**
 * Stops an answer, from any process: its model is unsubscribed, and every reader gets an `AbortError` with the reason.
 *
 * Gives what really ended the answer: `{ type: 'complete' }` where it was complete before. Rejects with an `IncompleteAnswerError` where the log
 * does not hold it.
 *
 * An id is no credential: ask who may stop before you call it.
 *
 * @param reason told to every reader
 * @example
 * ```ts
 * import { memoryLog, stopAnswer } from 'rxllm/relay';
 *
 * const log = memoryLog();
 *
 * export async function DELETE(request: Request): Promise<Response> {
 *   const id = new URL(request.url).searchParams.get('id') ?? '';
 *   return Response.json(await stopAnswer(log, id, 'the user has read enough'));
 * }
 * ```
 */
export async function stopAnswer(log: AnswerLog, id: string, reason?: string): Promise<AnswerEnd> {
  checkId(id);
  return log.seal(id, { type: 'stopped', ...(reason !== undefined && { reason }) });
}
