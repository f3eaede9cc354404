import { type Either, isLeft } from 'fp-ts/lib/Either.js';
import type { ProviderCall } from '../answer/ProviderCall.ts';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import type { Issue } from '../errors/Issue.ts';
import type { UnknownModelError } from '../errors/UnknownModelError.ts';
import { checkHeaders } from '../request/checkHeaders.ts';
import { ChatRequest } from '../request/ChatRequest.ts';
import { type Carried, checkCarried } from './checkCarried.ts';

/** The provider that the request is for. */
interface Asked {
  readonly name: string;
  readonly carried: Carried;
  readonly ignoreUnsupported: boolean;
  readonly resolveModel: (model?: string) => Either<UnknownModelError, string>;
}

/** The request in the form that the provider can send. Throws `InvalidRequestError` and `UnknownModelError`. */
export function prepareCall(
  request: ChatRequest,
  { name, carried, ignoreUnsupported, resolveModel }: Asked,
): ProviderCall {
  decodeOrThrow(ChatRequest, request);
  const badHeaders = checkHeaders(request.headers ?? {}, 'headers');
  if (badHeaders.length > 0) throw new InvalidRequestError(badHeaders);

  const issues: Issue[] = [];
  const note = (path: string, reason?: string): void => {
    const why = reason === undefined ? '' : `: ${reason}`;
    if (!ignoreUnsupported)
      issues.push({ path, expected: 'nothing', message: `${path} is not supported by ${name}${why}` });
  };
  const checked = checkCarried(request, carried, note);
  if (issues.length > 0) throw new InvalidRequestError(issues);

  return {
    request: checked,
    model: modelOf(checked, resolveModel),
    stream: checked.stream ?? carried.supports.stream,
    unsupported: (path, reason) => {
      note(path, reason);
      if (issues.length > 0) throw new InvalidRequestError(issues);
    },
  };
}

function modelOf({ model }: ChatRequest, resolveModel: Asked['resolveModel']): string {
  const resolved = resolveModel(model);
  if (!isLeft(resolved)) return resolved.right;
  // No model was given and there is no default, so the list is open.
  if (!model && resolved.left.models.length === 0) {
    const message = 'model is required: this provider has no default';
    throw new InvalidRequestError([{ path: 'model', expected: 'a model', message }]);
  }
  throw resolved.left;
}
