/** A failure, and advice on what to do about it. */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** Separate from the message, so that it is shown however long a server's message is. May be empty. */
  readonly advice: string;

  constructor(message: string, advice = '') {
    super(message);
    this.advice = advice;
  }
}
