import { EventTooLargeError } from '../../errors/EventTooLargeError.ts';
import { byteLength } from '../lines/byteLength.ts';
import { DEFAULT_MAX_BYTES } from '../lines/limits.ts';
import type { ParseSseOptions } from './ParseSseOptions.ts';
import type { SseEvent } from './SseEvent.ts';

const BLOCK_LINES = 4096;

/** The state of one event stream between two lines. */
export class SseParser {
  readonly #onRetry: ((milliseconds: number) => void) | undefined;
  readonly #onIgnored: ((line: string) => void) | undefined;
  readonly #dataOf: ((line: string) => string | undefined) | undefined;
  readonly #limit: number;
  /** The data buffer without its last line feed; `undefined` if the standard's buffer is empty. */
  #data: string | undefined;
  /** Lines that are not yet in `#data`. They are joined in blocks, so that the cost of many short lines stays linear. */
  #lines: string[] = [];
  /** The length of the data in UTF-16 units, each line with its end. */
  #units = 0;
  /** How many of those have been counted as bytes, and how many bytes they are. */
  #countedUnits = 0;
  #countedBytes = 0;
  #type = '';
  /** Stays from one event to the next. */
  #lastEventId = '';

  constructor({ onRetry, onIgnored, dataOf, maxEventBytes = DEFAULT_MAX_BYTES }: ParseSseOptions) {
    this.#onRetry = onRetry;
    this.#onIgnored = onIgnored;
    this.#dataOf = dataOf;
    this.#limit = maxEventBytes;
  }

  readLine(line: string): SseEvent | undefined {
    if (line === '') return this.dispatch();
    // The fast path: nearly every line of an answer.
    if (line.startsWith('data: ')) this.#append(line.slice(6));
    else this.#readField(line);
    return undefined;
  }

  dispatch(): SseEvent | undefined {
    if (this.#lines.length > 0) this.#joinLines();
    const data = this.#data;
    const type = this.#type;
    this.#data = undefined;
    this.#type = '';
    this.#units = 0;
    this.#countedUnits = 0;
    this.#countedBytes = 0;
    return data === undefined ? undefined : { type: type || 'message', data, lastEventId: this.#lastEventId };
  }

  #readField(line: string): void {
    const colon = line.indexOf(':');
    // A comment has the empty name.
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line.charCodeAt(colon + 1) === 0x20 ? colon + 2 : colon + 1);
    switch (field) {
      case 'data':
        this.#append(value);
        break;
      case 'event':
        this.#type = value;
        break;
      case 'id':
        if (!value.includes('\0')) this.#lastEventId = value;
        break;
      case 'retry':
        if (/^[0-9]+$/.test(value)) this.#onRetry?.(Number.parseInt(value, 10));
        break;
      case '':
        break;
      default:
        this.#onIgnored?.(line);
        this.#appendIfData(this.#dataOf?.(line));
    }
  }

  #appendIfData(value: string | undefined): void {
    if (value !== undefined) this.#append(value);
  }

  #append(value: string): void {
    if (this.#data === undefined) this.#data = value;
    else if (this.#lines.push(value) === BLOCK_LINES) this.#joinLines();
    this.#units += value.length + 1;
    if (this.#countedBytes + (this.#units - this.#countedUnits) * 3 > this.#limit) this.#countBytes();
  }

  #joinLines(): void {
    this.#data = `${this.#data}\n${this.#lines.join('\n')}`;
    this.#lines = [];
  }

  /** Runs only if the event may be too large at three bytes for each unit: a few times before it really is. */
  #countBytes(): void {
    if (this.#lines.length > 0) this.#joinLines();
    const data = this.#data ?? '';
    this.#countedBytes += byteLength(data.slice(this.#countedUnits));
    this.#countedUnits = data.length;
    if (this.#countedBytes > this.#limit) throw new EventTooLargeError(this.#limit);
  }
}
