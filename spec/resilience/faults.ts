import type { Socket } from 'node:net';
import type { Deadlines } from '../../lib/index.ts';
import { DONE, finish, text } from '../support/wire.ts';

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
  /** TLS, with a certificate that the client trusts or not. */
  readonly secure?: 'trusted' | 'untrusted';
  readonly deadlines?: Deadlines;
}

/** Why there is no such fault at that time. */
export interface NoFault {
  readonly reason: string;
}

type Row = Readonly<Record<Phase, Fault | NoFault>>;

// The answer, as it should be.

const HEL = text('Hel');
const LO = text('lo');
const WHOLE = HEL + LO + finish('stop') + DONE;

/** The body as far as it came before the fault. */
const before: Readonly<Record<Phase, string>> = {
  connect: '',
  'before headers': '',
  'before content': '',
  'mid-frame': HEL + LO.slice(0, 24),
  'after content': HEL + LO,
  'after end marker': HEL + LO + finish('stop'),
};

type Framing = 'chunked' | 'until close' | { readonly contentLength: number };

function head(framing: Framing): string {
  const header =
    framing === 'chunked'
      ? 'transfer-encoding: chunked'
      : framing === 'until close'
        ? 'connection: close'
        : `content-length: ${framing.contentLength}`;
  return `HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n${header}\r\n\r\n`;
}

const inFraming = (framing: Framing, body: string): string =>
  framing === 'chunked' && body !== '' ? `${body.length.toString(16)}\r\n${body}\r\n` : body;

/** Plays the exchange up to a phase, waits until the client is there too, and lets the fault happen. */
function strike(phase: Phase, framing: Framing, fault: (line: Line) => unknown): Fault['play'] {
  return async (line) => {
    if (phase === 'connect') return fault(line);
    await line.asked;
    if (phase === 'before headers') return fault(line);
    line.socket.write(head(framing) + inFraming(framing, before[phase]));
    await line.got(phase === 'before content' ? 'headers' : phase === 'mid-frame' ? 'Hel' : 'Hello');
    return fault(line);
  };
}

// Rows.

const connection = (code: string): string => `\`ConnectionError\` ${code}`;
const LOST = '`IncompleteAnswerError` connection-lost';
const NO_END = '`IncompleteAnswerError` no-end-marker';
const EMPTY = '`EmptyAnswerError`';
const HELLO = '"Hello", complete';

/** A fault that can strike at any time, and what each time gives. */
function always(
  framing: Framing,
  fault: (line: Line) => unknown,
  expected: Readonly<Record<Phase, string>>,
  more: (phase: Phase) => Partial<Fault> = () => ({}),
): Row {
  return forEachPhase((phase) => ({
    expected: expected[phase],
    play: strike(phase, framing, fault),
    ...more(phase),
  }));
}

const forEachPhase = (cell: (phase: Phase) => Fault | NoFault): Row =>
  Object.fromEntries(phases.map((phase) => [phase, cell(phase)])) as Row;

const lostConnection = (early: string, empty = LOST, cut = LOST): Readonly<Record<Phase, string>> => ({
  connect: early,
  'before headers': early,
  'before content': empty,
  'mid-frame': `"Hel", then ${cut}`,
  'after content': `"Hello", then ${cut}`,
  'after end marker': HELLO,
});

const noHeaders = { reason: 'nothing is said of the body before the headers' };
const onlyAtConnect = (fault: Fault, reason: string): Row =>
  forEachPhase((phase) => (phase === 'connect' ? fault : { reason }));

const stallDeadlines: Readonly<Record<Phase, Deadlines>> = {
  connect: { headersMs: 60 },
  'before headers': { headersMs: 60 },
  'before content': { firstContentMs: 60 },
  'mid-frame': { idleMs: 60 },
  'after content': { idleMs: 60 },
  'after end marker': { idleMs: 60 },
};

const stalled = (deadline: string): string => `\`DeadlineError\` ${deadline}`;

const GARBAGE = Buffer.from([0x00, 0xff, 0xfe, 0x80, 0xc3, 0x28, 0x07, 0x1b, 0xed, 0xa0, 0x80, 0x7f]);

/** Writes a text byte by byte, each in a packet of its own. */
async function trickle({ socket }: Line, whole: string): Promise<void> {
  socket.setNoDelay(true);
  for (const byte of Buffer.from(whole)) await new Promise((resolve) => socket.write(Uint8Array.of(byte), resolve));
}

const INFORMATIONAL =
  'HTTP/1.1 100 Continue\r\n\r\n' +
  'HTTP/1.1 102 Processing\r\n\r\n' +
  'HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n';

/** Every fault at every time. */
export const faults: Readonly<Record<string, Row>> = {
  refused: onlyAtConnect(
    { expected: connection('ECONNREFUSED'), play: () => undefined, url: 'http://127.0.0.1:1' },
    'a connection is refused as it is made',
  ),

  'DNS failure': onlyAtConnect(
    // The name is reserved for this (RFC 6761).
    { expected: connection('ENOTFOUND'), play: () => undefined, url: 'http://nobody.invalid' },
    'a name is looked up before there is a connection',
  ),

  'TLS failure': always(
    'chunked',
    ({ wire }) => wire.write('no record of TLS'),
    lostConnection(connection('ERR_SSL_…')),
    (phase) =>
      phase === 'connect'
        ? { secure: 'untrusted', play: () => undefined, expected: connection('DEPTH_ZERO_SELF_SIGNED_CERT') }
        : { secure: 'trusted' },
  ),

  reset: always('chunked', ({ wire }) => wire.resetAndDestroy(), lostConnection(connection('ECONNRESET'))),

  'FIN, body until close': always(
    'until close',
    ({ wire }) => wire.destroySoon(),
    lostConnection(connection('ECONNRESET'), EMPTY, NO_END),
  ),

  'FIN, chunked body': always('chunked', ({ wire }) => wire.destroySoon(), lostConnection(connection('ECONNRESET'))),

  'half-close': always('chunked', ({ wire }) => wire.end(), lostConnection(connection('ECONNRESET'))),

  stall: always(
    'chunked',
    () => undefined,
    {
      connect: stalled('headers'),
      'before headers': stalled('headers'),
      'before content': stalled('first-content'),
      'mid-frame': `"Hel", then ${stalled('idle')}`,
      'after content': `"Hello", then ${stalled('idle')}`,
      'after end marker': HELLO,
    },
    // A connection that was made stalls no more, but a TLS handshake may.
    (phase) => ({ deadlines: stallDeadlines[phase], ...(phase === 'connect' ? { url: 'https://SERVER' } : {}) }),
  ),

  'Content-Length too short': forEachPhase((phase) =>
    phase === 'connect' || phase === 'before headers'
      ? noHeaders
      : {
          expected: lostConnection('', EMPTY, NO_END)[phase],
          play: async ({ asked, socket }) => {
            await asked;
            socket.write(head({ contentLength: before[phase].length }) + WHOLE);
          },
        },
  ),

  'Content-Length too long': forEachPhase((phase) =>
    phase === 'connect' || phase === 'before headers'
      ? noHeaders
      : {
          expected: lostConnection('')[phase],
          play: strike(phase, { contentLength: WHOLE.length + 1 }, ({ wire }) => wire.destroySoon()),
        },
  ),

  'bad chunked encoding': forEachPhase((phase) =>
    phase === 'connect' || phase === 'before headers'
      ? noHeaders
      : {
          expected: lostConnection('')[phase],
          play: strike(phase, 'chunked', ({ socket }) => socket.write('no size\r\n')),
        },
  ),

  'wrong content type': forEachPhase((phase) =>
    phase === 'before content'
      ? {
          expected: '`UnexpectedContentError` text/html',
          play: async ({ asked, socket }) => {
            await asked;
            socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n<h1>Sign in</h1>');
          },
        }
      : { reason: 'it comes with the headers' },
  ),

  'garbage bytes': always(
    'until close',
    ({ socket }) => socket.write(GARBAGE),
    {
      connect: connection('HPE_INVALID_CONSTANT'),
      'before headers': connection('HPE_INVALID_CONSTANT'),
      'before content': HELLO,
      'mid-frame': '"Hel", complete; 1 malformed',
      'after content': HELLO,
      'after end marker': HELLO,
    },
    (phase) =>
      phase === 'connect' || phase === 'before headers'
        ? {}
        : {
            play: strike(phase, 'until close', ({ socket }) => {
              socket.write(GARBAGE);
              if (phase !== 'mid-frame') socket.write('\n\n');
              socket.end(WHOLE.slice(before[phase].length));
            }),
          },
  ),

  'trickle of one byte': forEachPhase((phase) =>
    phase === 'connect'
      ? { reason: 'a connection that is made carries no bytes yet' }
      : {
          expected: HELLO,
          play: strike(phase, 'until close', (line) =>
            trickle(line, phase === 'before headers' ? head('until close') + WHOLE : WHOLE.slice(before[phase].length)),
          ),
        },
  ),

  '1xx, then final': forEachPhase((phase) =>
    phase === 'before headers'
      ? {
          expected: HELLO,
          play: strike(phase, 'until close', ({ socket }) => socket.end(INFORMATIONAL + head('until close') + WHOLE)),
        }
      : { reason: 'it stands before the headers of the final answer' },
  ),

  '1xx, then nothing': forEachPhase((phase) =>
    phase === 'before headers'
      ? {
          expected: stalled('headers'),
          play: strike(phase, 'until close', ({ socket }) => socket.write(INFORMATIONAL)),
          deadlines: { headersMs: 60 },
        }
      : { reason: 'it stands before the headers of the final answer' },
  ),
};

export const isFault = (cell: Fault | NoFault): cell is Fault => 'play' in cell;
