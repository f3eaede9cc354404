import type { WireSample } from '../WireSample.ts';
import { type Fault, type FaultRow, type Line, type NoFault, type Phase, phases } from './Fault.ts';

/** How the length of a body is indicated. */
export type BodyFraming = 'chunked' | 'until close' | { readonly contentLength: number };

/** The answer `Hel`, `lo` on one wire, up to the fault. */
export interface FaultScript {
  readonly whole: string;
  /** The part of the body before the fault. */
  readonly before: Readonly<Record<Phase, string>>;
  readonly head: (framing: BodyFraming) => string;
  /** Plays the exchange up to a phase, waits until the client has reached it too, and triggers the fault. */
  readonly strike: (phase: Phase, framing: BodyFraming, fault: (line: Line) => unknown) => Fault['play'];
}

/** Writes the answer of every fault on one wire. */
export function faultScript({ contentType = 'text/event-stream', begin = '', text, end }: WireSample): FaultScript {
  const hel = begin + text('Hel');
  const lo = text('lo');
  const before = {
    connect: '',
    'before headers': '',
    'before content': '',
    // Within the words, and so within the JSON, whatever comes before them on the wire.
    'mid-frame': hel + lo.slice(0, lo.lastIndexOf('lo') + 1),
    'after content': hel + lo,
    'after end marker': hel + lo + end,
  };

  const head = (framing: BodyFraming): string => {
    const header =
      framing === 'chunked'
        ? 'transfer-encoding: chunked'
        : framing === 'until close'
          ? 'connection: close'
          : `content-length: ${framing.contentLength}\r\nconnection: close`;
    return `HTTP/1.1 200 OK\r\ncontent-type: ${contentType}\r\n${header}\r\n\r\n`;
  };

  const strike =
    (phase: Phase, framing: BodyFraming, fault: (line: Line) => unknown): Fault['play'] =>
    async (line) => {
      if (phase === 'connect') return fault(line);
      await line.asked;
      if (phase === 'before headers') return fault(line);
      line.socket.write(head(framing) + inFraming(framing, before[phase]));
      await line.got(phase === 'before content' ? 'headers' : phase === 'mid-frame' ? 'Hel' : 'Hello');
      return fault(line);
    };

  return { whole: hel + lo + end, before, head, strike };
}

/** A row with the outcome at each phase. */
export const forEachPhase = (cell: (phase: Phase) => Fault | NoFault): FaultRow =>
  Object.fromEntries(phases.map((phase) => [phase, cell(phase)])) as FaultRow;

const inFraming = (framing: BodyFraming, body: string): string =>
  framing === 'chunked' && body !== '' ? `${body.length.toString(16)}\r\n${body}\r\n` : body;
