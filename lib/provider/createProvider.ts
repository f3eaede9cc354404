import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { identity, Observable, type OperatorFunction, throwError } from 'rxjs';
import { dropMalformed } from '../answer/dropMalformed.ts';
import { listModels } from '../answer/listModels.ts';
import { streamAnswer } from '../answer/streamAnswer.ts';
import { attributeErrors } from '../chunk/attributeErrors.ts';
import type { Chunk } from '../chunk/Chunk.ts';
import { ChunkStream } from '../chunk/ChunkStream.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import { UnknownModelError } from '../errors/UnknownModelError.ts';
import type { ChatRequest } from '../request/ChatRequest.ts';
import { fromResult } from '../rx/fromResult.ts';
import { prepareCall } from './prepareCall.ts';
import type { Provider } from './Provider.ts';
import type { ProviderDefinition } from './ProviderDefinition.ts';
import type { ProviderOptions } from './ProviderOptions.ts';
import { wireOf } from './wireOf.ts';

/** How an answer is given: malformed frames as values, or apart. */
type Presentation<R> = OperatorFunction<Either<MalformedFrame, Chunk>, R>;

/** Makes a provider from a definition. Its factory has already checked the options. */
export function createProvider<Frame>(definition: ProviderDefinition<Frame>, options: ProviderOptions): Provider {
  const { url, working = true, defaultModel, models = [], modelAliases = {}, endpoints } = definition;
  const { name = definition.name } = options;
  const wire = wireOf({ ...definition, name });
  const { stream = true, systemMessage = true, messageHistory = true } = definition.supports ?? {};
  const supports = { stream, systemMessage, messageHistory };

  const resolveModel = (model?: string): Either<UnknownModelError, string> => {
    const asked = model || defaultModel || '';
    const resolved = Object.hasOwn(modelAliases, asked) ? (modelAliases[asked] ?? asked) : asked;
    const isOpen = models.length === 0 && asked !== '';
    return isOpen || models.includes(resolved)
      ? right(resolved)
      : left(new UnknownModelError(asked, models, { provider: name }));
  };

  const open = <R>(request: ChatRequest, present: Presentation<R>): Observable<R> => {
    try {
      const carried = { fields: definition.carries ?? [], supports };
      const call = prepareCall(request, {
        name,
        carried,
        ignoreUnsupported: options.ignoreUnsupported ?? false,
        resolveModel,
      });
      return streamAnswer(wire, options, call, present);
    } catch (error) {
      return throwError(() => error).pipe(attributeErrors({ context: () => ({ provider: name }) }));
    }
  };
  const answer = <R>(request: ChatRequest, present: Presentation<R>): Observable<R> =>
    new Observable((subscriber) => open(request, present).subscribe(subscriber));

  return {
    name,
    url,
    working,
    supports,
    ...(defaultModel === undefined ? {} : { defaultModel }),
    models,
    modelAliases,
    endpoints: typeof endpoints === 'function' ? {} : endpoints,
    resolveModel,
    listModels: () =>
      wire.listing === undefined || models.length > 0
        ? fromResult(() => models)
        : listModels(wire, wire.listing, options),
    streamEither: (request) => answer(request, identity),
    stream: (request) => ChunkStream.from(answer(request, dropMalformed(options.onMalformed))),
  };
}
