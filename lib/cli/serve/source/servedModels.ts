import { catchError, map, type Observable, of } from 'rxjs';
import type { Provider } from '../../../provider/Provider.ts';

/**
 * The models that a provider lists, the one that is asked by default first. Where the list cannot be had, but there is a default, that alone:
 * some services list nothing, and can be asked.
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
