import { firstValueFrom, toArray } from 'rxjs';
import { anthropic, type AnthropicOptions, type Chunk, type ChatRequest, isRight } from '../../../lib/index.ts';
import type { Outcome } from '../../support/outcome.ts';
import { outcomeOf } from '../../support/outcome.ts';
import type { BytesServer, Served } from '../../support/serveBytes.ts';

// Anthropic's wire, spelled out: what a server writes, never what our own code makes of it.

/** One event, named as its data says. */
export const event = (json: string): string =>
  `event: ${(JSON.parse(json) as { readonly type: string }).type}\ndata: ${json}\n\n`;

export const START = event(
  '{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":12,"output_tokens":1}}}',
);
export const STOP = event('{"type":"message_stop"     }');

/** The first frame of a block. */
export const begin = (index: number, block: string): string =>
  event(`{"type":"content_block_start","index":${index},"content_block":${block}}`);

/** A piece of a block. */
export const piece = (index: number, delta: string): string =>
  event(`{"type":"content_block_delta","index":${index},"delta":${delta}      }`);

/** The end of a block. */
export const close = (index: number): string => event(`{"type":"content_block_stop","index":${index} }`);

/** A piece of text. */
export const text = (content: string, index = 0): string =>
  piece(index, `{"type":"text_delta","text":${JSON.stringify(content)}}`);

/** A whole block of text. */
export const textBlock = (content: string, index = 0): string =>
  begin(index, '{"type":"text","text":""}') + text(content, index) + close(index);

/** Why the answer ends, and what it cost. */
export const delta = (reason: string, more = '"usage":{"output_tokens":5}'): string =>
  event(`{"type":"message_delta","delta":{"stop_reason":"${reason}","stop_sequence":null},${more}  }`);

/** A whole answer around some blocks. */
export const answer = (blocks: string, reason = 'end_turn'): string => START + blocks + delta(reason) + STOP;

const messages = [{ role: 'user', content: 'Hi' }] as const;

/** What a provider makes of an answer. */
export function read(
  server: BytesServer,
  served: Served | string,
  { options = {}, request = {} }: { options?: AnthropicOptions; request?: Partial<ChatRequest> } = {},
): Promise<Outcome<Chunk>> {
  server.serve(typeof served === 'string' ? { body: served } : served);
  const provider = anthropic({ baseUrl: server.url, defaultModel: 'm', ...options });
  return outcomeOf(provider.stream({ messages, ...request }));
}

/** The chunks of an answer that ends well. */
export async function chunksOf(...args: Parameters<typeof read>): Promise<readonly Chunk[]> {
  const { values, error, completed } = await read(...args);
  if (!completed) throw error;
  return values;
}

/** As `chunksOf`, with `L` in the place of each malformed frame. */
export async function withMalformed(server: BytesServer, body: string): Promise<readonly (Chunk | string)[]> {
  server.serve({ body });
  const provider = anthropic({ baseUrl: server.url, defaultModel: 'm' });
  const values = await firstValueFrom(provider.streamEither({ messages }).pipe(toArray()));
  return values.map((value) => (isRight(value) ? value.right : `L ${value.left.errors.join('; ')}`));
}

/** Chunks in few words: what they say, without their choices, blocks and envelope. */
export const brief = (chunks: readonly Chunk[]): readonly string[] =>
  chunks.flatMap((chunk) => {
    switch (chunk.type) {
      case 'text':
      case 'reasoning':
      case 'refusal':
        return [`${chunk.type} ${chunk.text}`];
      case 'tool-call':
        return [`call ${chunk.index} ${chunk.id ?? ''} ${chunk.name ?? ''} ${chunk.arguments}`];
      case 'activity':
        return [`${chunk.state} ${chunk.name} ${chunk.id}`];
      case 'source':
        return [`source ${chunk.url ?? chunk.id}`];
      case 'finish':
        return [`finish ${chunk.reason} ${chunk.raw ?? ''}`];
      default:
        return [];
    }
  });

/** The values of the blocks among some chunks. */
export const blocksOf = (chunks: readonly Chunk[]): readonly unknown[] =>
  chunks.flatMap((chunk) => (chunk.type === 'block' ? [chunk.value] : []));
