import { Observable } from 'rxjs';
import { discard } from './body/discard.ts';
import { checkConfig } from './checkConfig.ts';
import { inPage } from './inPage.ts';
import type { HttpAnswer } from './HttpAnswer.ts';
import { ReceivedAnswer } from './ReceivedAnswer.ts';
import type { RequestConfig } from './RequestConfig.ts';
import { send } from './send.ts';

/**
 * Sends a request, and emits the answer as soon as its head has arrived, whatever its status.
 *
 * ```text
 * subscribe     ^----- request ----- head
 *               ---------------------(answer |)
 * unsubscribe              !                       the socket is closed at once
 * ```
 *
 * From then on the answer belongs to its receiver: if the body is not subscribed at once, its socket is closed.
 *
 * Raises, as error notifications: `InvalidRequestError` before anything is sent, and `ConnectionError`.
 */
export function exchange(given: RequestConfig): Observable<HttpAnswer> {
  return new Observable<HttpAnswer>((subscriber) => {
    const socket = new AbortController();
    let isHandedOn = false;
    subscriber.add(() => {
      if (!isHandedOn) socket.abort();
    });
    const config = { ...given, url: inPage(given.url) };
    checkConfig(config);
    send(config, socket.signal)
      .then((response) => {
        if (subscriber.closed) return discard(response.data);
        const head = { status: response.status, headers: plainHeaders(response.headers) };
        config.onResponse?.(head);
        if (subscriber.closed) return discard(response.data);
        const answer = new ReceivedAnswer(head, response.data, socket);
        isHandedOn = true;
        subscriber.next(answer);
        subscriber.complete();
        answer.closeUnlessTaken();
      })
      .catch((error: unknown) => subscriber.error(error));
  });
}

function plainHeaders(headers: unknown): Readonly<Record<string, string>> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (typeof value === 'string' || typeof value === 'number') plain[name.toLowerCase()] = String(value);
    else if (Array.isArray(value)) plain[name.toLowerCase()] = value.join(', ');
  }
  return plain;
}
