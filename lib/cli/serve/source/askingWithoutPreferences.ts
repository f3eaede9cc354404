import { catchError, type Observable } from 'rxjs';
import type { Chunk } from '../../../chunk/Chunk.ts';
import { isChatStreamError } from '../../../errors/isChatStreamError.ts';
import type { ChatRequest } from '../../../request/ChatRequest.ts';
import type { ChatSourceLike } from '../../../sources/ChatSource.ts';

/** Preferences about an answer that do not change its subject. Programs send some of them to any server. */
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
 * Asks, and leaves out the preferences that the source's wire does not support. If it does not support anything else (tools, an image), the
 * request is refused, because the answer would be to another question.
 */
export function askingWithoutPreferences(source: ChatSourceLike, request: ChatRequest): Observable<Chunk> {
  return source.stream(request).pipe(
    // Nothing was sent: a provider checks a request first.
    catchError((error: unknown) => {
      const refused = preferencesRefused(error);
      if (refused.length === 0) throw error;
      const kept = Object.entries(request).filter(([field]) => !refused.includes(field));
      return source.stream(Object.fromEntries(kept) as unknown as ChatRequest);
    }),
  );
}

/** The preferences that the error is about, if it is about nothing else. */
function preferencesRefused(error: unknown): readonly string[] {
  if (!isChatStreamError(error) || error.name !== 'InvalidRequestError') return [];
  // A wrong value expects another one; a field that the wire does not support expects nothing.
  const areAll = error.issues.every(({ path, expected }) => PREFERENCES.has(path) && expected === 'nothing');
  return areAll ? error.issues.map(({ path }) => path) : [];
}
