import * as t from 'io-ts';
import type { Source, Usage } from '../chunk/Answer.ts';
import type { Chunk, FinishReason } from '../chunk/Chunk.ts';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { members } from '../codec/members.ts';
import { optional } from '../codec/optional.ts';
import type { Block } from '../request/Message.ts';
import type { JsonObject } from '../request/JsonObject.ts';

/** A tool call of a written answer. */
export interface WrittenCall {
  /** If omitted, the call has no id, as with some services. */
  readonly id?: string | undefined;
  /** The tool's name. */
  readonly name: string;
  /** JSON text as it is, or a value to serialise. @default '{}' */
  readonly arguments?: string | JsonObject | undefined;
}

/** An answer as a test writes it. Its parts come in the order of the members here. */
export interface WrittenAnswer {
  /** The provider's id of the answer. */
  readonly id?: string | undefined;
  /** The model's name. @default none is said */
  readonly model?: string | undefined;
  /** The reasoning, before the text. */
  readonly reasoning?: string | undefined;
  /** The text, in one piece or several. */
  readonly text?: string | readonly string[] | undefined;
  /** Why the model refuses to answer. */
  readonly refusal?: string | undefined;
  /** What the text cites. */
  readonly sources?: readonly Source[] | undefined;
  /** The tool calls. */
  readonly toolCalls?: readonly WrittenCall[] | undefined;
  /** What must be sent back with the next request. */
  readonly blocks?: readonly Block[] | undefined;
  /** The token counts. */
  readonly usage?: Usage | undefined;
  /** Why the answer ends. @default 'tool-calls' where there are calls, else 'stop' */
  readonly finishReason?: FinishReason | undefined;
}

const Call = t.intersection([
  t.type({ name: t.string }),
  t.partial({ id: optional(t.string), arguments: optional(t.union([t.string, t.UnknownRecord], 'JSON')) }),
]);

const Written = members<WrittenAnswer>(
  'a text or an answer',
  {
    id: t.string,
    model: t.string,
    reasoning: t.string,
    text: t.union([t.string, t.readonlyArray(t.string)], 'a text or a list of pieces'),
    refusal: t.string,
    sources: t.readonlyArray(t.UnknownRecord),
    toolCalls: t.readonlyArray(Call, 'a list of calls'),
    blocks: t.readonlyArray(t.UnknownRecord) as never,
    usage: t.UnknownRecord,
    finishReason: t.string as never,
  },
  { otherNames: { content: 'text', calls: 'toolCalls', tools: 'toolCalls' } },
);

/**
 * The chunks of a complete answer, in the order in which a provider emits them. Each call returns new objects.
 *
 * Throws `InvalidRequestError` for a member that does not exist.
 *
 * @example
 * ```ts
 * import { of } from 'rxjs';
 * import { answerOf, sourceOf } from 'rxllm/testing';
 *
 * const polite = sourceOf(of(...answerOf('Hello!')));
 * const chunks = answerOf({ toolCalls: [{ id: 'call_1', name: 'weather', arguments: { city: 'Oslo' } }], usage: { totalTokens: 9 } });
 * ```
 */
export function answerOf(answer: string | WrittenAnswer): Chunk[] {
  if (typeof answer === 'string') return answerOf({ text: answer });
  decodeOrThrow(Written, answer, 'answer');
  const { id, model, reasoning = '', text = '', refusal = '', usage } = answer;
  const {
    sources = [],
    toolCalls = [],
    blocks = [],
    finishReason = toolCalls.length > 0 ? 'tool-calls' : 'stop',
  } = answer;
  return [
    { type: 'start', ...(id === undefined ? {} : { id }), ...(model === undefined ? {} : { model }) },
    ...piecesOf(reasoning).map((piece): Chunk => ({ type: 'reasoning', choice: 0, text: piece })),
    ...piecesOf(text).map((piece): Chunk => ({ type: 'text', choice: 0, text: piece })),
    ...piecesOf(refusal).map((piece): Chunk => ({ type: 'refusal', choice: 0, text: piece })),
    ...sources.map((source): Chunk => ({ type: 'source', choice: 0, ...source })),
    ...toolCalls.map(callChunk),
    ...blocks.map((block): Chunk => ({ type: 'block', choice: 0, ...block })),
    ...(usage === undefined ? [] : [{ type: 'usage', ...usage } as const]),
    { type: 'finish', choice: 0, reason: finishReason },
  ];
}

/** Empty pieces are never emitted. */
const piecesOf = (text: string | readonly string[]): readonly string[] =>
  (typeof text === 'string' ? [text] : text).filter((piece) => piece !== '');

function callChunk({ id, name, arguments: given = {} }: WrittenCall, index: number): Chunk {
  const json = typeof given === 'string' ? given : JSON.stringify(given);
  return { type: 'tool-call', choice: 0, index, ...(id === undefined ? {} : { id }), name, arguments: json };
}
