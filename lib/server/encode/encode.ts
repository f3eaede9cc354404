import type { OperatorFunction, Subscriber } from 'rxjs';
import { EmptyAnswerError } from '../../errors/EmptyAnswerError.ts';
import { IncompleteAnswerError } from '../../errors/IncompleteAnswerError.ts';
import { type Handlers, operate } from '../../rx/operate.ts';
import { isStatusSent } from '../failure/statusSent.ts';
import type { AnswerWriter, Encodable } from './AnswerWriter.ts';

/**
 * Writes answers in the format of a writer: one piece of text for each chunk that the format carries.
 *
 * ```text
 * chunks   --s----t----|        --s----#           --#
 *          --w----w----(w|)     --w----(w|)        --#
 * ```
 *
 * A failure before the first chunk passes through, so that it can become a status. After the first chunk, or once the status is sent, the
 * writer's text for a failure ends the output. The same happens if the source completes in the middle of an answer.
 */
export function encode(open: () => AnswerWriter): OperatorFunction<Encodable, string> {
  return operate(() => new Encoding(open()));
}

class Encoding implements Handlers<Encodable, string> {
  readonly #writer: AnswerWriter;
  #begun = false;

  constructor(writer: AnswerWriter) {
    this.#writer = writer;
  }

  next(value: Encodable, destination: Subscriber<string>): void {
    this.#begun = true;
    const isPositioned = 'position' in value;
    const text = this.#writer.write(isPositioned ? value.chunk : value, isPositioned ? value.position : undefined);
    if (text !== '') destination.next(text);
  }

  complete(destination: Subscriber<string>): void {
    const text = this.#writer.end();
    if (text === undefined) {
      this.error(this.#begun ? new IncompleteAnswerError('no-end-marker') : new EmptyAnswerError(0), destination);
      return;
    }
    if (text !== '') destination.next(text);
    destination.complete();
  }

  error(error: unknown, destination: Subscriber<string>): void {
    if (!this.#begun && !isStatusSent(destination)) {
      destination.error(error);
      return;
    }
    destination.next(this.#writer.fail(error));
    destination.complete();
  }
}
