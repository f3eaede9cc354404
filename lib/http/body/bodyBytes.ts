import type { Readable } from 'node:stream';
import { EMPTY, identity, Observable } from 'rxjs';
import { fromResult } from '../../rx/fromResult.ts';
import { gateOf } from '../../rx/Gate.ts';

/**
 * The bytes of a body as the transport delivers them: a Node stream, a web stream, or a whole value from a mock adapter.
 *
 * It pauses when its consumer pauses. Unsubscribing only stops listening; the exchange closes the socket, because its `abort()` is
 * the only way that works in every runtime.
 *
 * @param toError makes the error of a lost connection from the transport's own error
 */
export function bodyBytes(body: unknown, toError: (error: unknown) => unknown = identity): Observable<Uint8Array> {
  if (isNodeStream(body)) return fromNodeStream(body, toError);
  if (isWebStream(body)) return fromWebStream(body, toError);
  if (body === null || body === undefined || body === '') return EMPTY;
  return fromResult(() => toBytes(body));
}

function toBytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  return new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
}

const isNodeStream = (body: unknown): body is Readable => typeof (body as Readable | null)?.on === 'function';

const isWebStream = (body: unknown): body is ReadableStream<Uint8Array> =>
  typeof (body as ReadableStream | null)?.getReader === 'function';

function fromNodeStream(body: Readable, toError: (error: unknown) => unknown): Observable<Uint8Array> {
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

function fromWebStream(body: ReadableStream<Uint8Array>, toError: (error: unknown) => unknown): Observable<Uint8Array> {
  return new Observable((subscriber) => {
    const reader = body.getReader();
    let open: (() => void) | undefined;
    let opened: Promise<void> | undefined;
    const valve = {
      pause: () => void (opened = new Promise((resolve) => (open = resolve))),
      resume: () => {
        opened = undefined;
        open?.();
      },
    };
    subscriber.add(gateOf(subscriber)?.attach(valve));
    subscriber.add(() => {
      valve.resume();
      reader.cancel().catch(() => undefined);
    });
    const pump = async (): Promise<void> => {
      while (!subscriber.closed) {
        if (opened) await opened;
        const { done, value } = await reader.read();
        if (done) return subscriber.complete();
        subscriber.next(value);
      }
    };
    pump().catch((error: unknown) => {
      if (!subscriber.closed) subscriber.error(toError(error));
    });
  });
}
