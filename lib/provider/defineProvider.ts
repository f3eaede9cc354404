import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { defer, identity, type Observable, type OperatorFunction } from 'rxjs';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { ChunkStream } from '../chunk/ChunkStream.ts';
import { attribute, isChatStreamError } from '../errors/ChatStreamError.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { UnknownModelError } from '../errors/UnknownModelError.ts';
import { dropMalformed } from '../answer/dropMalformed.ts';
import { checkHeaders } from '../request/checkHeaders.ts';
import { ChatRequest } from '../request/ChatRequest.ts';
import type { Chunk } from '../chunk/Chunk.ts';
import type { MalformedFrame } from '../errors/MalformedFrame.ts';
import type { Provider } from './Provider.ts';
import type { ProviderCall, ProviderDefinition } from './ProviderDefinition.ts';
import { type ProviderOptions, sharedOptions } from './ProviderOptions.ts';
import { checkCarried } from './checkCarried.ts';
import { listModels } from '../answer/listModels.ts';
import { answerCodecs, streamAnswer } from '../answer/streamAnswer.ts';

/**
 * Makes a provider from plain values and functions: who it is, where it is, how a request becomes headers and a body, what a frame
 * looks like, and what it says.
 *
 * Throws `InvalidRequestError` for bad options, with paths (`options/baseUrl`). The provider's streams never throw.
 *
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { defineProvider } from 'rxllm';
 *
 * const parrot = defineProvider({
 *   name: 'parrot',
 *   url: 'https://parrot.example/',
 *   defaultModel: 'grey',
 *   models: ['grey'],
 *   endpoints: { '*': 'https://parrot.example/chat' },
 *   body: ({ request, model }) => ({ model, say: request.messages.at(-1)?.content }),
 *   frame: t.type({ word: t.string }),
 *   toChunks: ({ word }) => [{ type: 'text', choice: 0, text: word }],
 * });
 * ```
 */
export function defineProvider<Frame>(definition: ProviderDefinition<Frame>, options: ProviderOptions = {}): Provider {
  decodeOrThrow(t.partial(sharedOptions), options, 'options');
  refuseBadHeaders(options.headers, 'options/headers');

  const { name, url, working = true, defaultModel, models = [], modelAliases = {}, endpoints } = definition;
  const codecs = answerCodecs(definition);
  const supports = { stream: true, systemMessage: true, messageHistory: true, ...definition.supports };

  const resolveModel = (model?: string): Either<UnknownModelError, string> => {
    const asked = model || defaultModel || '';
    const resolved = Object.hasOwn(modelAliases, asked) ? (modelAliases[asked] ?? asked) : asked;
    const isOpen = models.length === 0 && asked !== '';
    return isOpen || models.includes(resolved)
      ? right(resolved)
      : left(new UnknownModelError(asked, models, { provider: name }));
  };

  const prepare = (request: ChatRequest): ProviderCall => {
    decodeOrThrow(ChatRequest, request);
    refuseBadHeaders(request.headers, 'headers');
    if (!request.model && !defaultModel && models.length === 0) {
      throw new InvalidRequestError([{ path: 'model', expected: 'a model: this provider has no default' }]);
    }
    const carried = { fields: definition.carries ?? [], supports };
    const checked = checkCarried(request, carried, options.ignoreUnsupported ?? false);
    const model = resolveModel(checked.model);
    if (isLeft(model)) throw model.left;
    return { request: checked, model: model.right, stream: checked.stream ?? supports.stream };
  };

  const answer = <R>(
    request: ChatRequest,
    present: OperatorFunction<Either<MalformedFrame, Chunk>, R>,
  ): Observable<R> =>
    defer(() => {
      try {
        return streamAnswer(definition, codecs, options, prepare(request), present);
      } catch (error) {
        if (isChatStreamError(error)) attribute(error, { provider: name });
        throw error;
      }
    });

  return {
    name,
    url,
    working,
    supports,
    ...(defaultModel === undefined ? {} : { defaultModel }),
    models,
    modelAliases,
    endpoints,
    resolveModel,
    listModels: () => listModels(definition, options),
    streamEither: (request) => answer(request, identity),
    stream: (request) => ChunkStream.from(answer(request, dropMalformed(options.onMalformed))),
  };
}

function refuseBadHeaders(headers: ProviderOptions['headers'], path: string): void {
  const mismatches = checkHeaders(headers ?? {}, path);
  if (mismatches.length > 0) throw new InvalidRequestError(mismatches);
}
