import type { Message } from '../../request/Message.ts';

/** What the service accepts as an id. */
const VALID = /^[\w-]*$/;

/** The ids of calls in a form that the wire can carry: those of other services may contain colons and dots. */
export class CallIds {
  /** The ids in blocks that are sent back unchanged. */
  readonly #untouched: ReadonlySet<unknown>;

  constructor(messages: readonly Message[]) {
    const blocks = messages.flatMap((message) => (message.role === 'assistant' ? (message.blocks ?? []) : []));
    this.#untouched = new Set(blocks.flatMap(({ wire, value }) => (wire === 'anthropic' ? [value['id']] : [])));
  }

  /** The wire's id, the same for a call and for its result. */
  toWire(id: string): string {
    return VALID.test(id) || this.#untouched.has(id) ? id : id.replaceAll(/[^\w-]/g, '_');
  }
}
