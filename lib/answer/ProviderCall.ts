import type { ChatRequest } from '../request/ChatRequest.ts';

/** A decoded request on its way to one provider. */
export interface ProviderCall {
  /** The caller's request, checked. */
  readonly request: ChatRequest;
  /** The wire's name of the model. */
  readonly model: string;
  /** Is the answer to come piece by piece? */
  readonly stream: boolean;
  /**
   * Says that the wire has no place for a part of the request: throws an `InvalidRequestError` that names it, unless the caller chose
   * `ignoreUnsupported`. Then it returns, and the part is to be left out.
   *
   * @param path where it stands: `messages/0/content/1/url`
   * @param reason completes the sentence: `messages/0/content/1/url is not supported by ollama: it must be a data: URL`
   */
  readonly unsupported: (path: string, reason?: string) => void;
}
