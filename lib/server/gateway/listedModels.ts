import { EMPTY, firstValueFrom, of, type Observable } from 'rxjs';
import type { ChatSourceLike } from '../../sources/ChatSource.ts';
import { untilAborted } from '../../rx/untilAborted.ts';
import type { GatewayOptions } from './GatewayOptions.ts';

/** The names that `GET /models` lists. Stops asking when the reader disconnects. */
export function listedModels(
  source: ChatSourceLike | undefined,
  models: GatewayOptions['models'],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const names$ = typeof models === 'function' ? models() : models === undefined ? modelsOf(source) : of(models);
  return firstValueFrom(names$.pipe(untilAborted(signal)), { defaultValue: [] });
}

/** A provider knows its models; other sources do not. */
function modelsOf(source: ChatSourceLike | undefined): Observable<readonly string[]> {
  const { listModels } = (source ?? {}) as { readonly listModels?: () => Observable<readonly string[]> };
  return typeof listModels === 'function' ? listModels.call(source) : EMPTY;
}
