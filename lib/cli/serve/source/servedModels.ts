import { catchError, map, type Observable, of } from 'rxjs';
import type { Provider } from '../../../provider/Provider.ts';

/**
 * The models that a provider lists, the default first. If the list cannot be fetched, only the default: some services list nothing, but
 * still answer.
 */
export function servedModels(provider: Provider, model: string | undefined): Observable<readonly string[]> {
  const listed = provider.listModels();
  const first = model ?? provider.defaultModel;
  if (first === undefined) return listed;
  return listed.pipe(
    map((names) => [first, ...names.filter((name) => name !== first)]),
    catchError(() => of([first])),
  );
}
