import {
  AsyncSubject,
  concat,
  concatMap,
  defaultIfEmpty,
  defer,
  finalize,
  isObservable,
  type Observable,
  of,
  take,
} from 'rxjs';
import type { ToolCall } from '../request/Message.ts';
import { fromResult } from '../rx/fromResult.ts';
import { failureOf } from './failureOf.ts';
import type { Approve, Verdict } from './RunnableTool.ts';
import type { RunEvent, ToolApprovalChunk, ToolFailure } from './RunChunk.ts';

/**
 * Emits the approval request, waits for the first answer, and continues with the events that follow from it.
 *
 * ```text
 * approve's stream   -----true
 * events             a----(what `decide` gives)
 * ```
 *
 * The approval is subscribed to before the request is emitted, so that an immediate answer is not missed. Raises what `approve` throws.
 */
export function askApproval(
  approve: Approve,
  call: ToolCall,
  args: unknown,
  decide: (denial: ToolFailure | undefined) => Observable<RunEvent>,
): Observable<RunEvent> {
  return defer(() => {
    const verdict = new AsyncSubject<Verdict>();
    const question = verdictsOf(approve(call, args))
      .pipe(take(1), defaultIfEmpty<Verdict, Verdict>(false))
      .subscribe(verdict);
    const asked: ToolApprovalChunk = { type: 'tool-approval', call, args };
    return concat(of(asked), verdict.pipe(concatMap((answer) => decide(denialOf(answer))))).pipe(
      finalize(() => question.unsubscribe()),
    );
  });
}

function verdictsOf(answer: ReturnType<Approve>): Observable<Verdict> {
  if (isObservable(answer)) return answer;
  return fromResult(() => answer);
}

/** Anything other than an explicit approval denies the call. */
function denialOf(verdict: Verdict): ToolFailure | undefined {
  if (verdict === true) return undefined;
  const { approved, reason } = (verdict || {}) as { readonly approved?: unknown; readonly reason?: string };
  if (approved === true) return undefined;
  return failureOf('denied', reason === undefined ? 'the call was denied' : `the call was denied: ${reason}`);
}
