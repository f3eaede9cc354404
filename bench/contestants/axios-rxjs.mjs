// What one writes by hand with axios and RxJS.
import axios from 'axios';
import { filter, from, map, Observable, switchMap, takeWhile } from 'rxjs';
import { body, headers } from './question.mjs';

export function read(baseUrl, take, signal) {
  return new Promise((resolve, reject) => {
    const subscription = frames(baseUrl).subscribe({
      next: ({ choices }) => {
        for (const { index, delta } of choices) if (delta.content) take(delta.content, index);
      },
      error: reject,
      complete: resolve,
    });
    signal?.addEventListener('abort', () => {
      subscription.unsubscribe();
      resolve();
    });
  });
}

const frames = (baseUrl) =>
  response(baseUrl).pipe(
    switchMap(lines),
    filter((line) => line.startsWith('data: ')),
    map((line) => line.slice(6)),
    takeWhile((data) => data !== '[DONE]'),
    map((data) => JSON.parse(data)),
  );

const response = (baseUrl) =>
  new Observable((subscriber) => {
    const exchange = new AbortController();
    const options = { headers, responseType: 'stream', signal: exchange.signal };
    const answer = from(axios.post(`${baseUrl}/chat/completions`, body, options));
    subscriber.add(() => exchange.abort());
    // The subscription stays open behind the response, since its end closes the socket.
    answer.subscribe({ next: ({ data }) => subscriber.next(data), error: (error) => subscriber.error(error) });
  });

const lines = (stream) =>
  new Observable((subscriber) => {
    let rest = '';
    stream.setEncoding('utf8');
    stream.on('data', (text) => {
      const pieces = (rest + text).split('\n');
      rest = pieces.pop();
      for (const piece of pieces) subscriber.next(piece);
    });
    stream.on('error', (error) => subscriber.error(error));
    stream.on('end', () => subscriber.complete());
  });
