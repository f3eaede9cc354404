/** The built package, or another build of it. */
const folder = new URL('../../dist/esm/', import.meta.url);

export const { resumeAnswer, startAnswer, memoryLog } = await import(new URL('relay/index.js', folder));
export const { redisLog } = await import(new URL('redis/index.js', folder));
const { Observable } = await import('rxjs');

/** How a log is written and followed. */
export function overLog(log, close) {
  return {
    start: (id, source, onPiece) => read(startAnswer(log, id, toChunks(source)), onPiece),
    follow: (id, onPiece) => read(resumeAnswer(log, id), onPiece),
    close,
  };
}

const toChunks = (source) =>
  new Observable((subscriber) => {
    const ended = source((text) => subscriber.next({ type: 'text', choice: 0, text }));
    ended.then(
      () => subscriber.complete(),
      (error) => subscriber.error(error),
    );
  });

const read = (answer$, onPiece) => answer$.forEach(({ chunk }) => onPiece(chunk.text));
