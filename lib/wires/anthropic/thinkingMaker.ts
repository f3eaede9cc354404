import type { JsonObject } from '../../request/JsonObject.ts';

/** Which server made a block of thinking, as long as the block itself is in memory. */
const MAKERS = new WeakMap<JsonObject, string>();

/** Services that sign what they think, and refuse what they have not signed. */
const SIGNING = /(?:^|\.)(?:anthropic\.com|claude\.com|amazonaws\.com|api\.aws|googleapis\.com|azure\.com)$/;

/** Remembers where a block of thinking came from: without a signature it means something there alone. */
export function rememberMaker(block: JsonObject, server: string): void {
  if (!isSigned(block)) MAKERS.set(block, server);
}

/**
 * May a block of thinking be sent to a server? One without a signature only to the server that made it; where that is not known, as
 * of a history that was stored, to any but those who sign theirs.
 */
export function mayGoTo(block: JsonObject, server: string): boolean {
  if (isSigned(block)) return true;
  const maker = MAKERS.get(block);
  return maker === undefined ? !SIGNING.test(new URL(server, 'http://page.invalid').hostname) : maker === server;
}

const isSigned = ({ signature }: JsonObject): boolean => typeof signature === 'string' && signature !== '';
