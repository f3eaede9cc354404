import type { AnswerEnd } from './AnswerEnd.ts';
import type { AnswerLog } from './AnswerLog.ts';
import { checkId } from './checkId.ts';

/**
 * Stops an answer, from any process: its source is unsubscribed, and every reader gets an `AbortError` with the reason.
 *
 * Returns what really ended the answer: `{ type: 'complete' }` if it was already complete. Rejects with an `IncompleteAnswerError` if the
 * log does not hold it.
 *
 * An id is not a credential: check who may stop the answer before you call this.
 *
 * @param reason passed to every reader
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
