import type { FinishChunk, FinishReason } from '../../chunk/Chunk.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';

/** Why a response is incomplete. */
const INCOMPLETE: Readonly<Record<string, FinishReason>> = {
  max_output_tokens: 'length',
  max_tokens: 'length',
  content_filter: 'content-filter',
};
/** Other names of a status. */
const STATUSES: Readonly<Record<string, string>> = { complete: 'completed', done: 'completed' };
/** The statuses that a response cannot have at its end. */
const UNFINISHED: ReadonlySet<unknown> = new Set(['queued', 'in_progress']);

/**
 * The end of a response. Its own status decides, not the event's name: some servers send `response.completed` for a response that is not.
 *
 * @param event the terminal event's name; empty for a whole response, which may lack a status
 * @param hasCalls whether the caller has to answer a call
 */
export function finishOf(event: string, response: JsonObject, hasCalls: boolean): FinishChunk | undefined {
  const raw = statusOf(event, response);
  const status = Object.hasOwn(STATUSES, raw) ? STATUSES[raw] : raw;
  if (status === '') return undefined;
  if (status === 'completed') return { type: 'finish', choice: 0, reason: hasCalls ? 'tool-calls' : 'stop', raw };
  const details = response['incomplete_details'];
  const why = isRecord(details) && typeof details['reason'] === 'string' ? details['reason'] : '';
  const reason = Object.hasOwn(INCOMPLETE, why) ? INCOMPLETE[why] : undefined;
  return { type: 'finish', choice: 0, reason: reason ?? 'other', raw: why || raw };
}

function statusOf(event: string, { status }: JsonObject): string {
  const named = event.replace('response.', '');
  if (typeof status !== 'string' || status === '') return named;
  return named !== '' && UNFINISHED.has(status) ? named : status;
}
