import { setTimeout as delay } from 'node:timers/promises';
import { chunkOf, END, headOf, writeAll, writeInTurns } from './http.mjs';
import { closing, CYCLE, cycleOf, longLine, OPENING } from './frames.mjs';

const BRIEF_PAUSE_MS = 3;
const LATE_END_MS = 3;

/**
 * What the server answers, by the first part of the path; the other parts are its settings:
 * `/flood/stable/8/200000/v1/chat/completions` is 200,000 stable frames, 8 a packet.
 */
export const answers = {
  /** Frames as fast as the client takes them. */
  async flood(socket, set, burst, frames) {
    const packets = packetsOf(set, Number(burst));
    await writeAll(socket, [headOf(), opening]);
    await writeAll(socket, take(packets, Number(burst), Number(frames)));
    await writeAll(socket, [ending(set)]);
  },

  /** One short answer: its first text at once, the rest a little later, as of a model that thinks between words. */
  async brief(socket, connection, frames) {
    const keepAlive = connection === 'keep-alive';
    const [first, ...others] = take(packetsOf('stable', 1), 1, Number(frames));
    await writeAll(socket, [Buffer.concat([headOf({ keepAlive }), opening, first])]);
    await delay(BRIEF_PAUSE_MS);
    await writeAll(socket, [...others, ending('stable')]);
    if (!keepAlive) socket.end();
  },

  /** What people have: some hundred frames, each packet in a turn of its own, and a connection that stays for the next answer. */
  async ordinary(socket, burst, frames, end) {
    const packets = take(packetsOf('stable', Number(burst)), Number(burst), Number(frames));
    await writeInTurns(socket, [headAndOpening, ...packets]);
    await writeEnd[end](socket);
  },

  /** One event of one long line, in packets of 1 KiB. */
  async line(socket, bytes) {
    await writeAll(socket, [headOf(), opening]);
    await writeAll(socket, linePackets(Number(bytes)));
    await writeAll(socket, [ending('stable')]);
  },

  /** A frame every `pauseMs`, until `endPaced` is called. */
  async paced(socket, pauseMs) {
    await writeAll(socket, [headOf(), opening]);
    await sendPaced(socket, Number(pauseMs));
    await writeAll(socket, [ending('stable')]);
  },

  /** Not a byte, ever. */
  mute: (socket) => closed(socket),

  /** The beginning of an answer, then nothing. */
  async silent(socket) {
    await writeAll(socket, [headOf(), opening, packetsOf('stable', 1)[0]]);
    await closed(socket);
  },
};

const opening = chunkOf(Buffer.from(OPENING));
const headAndOpening = Buffer.concat([headOf(), opening]);
const lastEvents = chunkOf(closing('stable'));

/** How the body ends after the events, `[DONE]` the last of them. */
const writeEnd = {
  /** In the packet of `[DONE]`. */
  together: (socket) => writeAll(socket, [ending('stable')]),
  /** In a packet of its own, a turn later. */
  turn: (socket) => writeInTurns(socket, [lastEvents, END]),
  /** In a packet of its own, some milliseconds later. */
  async late(socket) {
    await writeAll(socket, [lastEvents]);
    await delay(LATE_END_MS);
    await writeAll(socket, [END]);
  },
};
const closed = (socket) => new Promise((resolve) => socket.on('close', resolve));

const endings = new Map();
function ending(set) {
  if (!endings.has(set)) endings.set(set, Buffer.concat([chunkOf(closing(set)), END]));
  return endings.get(set);
}

const packetsBySet = new Map();
/** One cycle of a set as HTTP chunks of so many frames. */
function packetsOf(set, burst) {
  const key = `${set}/${burst}`;
  if (!packetsBySet.has(key)) {
    const frames = cycleOf(set).map(({ bytes }) => bytes);
    const packets = Array.from({ length: CYCLE / burst }, (_, n) =>
      chunkOf(...frames.slice(n * burst, (n + 1) * burst)),
    );
    packetsBySet.set(key, packets);
  }
  return packetsBySet.get(key);
}

function* take(packets, burst, frames) {
  for (let sent = 0; sent < frames; sent += burst) yield packets[(sent / burst) % packets.length];
}

const packetsByLength = new Map();
function linePackets(length) {
  if (!packetsByLength.has(length)) {
    const { bytes } = longLine(length);
    const packets = Array.from({ length: Math.ceil(bytes.length / 1024) }, (_, n) =>
      chunkOf(bytes.subarray(n * 1024, (n + 1) * 1024)),
    );
    packetsByLength.set(length, packets);
  }
  return packetsByLength.get(length);
}

const SLICES = 20;
/** The paced answers by their pause; within it they take turns, in slices. */
const wheels = new Map();
let sent = 0;

function sendPaced(socket, pauseMs) {
  if (!wheels.has(pauseMs)) wheels.set(pauseMs, createWheel(pauseMs));
  const slice = wheels.get(pauseMs).nextSlice();
  const packets = packetsOf('stable', 1);
  let turn = 0;
  return new Promise((resolve) => {
    const member = {
      end: resolve,
      send() {
        socket.write(packets[turn++ % packets.length]);
        sent++;
      },
    };
    slice.add(member);
    socket.on('close', () => {
      slice.delete(member);
      resolve();
    });
  });
}

function createWheel(pauseMs) {
  const slices = Array.from({ length: SLICES }, () => new Set());
  let turn = 0;
  let joined = 0;
  const timer = setInterval(() => {
    for (const member of slices[turn++ % SLICES]) member.send();
  }, pauseMs / SLICES);
  return { slices, nextSlice: () => slices[joined++ % SLICES], stop: () => clearInterval(timer) };
}

/** Ends all paced answers; tells how many frames they were sent since the last time. */
export function endPaced() {
  for (const { slices, stop } of wheels.values()) {
    stop();
    for (const member of slices.flatMap((slice) => [...slice])) member.end();
  }
  wheels.clear();
  const count = sent;
  sent = 0;
  return count;
}
