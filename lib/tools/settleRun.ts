import { left, right, type Either } from 'fp-ts/lib/Either.js';
import type { OperatorFunction } from 'rxjs';
import { operate } from '../rx/operate.ts';
import type { PartialRun, Run } from './Run.ts';
import type { RunChunk } from './RunChunk.ts';
import { RunLedger } from './RunLedger.ts';

/**
 * Emits the run once, however it ends: `right` is a run that completed, `left` is what had arrived before an error or an abort. It never
 * emits an error notification.
 *
 * ```text
 * run()   --start--call--tool-start--#
 *         ---------------------------(L |)      L = left({ run, error })
 * ```
 *
 * Any provider accepts `messages`, whatever cut the run off: each call has a result, and a call that was cut off or never started has
 * `Error: cancelled`. Calls that wait for an approval and calls of tools without `execute` have no result and are listed in `pending`. If
 * an answer was cut off while its service was sending blocks, only the text is kept, since an incomplete set of blocks would be refused.
 *
 * Events that were copied or came over a wire carry less information: in a run that was cut off, calls without any event count as
 * cancelled.
 *
 * @example
 * ```ts
 * import { firstValueFrom } from 'rxjs';
 * import { isRight, openAICompatible, type Message } from 'rxllm';
 * import { runTools, settleRun } from 'rxllm/tools';
 *
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 * const runner = runTools(provider, { tools: [] });
 *
 * async function say(history: readonly Message[], content: string): Promise<readonly Message[]> {
 *   const messages: readonly Message[] = [...history, { role: 'user', content }];
 *   const settled = await firstValueFrom(runner.run({ messages }).pipe(settleRun()));
 *   const { run } = isRight(settled) ? { run: settled.right } : settled.left;
 *   return [...messages, ...run.messages];
 * }
 * ```
 */
export function settleRun(): OperatorFunction<RunChunk, Either<PartialRun, Run>> {
  return operate((destination) => {
    const ledger = new RunLedger();
    return {
      next: (chunk) => ledger.add(chunk),
      error(error) {
        destination.next(left({ run: ledger.settle(), error }));
        destination.complete();
      },
      complete() {
        destination.next(right(ledger.settle()));
        destination.complete();
      },
    };
  });
}
