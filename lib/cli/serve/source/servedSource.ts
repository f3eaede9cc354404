import { defer, type Observable } from 'rxjs';
import type { Chunk } from '../../../chunk/Chunk.ts';
import type { ChatRequest } from '../../../request/ChatRequest.ts';
import type { ChatSourceLike } from '../../../sources/ChatSource.ts';
import { retrying, type TellRetry } from '../../answer/retrying.ts';
import type { Service } from '../../service/openService.ts';
import { askingWithoutPreferences } from './askingWithoutPreferences.ts';

/** How a service is asked on behalf of clients. */
export interface ServedSourceOptions {
  readonly retries: number;
  readonly tell: TellRetry;
}

/**
 * A service as the clients of this server see it: the model, the instructions and the sampling come from the command line and the config
 * file, unless a request has its own.
 */
export function servedSource(
  { provider, settings }: Pick<Service, 'provider' | 'settings'>,
  { retries, tell }: ServedSourceOptions,
): ChatSourceLike {
  const { model = provider.defaultModel, sampling, system } = settings;
  const complete = (request: ChatRequest): ChatRequest => ({
    ...sampling,
    ...request,
    model: request.model ?? model,
    messages: withInstructions(request.messages, system),
  });
  const ask = (request: ChatRequest): Observable<Chunk> =>
    defer(() => retrying(askingWithoutPreferences(provider, complete(request)), retries, tell));
  return { name: provider.name, stream: ask };
}

function withInstructions(messages: ChatRequest['messages'], system: string | undefined): ChatRequest['messages'] {
  const hasOwn = messages.some(({ role }) => role === 'system' || role === 'developer');
  return system === undefined || hasOwn ? messages : [{ role: 'system', content: system }, ...messages];
}
