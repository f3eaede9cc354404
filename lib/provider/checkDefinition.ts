import * as t from 'io-ts';
import { decodeOrThrow } from '../codec/decodeOrThrow.ts';
import { dispatch } from '../codec/dispatch.ts';
import { listOf } from '../codec/listOf.ts';
import { members } from '../codec/members.ts';
import { optional } from '../codec/optional.ts';
import { recordOf } from '../codec/recordOf.ts';
import { shape } from '../codec/shape.ts';
import { InvalidRequestError } from '../errors/InvalidRequestError.ts';
import { REQUEST_FIELDS } from '../request/ChatRequest.ts';
import { Deadlines } from '../request/Deadlines.ts';
import type { ProviderSupport } from './Provider.ts';
import type { ProviderDefinition } from './ProviderDefinition.ts';

const isCodec = (value: unknown): boolean =>
  typeof (value as { readonly decode?: unknown } | null | undefined)?.decode === 'function';
const Codec = t.refinement(t.unknown, isCodec, 'an io-ts codec');
const Names = listOf(t.string, 'a list of names');
const Texts = recordOf(optional(t.string), 'an object of strings');
const FRAMINGS = '"sse", "ndjson", "json-array" or { accept, contentTypes, split }';
const CustomFraming = shape('a framing', {
  accept: t.string,
  contentTypes: Names,
  split: t.Function,
});
const Listing = shape(
  '{ endpoint, codec, names, next }',
  { endpoint: t.string, codec: Codec, names: t.Function },
  { next: t.Function },
);
const Urls = t.refinement(Texts, (urls) => Object.keys(urls).length > 0, 'an object of at least one URL');

/** The codecs of a definition's members. */
export const DEFINITION: Readonly<Record<keyof ProviderDefinition<unknown>, t.Mixed>> = {
  name: t.string,
  url: t.string,
  working: t.boolean,
  supports: members<ProviderSupport>('an object of booleans', {
    stream: t.boolean,
    systemMessage: t.boolean,
    messageHistory: t.boolean,
  }),
  defaultModel: t.string,
  models: Names,
  modelAliases: Texts,
  endpoints: dispatch<unknown>('an object with a URL for each model or for "*", or a function', (value) =>
    typeof value === 'function' ? t.Function : t.UnknownRecord.is(value) ? Urls : undefined,
  ),
  modelsEndpoint: t.string,
  listing: Listing,
  carries: listOf(t.keyof(REQUEST_FIELDS, 'a field of a request'), 'a list of request fields'),
  headers: t.Function,
  query: Texts,
  body: t.Function,
  framing: dispatch<unknown>(FRAMINGS, (value) =>
    typeof value === 'string'
      ? t.keyof({ sse: null, ndjson: null, 'json-array': null }, FRAMINGS)
      : t.UnknownRecord.is(value)
        ? CustomFraming
        : undefined,
  ),
  frame: Codec,
  answer: Codec,
  transforms: t.boolean,
  toChunks: t.Function,
  open: t.Function,
  isEnd: t.Function,
  readError: t.Function,
  deadlines: Deadlines,
};

const Definition = members<ProviderDefinition<unknown>>('an object that defines a provider', DEFINITION, {
  required: ['name', 'url', 'endpoints', 'body', 'frame'],
  noun: 'member of a definition',
});

/** Throws `InvalidRequestError` for a definition that lacks a member, or has one that does not exist or is of a wrong type. */
export function checkDefinition(definition: object): void {
  decodeOrThrow(Definition, definition, 'definition');
  const { toChunks, open } = definition as Partial<ProviderDefinition<unknown>>;
  if (toChunks !== undefined || open !== undefined) return;
  const message = 'definition/toChunks is required, or definition/open: one of them reads the frames';
  throw new InvalidRequestError([{ path: 'definition/toChunks', expected: 'a function', message }]);
}
