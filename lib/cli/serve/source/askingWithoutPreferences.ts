import { catchError, type Observable } from 'rxjs';
import type { Chunk } from '../../../chunk/Chunk.ts';
import { isChatStreamError } from '../../../errors/isChatStreamError.ts';
import type { ChatRequest } from '../../../request/ChatRequest.ts';
import type { ChatSourceLike } from '../../../sources/ChatSource.ts';

/** How an answer is to be, and not what it is about: programs send some of them whatever server they ask. */
const PREFERENCES: ReadonlySet<string> = new Set<keyof ChatRequest>([
  'temperature',
  'maxTokens',
  'topP',
  'seed',
  'stop',
  'reasoningEffort',
  'parallelToolCalls',
]);

/**
 * Asks, and leaves out the preferences that the source's wire has no place for. Of whatever else it has none (tools, an image), the request is
 * refused: its answer would be one to another question.
 */
export function askingWithoutPreferences(source: ChatSourceLike, request: ChatRequest): Observable<Chunk> {
  return source.stream(request).pipe(
    // Nothing was sent: a provider looks at a request before it asks.
    catchError((error: unknown) => {
      const refused = preferencesRefused(error);
      if (refused.length === 0) throw error;
      const kept = Object.entries(request).filter(([field]) => !refused.includes(field));
      return source.stream(Object.fromEntries(kept) as unknown as ChatRequest);
    }),
  );
}

/** Those that the error is about, if it is about nothing else. */
function preferencesRefused(error: unknown): readonly string[] {
  if (!isChatStreamError(error) || error.name !== 'InvalidRequestError') return [];
  // A value that is wrong has something else in its place; of a field that the wire lacks, nothing is expected.
  const areAll = error.issues.every(({ path, expected }) => PREFERENCES.has(path) && expected === 'nothing');
  return areAll ? error.issues.map(({ path }) => path) : [];
}
