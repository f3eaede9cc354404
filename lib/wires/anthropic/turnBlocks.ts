import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { Block, Message } from '../../request/Message.ts';
import { mayGoTo } from './thinkingMaker.ts';

/**
 * The blocks of a turn that are sent back to a server, each unchanged: without blank texts, which every server refuses, and without
 * blocks that only their creator understands.
 */
export function turnBlocks(blocks: readonly Block[] = [], server: string): readonly JsonObject[] {
  return blocks.flatMap(({ wire, value }) => {
    if (wire !== 'anthropic' || isBlankText(value)) return [];
    return value['type'] === 'thinking' && !mayGoTo(value, server) ? [] : [value];
  });
}

/** Whether it is thinking, signed or redacted. A turn cannot end with it. */
export const isThinking = ({ type }: JsonObject): boolean => type === 'thinking' || type === 'redacted_thinking';

/** The container in which the code of an earlier turn ran, if it still exists. */
export function containerOf(messages: readonly Message[]): string | undefined {
  const containers = blocksOf(messages).map(({ wire, context }) =>
    wire === 'anthropic' ? context?.['container'] : undefined,
  );
  const last = containers.findLast(isRecord);
  if (last === undefined || typeof last['id'] !== 'string') return undefined;
  const expiry = Date.parse(String(last['expires_at']));
  return expiry <= Date.now() ? undefined : last['id'];
}

/** The name of the tool that the service used in an earlier turn, by the id of that use. */
export function earlierTool(messages: readonly Message[], id: string): string | undefined {
  const use = blocksOf(messages).find(({ wire, value }) => wire === 'anthropic' && value['id'] === id);
  const name = use?.value['name'];
  return typeof name === 'string' ? name : undefined;
}

const blocksOf = (messages: readonly Message[]): readonly Block[] =>
  messages.flatMap((message) => (message.role === 'assistant' ? (message.blocks ?? []) : []));

const isBlankText = ({ type, text }: JsonObject): boolean =>
  type === 'text' && typeof text === 'string' && text.trim() === '';
