import type { ToolCallChunk } from '../../chunk/Chunk.ts';
import { inventId } from './inventId.ts';

/** A call as its reader is told of it. */
export interface OpenCall {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  /** The JSON text so far. */
  readonly arguments: string;
}

/** What a chunk adds for the reader. */
export interface CallPiece {
  readonly call: OpenCall;
  /** Does the reader hear of the call for the first time? */
  readonly isNew: boolean;
  /** What is new of the arguments. */
  readonly piece: string;
}

interface Growing {
  readonly index: number;
  id: string;
  name: string;
  /** Grows by a rope, which nobody looks into before its end. */
  arguments: string;
  isBlank: boolean;
  isTold: boolean;
}

/**
 * The calls of one choice, as readers want them: each begins with its id and its whole name, and has the arguments `{}` where the model
 * gave none. A call whose name has not come waits for it; one without an id gets one.
 */
export class OpenCalls {
  readonly #calls = new Map<number, Growing>();

  /** What there is to tell of a chunk; `undefined` while the call waits for its name. */
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

  /** What is left to tell when no further chunk belongs to them; after it an index stands for another call. */
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
