import type { ToolCallChunk } from '../../chunk/Chunk.ts';
import { inventId } from './inventId.ts';

/** A call as its reader sees it. */
export interface OpenCall {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  /** The JSON text so far. */
  readonly arguments: string;
}

/** What a chunk adds to a call. */
export interface CallPiece {
  readonly call: OpenCall;
  /** Whether this is the first piece of the call for the reader. */
  readonly isNew: boolean;
  /** The new piece of the arguments. */
  readonly piece: string;
}

interface Growing {
  readonly index: number;
  id: string;
  name: string;
  /** Grows as a rope, which the engine flattens only at its end. */
  arguments: string;
  isBlank: boolean;
  isTold: boolean;
}

/**
 * The calls of one choice in the form that readers expect: each begins with its id and its complete name, and has the arguments `{}` if the
 * model gave none. A call waits until its name has arrived; one without an id gets one.
 */
export class OpenCalls {
  readonly #calls = new Map<number, Growing>();

  /** What a chunk adds; `undefined` while the call waits for its name. */
  add({ index, id, name, arguments: piece }: ToolCallChunk): CallPiece | undefined {
    const call = this.#calls.get(index) ?? open(index);
    this.#calls.set(index, call);
    call.arguments += piece;
    if (call.isBlank) call.isBlank = piece.trim() === '';
    if (call.isTold) return tell(call, piece);
    if (id) call.id = id;
    if (name) call.name = name;
    return call.name === '' ? undefined : tell(call, call.arguments);
  }

  /** What remains to be sent when no further chunk belongs to these calls; from then on an index stands for another call. */
  end(): readonly CallPiece[] {
    const rest = [...this.#calls.values()].map((call) => {
      const filling = call.isBlank ? '{}' : '';
      call.arguments += filling;
      return tell(call, call.isTold ? filling : call.arguments);
    });
    this.#calls.clear();
    return rest;
  }
}

const open = (index: number): Growing => ({
  index,
  id: '',
  name: '',
  arguments: '',
  isBlank: true,
  isTold: false,
});

function tell(call: Growing, piece: string): CallPiece {
  const isNew = !call.isTold;
  call.isTold = true;
  if (call.id === '') call.id = inventId('call_');
  const { index, id, name } = call;
  return { call: { index, id, name, arguments: call.arguments }, isNew, piece };
}
