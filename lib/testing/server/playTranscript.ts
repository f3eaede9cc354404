import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Transcript } from './Transcript.ts';

/** A reset discards what is still in transit, so the last piece gets time to arrive. */
const BEFORE_RESET_MS = 25;

/**
 * Sends a transcript, piece by piece, and then its ending. Settles when there is nothing left to do: the body is complete, or either side
 * has closed the connection.
 */
export async function playTranscript(transcript: Transcript, response: ServerResponse, paceMs: number): Promise<void> {
  const { pieces, status = 200, contentType = 'text/event-stream', headers = {}, ending = 'end' } = transcript;
  const gone = new AbortController();
  const { signal } = gone;
  response.on('close', () => gone.abort());
  try {
    if (headers !== false) {
      const type = contentType === false ? {} : { 'content-type': contentType };
      const all = { ...type, connection: 'close', 'x-canned-answer': 'true', ...headers };
      response.statusCode = status;
      for (const [name, value] of Object.entries(all)) response.setHeader(name, value);
      response.flushHeaders();
      let isFirst = true;
      for (const piece of pieces) {
        if (!isFirst) await (paceMs > 0 ? sleep(paceMs, undefined, { signal }) : nextTurn(undefined, { signal }));
        isFirst = false;
        if (!response.write(piece)) await once(response, 'drain', { signal });
      }
    }
    await ENDINGS[ending](response, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

type Ending = (response: ServerResponse, signal: AbortSignal) => unknown;

const ENDINGS: Readonly<Record<NonNullable<Transcript['ending']>, Ending>> = {
  end: (response) => response.end(),
  // Closing the socket itself leaves the chunked body without its last chunk.
  cut: (response) => response.socket?.end(),
  reset: async (response, signal) => {
    await sleep(BEFORE_RESET_MS, undefined, { signal });
    response.socket?.resetAndDestroy();
  },
  stall: (_response, signal) => signal.aborted || once(signal, 'abort'),
};
