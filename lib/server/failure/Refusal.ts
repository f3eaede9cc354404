import type { Failure } from './Failure.ts';

/** The server itself refuses a request, without asking a source. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly failure: Failure;

  constructor(failure: Omit<Failure, 'type' | 'code'> & Partial<Pick<Failure, 'type' | 'code'>>) {
    super(failure.message);
    this.failure = { type: 'invalid_request_error', code: null, ...failure };
  }
}
