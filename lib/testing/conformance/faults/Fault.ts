import type { Socket } from 'node:net';
import type { ProviderOptions } from '../../../provider/ProviderOptions.ts';
import type { Deadlines } from '../../../request/Deadlines.ts';

/** When a fault strikes. In "mid-frame" half of the second frame has come, in "after content" the whole of it. */
export const phases = [
  'connect',
  'before headers',
  'before content',
  'mid-frame',
  'after content',
  'after end marker',
] as const;
export type Phase = (typeof phases)[number];

/** One connection, from the server's end. */
export interface Line {
  /** What is written here reaches the client as HTTP; over TLS, encrypted. */
  readonly socket: Socket;
  /** The TCP connection, beneath TLS if there is any. */
  readonly wire: Socket;
  /** Settles once the request has come. */
  readonly asked: Promise<void>;
  /** Settles once the client has got the headers, or this much text. */
  readonly got: (what: 'headers' | 'Hel' | 'Hello') => Promise<void>;
}

/** What a server does, and what the client gets from it: text, and how the answer ends. */
export interface Fault {
  readonly expected: string;
  readonly play: (line: Line) => unknown;
  /** Where to ask instead of the server. */
  readonly url?: string;
  /** TLS, with this key and certificate. */
  readonly secure?: { readonly key: string; readonly cert: string };
  readonly deadlines?: Deadlines;
  /** What else the provider is told. */
  readonly options?: Partial<ProviderOptions>;
}

/** Why there is no such fault at that time. */
export interface NoFault {
  readonly reason: string;
}

/** One fault at every time. */
export type FaultRow = Readonly<Record<Phase, Fault | NoFault>>;

export const isFault = (cell: Fault | NoFault): cell is Fault => 'play' in cell;
