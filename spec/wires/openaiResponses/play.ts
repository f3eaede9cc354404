import { isRight } from 'fp-ts/lib/Either.js';
import type { ChatRequest, Chunk, MalformedFrame, OpenAIResponsesOptions, ToolCallChunk } from '../../../lib/index.ts';
import { openAIResponses } from '../../../lib/index.ts';
import { outcomeOf } from '../../support/outcome.ts';

type Json = Readonly<Record<string, unknown>>;

/** What became of a played answer. */
export interface Played {
  readonly chunks: readonly Chunk[];
  readonly malformed: readonly MalformedFrame[];
  readonly error: (Error & Json) | undefined;
}

/** How an answer is played. */
export interface PlayOptions extends OpenAIResponsesOptions {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly request?: Partial<ChatRequest>;
}

/** Events as most servers send them: objects as JSON, texts as the data that they are. */
export const sse = (events: readonly (object | string)[]): string =>
  events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join('');

/** Plays events, or a body as it is, as the answer to a request, and gives all that comes of it. */
export async function play(body: readonly (object | string)[] | string, options: PlayOptions = {}): Promise<Played> {
  const { status = 200, headers = { 'content-type': 'text/event-stream' }, request, ...more } = options;
  const text = typeof body === 'string' ? body : sse(body);
  const provider = openAIResponses({
    fetch: () => Promise.resolve(new Response(text, { status, headers })),
    defaultModel: 'gpt-5',
    ...more,
  });
  const either$ = provider.streamEither({ messages: [{ role: 'user', content: 'Hi' }], ...request });
  const { values, error } = await outcomeOf(either$);
  return {
    chunks: values.flatMap((value) => (isRight(value) ? [value.right] : [])),
    malformed: values.flatMap((value) => (isRight(value) ? [] : [value.left])),
    error: error as Played['error'],
  };
}

/** Plays one JSON answer. */
export const playJson = (response: object | string, options: PlayOptions = {}): Promise<Played> =>
  play(typeof response === 'string' ? response : JSON.stringify(response), {
    headers: { 'content-type': 'application/json' },
    ...options,
    request: { stream: false, ...options.request },
  });

/** The pieces of one kind, joined. */
export const textOf = ({ chunks }: Played, type: 'text' | 'reasoning' | 'refusal' = 'text'): string =>
  chunks.map((chunk) => (chunk.type === type ? chunk.text : '')).join('');

/** The chunks of some types. */
export const only = ({ chunks }: Played, ...types: readonly Chunk['type'][]): readonly Chunk[] =>
  chunks.filter(({ type }) => types.includes(type));

/** The pieces of calls. */
export const callsOf = ({ chunks }: Played): readonly ToolCallChunk[] =>
  chunks.flatMap((chunk) => (chunk.type === 'tool-call' ? [chunk] : []));

/** The values of the blocks. */
export const blocksOf = ({ chunks }: Played): readonly Json[] =>
  chunks.flatMap((chunk) => (chunk.type === 'block' ? [chunk.value] : []));

/** The end of a response that is complete. */
export const completed = (output: readonly object[] = [], more: object = {}): Json => ({
  type: 'response.completed',
  response: { id: 'r', object: 'response', status: 'completed', model: 'm', output, ...more },
});

/** A piece of text of the first item. */
export const delta = (text: unknown, more: object = {}): Json => ({
  type: 'response.output_text.delta',
  output_index: 0,
  content_index: 0,
  delta: text,
  ...more,
});

/** A whole message. */
export const message = (text: string, more: object = {}): Json => ({
  type: 'message',
  role: 'assistant',
  content: [{ type: 'output_text', text, annotations: [] }],
  ...more,
});

/** A whole call. */
export const call = (id: string, name: string, json: unknown, more: object = {}): Json => ({
  type: 'function_call',
  id: `fc_${id}`,
  call_id: id,
  name,
  arguments: json,
  ...more,
});

/** An event of the first item. */
export const event = (type: string, more: object = {}): Json => ({
  type: `response.${type}`,
  output_index: 0,
  ...more,
});

export const added = (item: object, more: object = {}): Json => event('output_item.added', { item, ...more });

export const done = (item: object, more: object = {}): Json => event('output_item.done', { item, ...more });

/** A piece of a summary of the first item. */
export const summary = (text: string, index: number, more: object = {}): Json =>
  event('reasoning_summary_text.delta', { summary_index: index, delta: text, ...more });

/** A piece of a call's arguments. */
export const argumentsDelta = (text: unknown, more: object = {}): Json =>
  event('function_call_arguments.delta', { delta: text, ...more });
