import type { JsonObject } from '../../request/JsonObject.ts';

/** The server that created a thinking block, as long as the block itself is in memory. */
const MAKERS = new WeakMap<JsonObject, string>();

/** Services that sign their thinking, and refuse thinking that they have not signed. */
const SIGNING = /(?:^|\.)(?:anthropic\.com|claude\.com|amazonaws\.com|api\.aws|googleapis\.com|azure\.com)$/;

/** Remembers where a thinking block came from: without a signature it has a meaning only there. */
export function rememberMaker(block: JsonObject, server: string): void {
  if (!isSigned(block)) MAKERS.set(block, server);
}

/**
 * Whether a thinking block may be sent to a server. One without a signature may only go to the server that created it; if that is
 * unknown, as in a stored history, to any server except those that sign their thinking.
 */
export function mayGoTo(block: JsonObject, server: string): boolean {
  if (isSigned(block)) return true;
  const maker = MAKERS.get(block);
  return maker === undefined ? !SIGNING.test(new URL(server, 'http://page.invalid').hostname) : maker === server;
}

const isSigned = ({ signature }: JsonObject): boolean => typeof signature === 'string' && signature !== '';
