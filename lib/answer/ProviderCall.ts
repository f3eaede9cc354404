import type { ChatRequest } from '../request/ChatRequest.ts';

/** A decoded request to one provider. */
export interface ProviderCall {
  /** The caller's request, checked. */
  readonly request: ChatRequest;
  /** The model, by the wire's name. */
  readonly model: string;
  /** Whether to request the answer as a stream. */
  readonly stream: boolean;
  /**
   * Reports that the wire cannot carry a part of the request. It throws an `InvalidRequestError` that names the part; if the caller chose
   * `ignoreUnsupported`, it returns, and the part must be left out.
   *
   * @param path the part: `messages/0/content/1/url`
   * @param reason completes the sentence: `messages/0/content/1/url is not supported by ollama: it must be a data: URL`
   */
  readonly unsupported: (path: string, reason?: string) => void;
}
