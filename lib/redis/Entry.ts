import type { AnswerEnd } from '../relay/AnswerEnd.ts';
import { BatchMessage } from './Message.ts';

/** The id of the end: higher than every position, so that no append can come after it. */
export const END_ID = `${Number.MAX_SAFE_INTEGER}-0`;
/** The id of the header: lower than every position. */
export const HEADER_ID = '0-1';

/** What the writer stated when it created the answer. */
export interface Header {
  /** The version of the format. */
  readonly v: number;
  readonly lease: number;
  readonly ttl: number;
  /** Distinguishes one creation from another. */
  readonly by?: string;
}

/** One entry of an answer's stream in Redis. */
export type Entry =
  | { readonly type: 'header'; readonly header: Header }
  | { readonly type: 'batch'; readonly last: number; readonly batch: BatchMessage }
  | { readonly type: 'end'; readonly last: number; readonly end: AnswerEnd };

/** Reads the reply of XRANGE and XREVRANGE. Throws if it does not come from an answer's stream. */
export function readEntries(reply: unknown): readonly Entry[] {
  if (!Array.isArray(reply)) throw new TypeError('Redis gave no list of entries');
  return reply.map(readEntry);
}

function readEntry(raw: unknown): Entry {
  const [id, fields] = raw as readonly [unknown, readonly unknown[]];
  const last = Number.parseInt(String(id), 10);
  const values = new Map<string, string>();
  for (let i = 0; i + 1 < fields.length; i += 2) values.set(String(fields[i]), String(fields[i + 1]));
  const [header, end, count, data] = ['h', 'e', 'n', 'd'].map((name) => values.get(name));
  if (header !== undefined) return { type: 'header', header: JSON.parse(header) as Header };
  if (end !== undefined) return { type: 'end', last, end: readEnd(end) };
  if (count === undefined || data === undefined) throw new TypeError('an entry of the log cannot be read');
  return { type: 'batch', last, batch: new BatchMessage(last, Number(count), data) };
}

const ENDS: ReadonlySet<unknown> = new Set<AnswerEnd['type']>(['complete', 'error', 'stopped', 'abandoned']);

function readEnd(json: string): AnswerEnd {
  const end = JSON.parse(json) as Partial<AnswerEnd> | null;
  if (!ENDS.has(end?.type)) throw new TypeError('the end in the log cannot be read');
  return end as AnswerEnd;
}
