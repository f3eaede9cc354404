// What a careful engineer writes by hand with axios and RxJS.
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
  new Observable((subscriber) => {
    const exchange = new AbortController();
    const options = { headers, responseType: 'stream', signal: exchange.signal };
    let isWhole = false;
    // After the end marker the body is read to its end, so that its connection serves the next answer.
    subscriber.add(() => isWhole || exchange.abort());
    from(axios.post(`${baseUrl}/chat/completions`, body, options))
      .pipe(
        switchMap(({ data }) => lines(data)),
        filter((line) => line.startsWith('data: ')),
        map((line) => line.slice(6)),
        takeWhile((data) => !(isWhole = data === '[DONE]')),
        map((data) => JSON.parse(data)),
      )
      .subscribe(subscriber);
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
