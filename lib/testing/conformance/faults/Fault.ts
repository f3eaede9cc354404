import type { Socket } from 'node:net';
import type { ProviderOptions } from '../../../provider/ProviderOptions.ts';
import type { Deadlines } from '../../../request/Deadlines.ts';

/** When a fault occurs. In "mid-frame" half of the second frame has arrived, in "after content" all of it. */
export const phases = [
  'connect',
  'before headers',
  'before content',
  'mid-frame',
  'after content',
  'after end marker',
] as const;
export type Phase = (typeof phases)[number];

/** One connection, as seen by the server. */
export interface Line {
  /** What is written here reaches the client as HTTP; with TLS, encrypted. */
  readonly socket: Socket;
  /** The TCP connection, under TLS if it is used. */
  readonly wire: Socket;
  /** Settles once the request has arrived. */
  readonly asked: Promise<void>;
  /** Settles once the client has received the headers, or this much text. */
  readonly got: (what: 'headers' | 'Hel' | 'Hello') => Promise<void>;
}

/** What a server does, and what the client gets from it: text, and how the answer ends. */
export interface Fault {
  readonly expected: string;
  readonly play: (line: Line) => unknown;
  /** The address to request in place of the server's. */
  readonly url?: string;
  /** TLS, with this key and certificate. */
  readonly secure?: { readonly key: string; readonly cert: string };
  readonly deadlines?: Deadlines;
  /** Further options of the provider. */
  readonly options?: Partial<ProviderOptions>;
}

/** Why this fault does not exist at that phase. */
export interface NoFault {
  readonly reason: string;
}

/** One fault at every phase. */
export type FaultRow = Readonly<Record<Phase, Fault | NoFault>>;

export const isFault = (cell: Fault | NoFault): cell is Fault => 'play' in cell;
