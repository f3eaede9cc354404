import type { Readable } from 'node:stream';
import { Observable } from 'rxjs';
import { gateOf } from '../../rx/Gate.ts';

export const isNodeStream = (body: unknown): body is Readable => typeof (body as Readable | null)?.on === 'function';

/** The bytes of a body that Node's HTTP client delivers. */
export function fromNodeStream(body: Readable, toError: (error: unknown) => unknown): Observable<Uint8Array> {
  return new Observable((subscriber) => {
    const take = (bytes: Uint8Array): void => subscriber.next(bytes);
    const lose = (error?: unknown): void => {
      if (subscriber.closed) return;
      // What is buffered for a paused consumer arrived before the loss.
      for (let bytes = read(body); bytes !== null && !subscriber.closed; bytes = read(body)) take(bytes);
      subscriber.error(toError(error ?? new Error('closed')));
    };
    subscriber.add(gateOf(subscriber)?.attach({ pause: () => body.pause(), resume: () => body.resume() }));
    // The listeners stay: an 'error' after the end needs one.
    body.on('error', lose);
    body.on('close', lose);
    body.on('end', () => subscriber.complete());
    body.on('data', take);
    // After an error of the socket, Node's HTTP client removes this listener and discards what is buffered.
    body.on('resume', () => void (body.listeners('data').includes(take) || body.on('data', take)));
    if (body.destroyed) lose();
  });
}

/** The stream of a mock may lack the method. */
const read = (body: Readable): Uint8Array | null => (body.read?.() as Uint8Array | null | undefined) ?? null;
