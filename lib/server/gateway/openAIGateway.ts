import { defer, filter, from, type MonoTypeOperatorFunction, type Observable, switchMap, tap } from 'rxjs';
import type { Chunk } from '../../chunk/Chunk.ts';
import { decodeOrThrow } from '../../codec/decodeOrThrow.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { mustBe } from '../../errors/Issue.ts';
import type { ChatRequest } from '../../request/ChatRequest.ts';
import { mapError } from '../../rx/mapError.ts';
import { operate } from '../../rx/operate.ts';
import type { ChatSource, ChatSourceLike } from '../../sources/ChatSource.ts';
import type { RunChunk } from '../../tools/RunChunk.ts';
import { openAIFrames } from '../encode/openAIFrames.ts';
import { failureOf } from '../failure/failureOf.ts';
import { Refusal } from '../failure/Refusal.ts';
import { failureResponse } from '../transport/failureResponse.ts';
import { headersOf } from '../transport/headersOf.ts';
import { toResponse } from '../transport/toResponse.ts';
import { GatewayOptions } from './GatewayOptions.ts';
import { inWireNames } from './inWireNames.ts';
import { listedModels } from './listedModels.ts';
import { openCallsAlone } from './openCallsAlone.ts';
import { readJson } from './readJson.ts';
import { methodsOf, type Route, routeOf } from './routeOf.ts';
import { toChatRequest } from './toChatRequest.ts';
import { wholeAnswer } from './wholeAnswer.ts';

const MAX_BODY_BYTES = 4 * 1024 * 1024;
const ALLOWED_ORIGIN = 'access-control-allow-origin';
const UNAUTHORIZED = {
  status: 401,
  code: 'invalid_api_key',
  message: 'The API key is missing or wrong.',
  headers: { 'www-authenticate': 'Bearer' },
};

/** Returns the source that answers a request: chosen by its model, or by its sender. */
export type SourceOf = (request: ChatRequest, raw: Request) => ChatSourceLike | PromiseLike<ChatSourceLike>;

/**
 * Any source as an endpoint that speaks OpenAI's chat completions: for the clients of OpenAI, LangChain, the AI SDK and other programs.
 *
 * ```text
 * POST {basePath}/chat/completions   an answer, streamed where the body says "stream": true
 * GET  {basePath}/models             the list of models
 * GET  {basePath}/models/{id}        one of them
 * ```
 *
 * It takes a `Request` of the fetch API and returns a `Response`: frameworks that use these types take it directly, others by
 * `toNodeHandler`. It never rejects. A client learns only what concerns it about a failure: a fault in its request, or a limit that was
 * reached. If the model service refuses the gateway's own key, the response is 502, and the service's message is not passed on. `authorize`
 * decides who has access. Pages of other origins have access if `headers` contain `access-control-allow-origin`.
 *
 * Known fields are mapped to a `ChatRequest`; unknown ones are ignored, unless `passedFields` names them. If a source runs tools
 * (`runTools`), the client sees only the calls that it has to run itself.
 *
 * Throws `InvalidRequestError` for bad options.
 *
 * @see https://platform.openai.com/docs/api-reference/chat
 * @example
 * ```ts
 * import { createServer } from 'node:http';
 * import { openAICompatible } from 'rxllm';
 * import { openAIGateway, toNodeHandler } from 'rxllm/server';
 *
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 * const keys = new Set(['a-key-of-one-of-your-users']);
 *
 * const gateway = openAIGateway(provider, {
 *   authorize: ({ headers }) => keys.has(headers.get('authorization')?.replace('Bearer ', '') ?? ''),
 *   onError: (error) => console.error(error),
 * });
 * createServer(toNodeHandler(gateway)).listen(8787, '127.0.0.1');
 * ```
 */
export function openAIGateway(
  source: ChatSource | ChatSourceLike | SourceOf,
  options: GatewayOptions = {},
): (request: Request) => Promise<Response> {
  decodeOrThrow(GatewayOptions, options, 'options');
  if (typeof source !== 'function' && typeof (source as Partial<ChatSourceLike> | undefined)?.stream !== 'function') {
    throw new InvalidRequestError([mustBe('source', 'a source, or a function that gives one')]);
  }
  headersOf(options.headers);
  const gateway = new Gateway(source, options);
  return (request) => gateway.answer(request);
}

class Gateway {
  readonly #source: ChatSourceLike | SourceOf;
  readonly #options: GatewayOptions;
  /** The creation time of the models, since their real one is not known. */
  readonly #created = Math.floor(Date.now() / 1000);

  constructor(source: ChatSourceLike | SourceOf, options: GatewayOptions) {
    this.#source = source;
    this.#options = options;
  }

  async answer(raw: Request): Promise<Response> {
    try {
      const { basePath = '/v1' } = this.#options;
      if (this.#allowsPages && raw.method === 'OPTIONS') return this.#preflight(raw, basePath);
      const route = routeOf(raw, basePath);
      await this.#authorize(raw);
      return await (route.name === 'chat' ? this.#chat(raw) : this.#models(route, raw));
    } catch (error) {
      if (!(error instanceof Refusal)) this.#report(error, raw);
      const { headers } = this.#options;
      const { body, ...head } = failureResponse(failureOf(inWireNames(error)), { headers });
      return new Response(body, head);
    }
  }

  get #allowsPages(): boolean {
    return headersOf(this.#options.headers).has(ALLOWED_ORIGIN);
  }

  /** A browser sends a preflight request for a page of another origin. It carries no key, so none is required. */
  #preflight(raw: Request, basePath: string): Response {
    const own = {
      'access-control-allow-methods': methodsOf(raw, basePath).join(', '),
      'access-control-allow-headers': raw.headers.get('access-control-request-headers') ?? undefined,
      vary: 'access-control-request-headers',
    };
    return new Response(null, { status: 204, headers: headersOf(own, this.#options.headers) });
  }

  async #authorize(raw: Request): Promise<void> {
    const { authorize } = this.#options;
    if (authorize && !(await authorize(raw))) throw new Refusal(UNAUTHORIZED);
  }

  async #chat(raw: Request): Promise<Response> {
    const { maxBodyBytes = MAX_BODY_BYTES, passedFields } = this.#options;
    const { reasoningField, heartbeatMs, holdStatusMs, headers } = this.#options;
    const { request, stream, includeUsage } = toChatRequest(await readJson(raw, maxBodyBytes), passedFields);
    const chunks$ = this.#ask(request, raw).pipe(
      tap({ error: (error) => this.#report(error, raw) }),
      mapError(inWireNames),
      withModel(request.model),
      // Clients that did not ask for several answers mix up their texts.
      filter((chunk) => !('choice' in chunk) || chunk.choice < (request.choices ?? 1)),
    );
    const reader = { headers: {}, signal: raw.signal };
    if (stream) {
      const frames$ = chunks$.pipe(openAIFrames({ includeUsage, reasoningField }));
      return toResponse(frames$, { request: reader, headers, heartbeatMs, holdStatusMs });
    }
    return toResponse(chunks$.pipe(wholeAnswer({ reasoningField })), {
      request: reader,
      headers: headersOf(headers, { 'content-type': 'application/json', 'cache-control': 'no-store' }),
      // A single JSON body is all or nothing: its status can wait.
      holdStatusMs: Infinity,
    });
  }

  /** The answer of the source that handles the request. */
  #ask(request: ChatRequest, raw: Request): Observable<Chunk> {
    const source = this.#source;
    if (typeof source !== 'function') return defer(() => answerOf(source, request));
    return defer(() => from(Promise.resolve(source(request, raw)))).pipe(switchMap((own) => answerOf(own, request)));
  }

  async #models(route: Route & { readonly name: 'models' | 'model' }, raw: Request): Promise<Response> {
    const source = typeof this.#source === 'function' ? undefined : this.#source;
    const names = await listedModels(source, this.#options.models, raw.signal);
    if (route.name === 'models') return this.#json({ object: 'list', data: names.map((id) => this.#modelOf(id)) });
    if (!names.includes(route.id)) {
      throw new Refusal({ status: 404, code: 'model_not_found', message: 'The model does not exist.' });
    }
    return this.#json(this.#modelOf(route.id));
  }

  #modelOf(id: string): object {
    return { id, object: 'model', created: this.#created, owned_by: 'rxllm' };
  }

  #json(value: object): Response {
    const own = { 'content-type': 'application/json', 'cache-control': 'no-store' };
    return new Response(JSON.stringify(value), { headers: headersOf(this.#options.headers, own) });
  }

  #report(error: unknown, raw: Request): void {
    // An error caused by the client's own disconnect is not a failure.
    if (raw.signal.aborted) return;
    try {
      this.#options.onError?.(error, raw);
    } catch {
      // A failing log is not the client's problem.
    }
  }
}

/** A run reports which calls it has answered; all the calls of an answer are for the client. */
function answerOf(source: ChatSourceLike, request: ChatRequest): Observable<Chunk> {
  const { run } = source as { readonly run?: unknown };
  if (typeof run !== 'function') return source.stream(request);
  return (run.call(source, request) as Observable<RunChunk>).pipe(openCallsAlone());
}

/** Clients expect a model: if the answer does not name one, the requested one is used. */
function withModel(asked: string | undefined): MonoTypeOperatorFunction<Chunk> {
  return operate(() => {
    let hasStarted = false;
    return {
      next(chunk, destination) {
        if (chunk.type === 'start') destination.next(chunk.model ? chunk : { ...chunk, model: asked });
        else {
          if (!hasStarted) destination.next({ type: 'start', model: asked });
          destination.next(chunk);
        }
        hasStarted = true;
      },
    };
  });
}
