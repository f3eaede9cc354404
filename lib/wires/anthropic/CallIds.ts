import type { Message } from '../../request/Message.ts';

/** What the service takes for an id. */
const VALID = /^[\w-]*$/;

/** The ids of calls as the wire can carry them: those of other services may hold colons and dots. */
export class CallIds {
  /** Those that stand in blocks that go back untouched. */
  readonly #untouched: ReadonlySet<unknown>;

  constructor(messages: readonly Message[]) {
    const blocks = messages.flatMap((message) => (message.role === 'assistant' ? (message.blocks ?? []) : []));
    this.#untouched = new Set(blocks.flatMap(({ wire, value }) => (wire === 'anthropic' ? [value['id']] : [])));
  }

  /** The same for a call and for its result. */
  toWire(id: string): string {
    return VALID.test(id) || this.#untouched.has(id) ? id : id.replaceAll(/[^\w-]/g, '_');
  }
}
