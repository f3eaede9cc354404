/**
 * A message on an answer's channel: a batch of frames, a notice that the answer has changed in another way, or a query without content that
 * only counts the readers.
 */
export type Message = BatchMessage | 'changed' | 'asking';

/** The answer was ended or is lost: read the log. */
export const CHANGED = 'e';
/** Nobody replies to this: Redis returns how many connections have received it. */
export const ASKING = '?';

/** A batch in the format that the log uses too. */
export const toMessage = (last: number, count: number, data: string): string => `${last} ${count} ${data}`;

/** Any other message, perhaps of a newer version, is a reason to read the log. */
export function readMessage(text: string): Message {
  if (text === ASKING) return 'asking';
  const [, last, count] = /^(\d+) (\d+) /.exec(text) ?? [];
  if (last === undefined || count === undefined) return 'changed';
  return new BatchMessage(Number(last), Number(count), text.slice(last.length + count.length + 2));
}

/** Frames with their positions. They are parsed once for all readers in this process, when the first one needs them. */
export class BatchMessage {
  readonly last: number;
  readonly count: number;
  readonly #data: string;
  #frames: readonly string[] | undefined;

  constructor(last: number, count: number, data: string) {
    this.last = last;
    this.count = count;
    this.#data = data;
  }

  get first(): number {
    return this.last - this.count + 1;
  }

  /** Throws if they are not what a writer writes. */
  get frames(): readonly string[] {
    this.#frames ??= framesOf(this.#data, this.count);
    return this.#frames;
  }
}

function framesOf(data: string, count: number): readonly string[] {
  const frames: unknown = JSON.parse(data);
  if (Array.isArray(frames) && frames.length === count && frames.every((frame) => typeof frame === 'string')) {
    return frames;
  }
  throw new TypeError('a batch in the log cannot be read');
}
