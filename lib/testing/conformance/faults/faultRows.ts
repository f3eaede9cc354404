import type { Deadlines } from '../../../request/Deadlines.ts';
import type { WireSample } from '../WireSample.ts';
import type { Fault, FaultRow, Line, Phase } from './Fault.ts';
import { type BodyFraming, type FaultScript, faultScript, forEachPhase } from './faultScript.ts';

/** The client transport's name for the fault. */
export const connection = (code: string): string => `\`ConnectionError\` ${code}`;
const LOST = '`IncompleteAnswerError` connection-lost';
const NO_END = '`IncompleteAnswerError` no-end-marker';
const EMPTY = '`EmptyAnswerError`';
const HELLO = '"Hello", complete';
const STALL_MS = 60;

/** The outcome of a lost connection at each phase. */
export const lostConnection = (early: string, empty = LOST, cut = LOST): Readonly<Record<Phase, string>> => ({
  connect: early,
  'before headers': early,
  'before content': empty,
  'mid-frame': `"Hel", then ${cut}`,
  'after content': `"Hello", then ${cut}`,
  'after end marker': HELLO,
});

const stalled = (deadline: string): string => `\`DeadlineError\` ${deadline}`;
const noHeaders = { reason: 'nothing is said of the body before the headers' };
const GARBAGE = Buffer.from([0x00, 0xff, 0xfe, 0x80, 0xc3, 0x28, 0x07, 0x1b, 0xed, 0xa0, 0x80, 0x7f]);
const INFORMATIONAL = `HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n`;

const stallDeadlines: Readonly<Record<Phase, Deadlines>> = {
  connect: { headersMs: STALL_MS },
  'before headers': { headersMs: STALL_MS },
  'before content': { firstContentMs: STALL_MS },
  'mid-frame': { idleMs: STALL_MS },
  'after content': { idleMs: STALL_MS },
  'after end marker': { idleMs: STALL_MS },
};

/** A fault that can occur at any phase, and the outcome at each. */
export const always = (
  { strike }: FaultScript,
  framing: BodyFraming,
  fault: (line: Line) => unknown,
  expected: Readonly<Record<Phase, string>>,
  more: (phase: Phase) => Partial<Fault> = () => ({}),
): FaultRow =>
  forEachPhase((phase) => ({ expected: expected[phase], play: strike(phase, framing, fault), ...more(phase) }));

/** A fault that occurs while the connection is established. */
export const onlyAtConnect = (fault: Fault, reason: string): FaultRow =>
  forEachPhase((phase) => (phase === 'connect' ? fault : { reason }));

/** Every fault of a connection or a body at every phase, on one wire. */
export function faultRows(sample: WireSample): Readonly<Record<string, FaultRow>> {
  const script = faultScript(sample);
  return { ...connectionFaults(script), ...lengthFaults(script), ...byteFaults(script) };
}

const connectionFaults = (script: FaultScript): Readonly<Record<string, FaultRow>> => ({
  refused: onlyAtConnect(
    { expected: connection('ECONNREFUSED'), play: () => undefined, url: 'http://127.0.0.1:1' },
    'a connection is refused as it is made',
  ),

  reset: always(script, 'chunked', ({ wire }) => wire.resetAndDestroy(), lostConnection(connection('ECONNRESET'))),

  'FIN, body until close': always(
    script,
    'until close',
    ({ wire }) => wire.destroySoon(),
    lostConnection(connection('ECONNRESET'), EMPTY, NO_END),
  ),

  'FIN, chunked body': always(
    script,
    'chunked',
    ({ wire }) => wire.destroySoon(),
    lostConnection(connection('ECONNRESET')),
  ),

  'half-close': always(script, 'chunked', ({ wire }) => wire.end(), lostConnection(connection('ECONNRESET'))),

  stall: always(
    script,
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
    // An established connection no longer stalls at this phase, but a TLS handshake may.
    (phase) => ({ deadlines: stallDeadlines[phase], ...(phase === 'connect' ? { url: 'https://SERVER' } : {}) }),
  ),
});

const lengthFaults = ({ before, head, strike, whole }: FaultScript): Readonly<Record<string, FaultRow>> => ({
  'Content-Length too short': forEachPhase((phase) =>
    phase === 'connect' || phase === 'before headers'
      ? noHeaders
      : {
          expected: lostConnection('', EMPTY, NO_END)[phase],
          play: async ({ asked, socket }) => {
            await asked;
            socket.write(head({ contentLength: before[phase].length }) + whole);
          },
        },
  ),

  'Content-Length too long': forEachPhase((phase) =>
    phase === 'connect' || phase === 'before headers'
      ? noHeaders
      : {
          expected: lostConnection('')[phase],
          play: strike(phase, { contentLength: whole.length + 1 }, ({ wire }) => wire.destroySoon()),
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
});

const byteFaults = (script: FaultScript): Readonly<Record<string, FaultRow>> => {
  const { before, head, strike, whole } = script;
  const rest = (phase: Phase): string => whole.slice(before[phase].length);
  return {
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
      script,
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
                socket.end(rest(phase));
              }),
            },
    ),

    'trickle of one byte': forEachPhase((phase) =>
      phase === 'connect'
        ? { reason: 'a connection that is made carries no bytes yet' }
        : {
            expected: HELLO,
            play: strike(phase, 'until close', (line) =>
              trickle(line, phase === 'before headers' ? head('until close') + whole : rest(phase)),
            ),
          },
    ),

    '1xx, then final': forEachPhase((phase) =>
      phase === 'before headers'
        ? {
            expected: HELLO,
            play: strike(phase, 'until close', ({ socket }) => socket.end(INFORMATIONAL + head('until close') + whole)),
          }
        : { reason: 'it stands before the headers of the final answer' },
    ),

    '1xx, then nothing': forEachPhase((phase) =>
      phase === 'before headers'
        ? {
            expected: stalled('headers'),
            play: strike(phase, 'until close', ({ socket }) => socket.write(INFORMATIONAL)),
            deadlines: { headersMs: STALL_MS },
          }
        : { reason: 'it stands before the headers of the final answer' },
    ),
  };
};

/** Writes a text byte by byte, each byte in a packet of its own. */
async function trickle({ socket }: Line, whole: string): Promise<void> {
  socket.setNoDelay(true);
  for (const byte of Buffer.from(whole)) {
    if (socket.destroyed) return;
    await new Promise((resolve) => socket.write(Uint8Array.of(byte), resolve));
  }
  socket.end();
}
