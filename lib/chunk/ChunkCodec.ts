import * as t from 'io-ts';
import { dispatchOn } from '../codec/dispatch.ts';
import { oneOf } from '../codec/oneOf.ts';
import { shape } from '../codec/shape.ts';
import type { Chunk, FinishReason } from './Chunk.ts';

const Reason: t.Type<FinishReason> = oneOf(
  'stop',
  'length',
  'tool-calls',
  'content-filter',
  'pause',
  'other',
  'unknown',
);

const ofChoice = { choice: t.number };
const piece = t.type({ ...ofChoice, text: t.string });

/** One codec for each type of chunk. Members that it does not know may belong to others, and are kept. */
const CODECS: { readonly [K in Chunk['type']]: t.Mixed } = {
  start: shape('a start', {}, { id: t.string, model: t.string, requestId: t.string }),
  text: piece,
  reasoning: piece,
  refusal: piece,
  'tool-call': shape(
    'a piece of a tool call',
    { ...ofChoice, index: t.number, arguments: t.string },
    { id: t.string, name: t.string },
  ),
  source: shape('a source', ofChoice, { url: t.string, title: t.string, id: t.string, quote: t.string }),
  activity: t.type({
    ...ofChoice,
    id: t.string,
    name: t.string,
    state: oneOf('started', 'done', 'failed'),
  }),
  block: t.type({ ...ofChoice, wire: t.string, value: t.UnknownRecord }),
  usage: shape(
    'usage',
    {},
    {
      promptTokens: t.number,
      completionTokens: t.number,
      totalTokens: t.number,
      cachedTokens: t.number,
      cacheWriteTokens: t.number,
      reasoningTokens: t.number,
    },
  ),
  finish: shape('a finish', { ...ofChoice, reason: Reason }, { raw: t.string }),
};

/** The codec of `Chunk`, for chunks that come from elsewhere as JSON. */
export const ChunkCodec: t.Type<Chunk> = dispatchOn<Chunk>('type', CODECS);

/** Whether this is the name of a type of chunk. A newer version may know others. */
export const isChunkType = (type: string): boolean => Object.hasOwn(CODECS, type);
