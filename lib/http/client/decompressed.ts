import type { IncomingMessage } from 'node:http';
import { pipeline, Transform, type Duplex, type Readable } from 'node:stream';
import { constants, createBrotliDecompress, createInflate, createUnzip } from 'node:zlib';

/** Output is flushed as it arrives, and a truncated body ends where it was cut off. */
const ZLIB = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
const BROTLI = { flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH };

const DECODERS: Readonly<Record<string, () => readonly Duplex[]>> = {
  gzip: () => [createUnzip(ZLIB)],
  'x-gzip': () => [createUnzip(ZLIB)],
  deflate: () => [withZlibHeader(), createInflate(ZLIB)],
  br: () => [createBrotliDecompress(BROTLI)],
};

/** The body of an answer, decompressed if its header says that it is compressed. */
export function decompressed(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() ?? '';
  const decoders = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding]?.() : undefined;
  if (decoders === undefined) return response;
  const last = decoders.at(-1) as Duplex;
  // The end and the errors of each stream reach the last one, which reports them.
  pipeline([response, ...decoders], () => undefined);
  // Nobody would read what follows.
  last.once('end', () => response.complete || response.destroy());
  return last;
}

/** Some servers send `deflate` without its header. */
function withZlibHeader(): Transform {
  let isFirst = true;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      if (isFirst && chunk.length > 0) {
        isFirst = false;
        if (((chunk[0] ?? 0) & 0x0f) !== 8) this.push(Uint8Array.of(0x78, 0x9c));
      }
      done(null, chunk);
    },
  });
}
