import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import type { Chunk } from '../../../chunk/Chunk.ts';
import { toText } from '../../../chunk/toText.ts';
import { toAsyncIterable } from '../../../rx/toAsyncIterable.ts';
import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Define } from '../kit/Define.ts';
import type { Rig } from '../kit/Rig.ts';
import { turns } from '../kit/turns.ts';

const MEGABYTE = 1024 * 1024;
/** More than the socket buffers of both ends hold. */
const ENOUGH_BYTES = 32 * MEGABYTE;
/** What a server would send to a client that keeps reading. */
const FLOOD_BYTES = 48 * MEGABYTE;
/** If it does not grow for this many checks, it stands still. */
const LOOKS = 6;
const LOOK_MS = 40;
const PADDING = 'x'.repeat(2_000);

const WAYS: Readonly<Record<string, (rig: Rig) => AsyncIterator<unknown>>> = {
  'its own iterator': (rig) => {
    const provider = rig.provider();
    return provider.stream(rig.request(provider))[Symbol.asyncIterator]();
  },
  'operators and toAsyncIterable': (rig) => {
    const provider = rig.provider();
    return toAsyncIterable(provider.stream(rig.request(provider)).pipe(toText()))[Symbol.asyncIterator]();
  },
  'streamEither and toAsyncIterable': (rig) => {
    const provider = rig.provider();
    return toAsyncIterable(provider.streamEither(rig.request(provider)))[Symbol.asyncIterator]();
  },
};

/** A consumer that stops reading makes the server stop sending. */
export const backPressureCases = (define: Define): readonly ConformanceCase[] => [
  ...Object.entries(WAYS).map(([by, read]) =>
    define(
      `back-pressure: a reader that stops, by ${by}`,
      'A consumer that stops reading pauses the socket, so the service waits and memory does not grow; when the consumer continues, so does the service.',
      async (rig) => {
        const flood = new Flood(rig);
        const iterator = read(rig);
        assert.equal((await iterator.next()).done, false);
        const stopped = await flood.whenStill();
        assert.ok(stopped < ENOUGH_BYTES, `the server got rid of ${stopped} bytes, though nobody read`);
        while (flood.drainedBytes() < stopped + MEGABYTE) assert.equal((await iterator.next()).done, false);
        await iterator.return?.();
        await rig.released();
      },
    ),
  ),

  define(
    'back-pressure: loses nothing',
    'A consumer that pauses from time to time receives everything, in order.',
    async (rig) => {
      const count = 3_000;
      const { begin, text, end } = rig.sample;
      rig.serve([begin, ...Array.from({ length: count }, (_, i) => text(`${i}:${PADDING}`)), end]);
      const provider = rig.provider();
      let next = 0;
      for await (const chunk of provider.stream(rig.request(provider))) {
        if (chunk.type !== 'text') continue;
        assert.equal(Number.parseInt(chunk.text, 10), next++);
        if (next % 1_000 === 1) await new Promise((resolve) => setTimeout(resolve, 30));
      }
      assert.equal(next, count);
    },
  ),

  define(
    'back-pressure: the idle deadline is suspended while the consumer is paused',
    'A slow consumer does not make a service silent.',
    async (rig) => {
      const flood = new Flood(rig);
      const provider = rig.provider({ deadlines: { idleMs: 400, firstContentMs: 400 } });
      const iterator = provider.stream(rig.request(provider))[Symbol.asyncIterator]();
      const read = async (): Promise<Chunk> => ((await iterator.next()) as { readonly value: Chunk }).value;
      await read();
      await flood.whenStill();
      await new Promise((resolve) => setTimeout(resolve, 900));
      for (let i = 0; i < 200; i++) assert.equal(typeof (await read()).type, 'string');
      await iterator.return?.();
    },
  ),
];

/** An endless answer, as fast as it is read. */
class Flood {
  #response: ServerResponse | undefined;

  constructor(rig: Rig) {
    const { begin, text } = rig.sample;
    const block = text(PADDING).repeat(8);
    rig.serveBy((response) => {
      this.#response = response;
      response.write(begin);
      const pour = (): void => {
        while (!response.destroyed && this.#written() < FLOOD_BYTES && response.write(block));
      };
      response.on('drain', pour);
      pour();
    });
  }

  #written(): number {
    return this.#response?.socket?.bytesWritten ?? 0;
  }

  /** How many bytes it has been able to send. */
  drainedBytes(): number {
    const { socket } = this.#response ?? {};
    return (socket?.bytesWritten ?? 0) - (socket?.writableLength ?? 0);
  }

  /** Resolves with the number of bytes sent, once that has not grown for a while. */
  async whenStill(): Promise<number> {
    let last = -1;
    for (let still = 0; still < LOOKS;) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      // On a busy machine a turn takes long, and a client reads many bytes in each.
      await turns(8);
      const now = this.drainedBytes();
      still = now === last ? still + 1 : 0;
      last = now;
    }
    return last;
  }
}
