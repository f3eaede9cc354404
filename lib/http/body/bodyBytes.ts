import { EMPTY, identity, Observable } from 'rxjs';
import { fromResult } from '../../rx/fromResult.ts';
import { gateOf } from '../../rx/Gate.ts';
import { fromNodeStream, isNodeStream } from './nodeStream.ts';

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

const isWebStream = (body: unknown): body is ReadableStream<Uint8Array> =>
  typeof (body as ReadableStream | null)?.getReader === 'function';

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
