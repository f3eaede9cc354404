/** What a person is told of a failure, and what they can do about it. */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** Ours, so that it is there however long the message of a server is; may be empty. */
  readonly advice: string;

  constructor(message: string, advice = '') {
    super(message);
    this.advice = advice;
  }
}
