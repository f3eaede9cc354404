import * as t from 'io-ts';
import { dispatchOn } from '../codec/dispatch.ts';
import { optional } from '../codec/optional.ts';
import type { Chunk, FinishReason } from './Chunk.ts';

const OptionalText = optional(t.string);
const OptionalNumber = optional(t.number);

const Reason: t.Type<FinishReason> = t.keyof({
  stop: null,
  length: null,
  'tool-calls': null,
  'content-filter': null,
  pause: null,
  other: null,
  unknown: null,
});

const ofChoice = { choice: t.number };
const piece = t.type({ ...ofChoice, text: t.string });

/** One codec for each type of chunk. Members that it does not know may belong to others, and are kept. */
const CODECS: { readonly [K in Chunk['type']]: t.Mixed } = {
  start: t.partial({ id: OptionalText, model: OptionalText, requestId: OptionalText }),
  text: piece,
  reasoning: piece,
  refusal: piece,
  'tool-call': t.intersection([
    t.type({ ...ofChoice, index: t.number, arguments: t.string }),
    t.partial({ id: OptionalText, name: OptionalText }),
  ]),
  source: t.intersection([
    t.type(ofChoice),
    t.partial({ url: OptionalText, title: OptionalText, id: OptionalText, quote: OptionalText }),
  ]),
  activity: t.type({
    ...ofChoice,
    id: t.string,
    name: t.string,
    state: t.keyof({ started: null, done: null, failed: null }),
  }),
  block: t.type({ ...ofChoice, wire: t.string, value: t.UnknownRecord }),
  usage: t.partial({
    promptTokens: OptionalNumber,
    completionTokens: OptionalNumber,
    totalTokens: OptionalNumber,
    cachedTokens: OptionalNumber,
    cacheWriteTokens: OptionalNumber,
    reasoningTokens: OptionalNumber,
  }),
  finish: t.intersection([t.type({ ...ofChoice, reason: Reason }), t.partial({ raw: OptionalText })]),
};

/** The codec of `Chunk`, for chunks that come from elsewhere as JSON. */
export const ChunkCodec: t.Type<Chunk> = dispatchOn<Chunk>('type', CODECS);

/** Whether this is the name of a type of chunk. A newer version may know others. */
export const isChunkType = (type: string): boolean => Object.hasOwn(CODECS, type);
