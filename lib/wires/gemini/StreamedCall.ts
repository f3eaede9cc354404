import { isRecord } from '../../http/refusal/isRecord.ts';
import type { FunctionCall, GeminiPart } from './GeminiFrame.ts';

/** A step of a path: the name of a member, or the index in a list. */
type Step = string | number;

/** The maximum number of steps in a path. */
const MAX_STEPS = 100;
/** The maximum number of indexes of a list that may be skipped: a path may contain any number, and each index in between costs. */
const MAX_GAP = 16;
const STEP = /\.([^.[\]]+)|\[(\d+)\]|\[(?:'([^']*)'|"([^"]*)")\]/y;

/**
 * A call whose arguments arrive leaf by leaf: `{ jsonPath: '$.a.b[0]', stringValue: 'piece', willContinue: true }`. A string may arrive
 * in several pieces.
 *
 * @see https://docs.cloud.google.com/vertex-ai/generative-ai/docs/multimodal/function-calling
 */
export class StreamedCall {
  readonly #opening: GeminiPart;
  #signature: string | undefined;
  readonly #args: Record<string, unknown> = {};

  /** @param opening the part that names the function */
  constructor(opening: GeminiPart) {
    this.#opening = opening;
    const args = opening.functionCall?.args;
    if (isRecord(args)) for (const [name, value] of Object.entries(args)) define(this.#args, name, value);
  }

  /** Takes the leaves of a part, and its signature. Anything that is not a leaf is ignored. */
  add({ functionCall, thoughtSignature }: GeminiPart): void {
    this.#signature ??= thoughtSignature || undefined;
    const leaves = functionCall?.partialArgs;
    if (!Array.isArray(leaves)) return;
    for (const leaf of leaves as readonly unknown[]) if (isRecord(leaf)) this.#addLeaf(leaf);
  }

  /** The part as it would have arrived for a complete call. */
  whole(): GeminiPart {
    const { partialArgs: _, willContinue: __, ...call } = this.#opening.functionCall ?? {};
    const functionCall: FunctionCall = { ...call, args: this.#args };
    return { ...this.#opening, functionCall, thoughtSignature: this.#signature };
  }

  #addLeaf(leaf: Readonly<Record<string, unknown>>): void {
    const [first, ...rest] = stepsOf(leaf['jsonPath']);
    if (typeof first !== 'string') return;
    const value = valueOf(leaf);
    if (value !== undefined) put(this.#args, first, rest, value);
  }
}

function stepsOf(path: unknown): readonly Step[] {
  if (typeof path !== 'string' || !path.startsWith('$')) return [];
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (match === null) return [];
    const [, name, place, quoted, doubleQuoted] = match;
    steps.push(place === undefined ? (name ?? quoted ?? doubleQuoted ?? '') : Number(place));
  }
  return steps.length > MAX_STEPS ? [] : steps;
}

function valueOf(leaf: Readonly<Record<string, unknown>>): unknown {
  const { stringValue, numberValue, boolValue } = leaf;
  if (typeof stringValue === 'string') return stringValue;
  if (typeof numberValue === 'number') return numberValue;
  if (typeof boolValue === 'boolean') return boolValue;
  return 'nullValue' in leaf ? null : undefined;
}

/** Stores a leaf at its path, and creates the objects and lists on the way. A further piece of a string is appended to those before it. */
function put(holder: object, step: Step, rest: readonly Step[], value: unknown): void {
  if (Array.isArray(holder) && Number(step) > holder.length + MAX_GAP) return;
  const before: unknown = Object.hasOwn(holder, step) ? (holder as Record<Step, unknown>)[step] : undefined;
  const [next, ...others] = rest;
  if (next === undefined) {
    define(holder, step, typeof before === 'string' && typeof value === 'string' ? before + value : value);
    return;
  }
  const isRight = typeof next === 'number' ? Array.isArray(before) : isRecord(before);
  const inner: object = isRight ? (before as object) : typeof next === 'number' ? [] : {};
  if (!isRight) define(holder, step, inner);
  put(inner, next, others, value);
}

/** `__proto__` is treated like any other name. */
const define = (holder: object, step: Step, value: unknown): void => {
  Object.defineProperty(holder, step, { value, enumerable: true, configurable: true, writable: true });
};
