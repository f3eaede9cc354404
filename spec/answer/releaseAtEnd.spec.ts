import { assert } from 'chai';
import { of, Subject, throwError } from 'rxjs';
import { releaseAtEnd } from '../../lib/answer/releaseAtEnd.ts';
import type { HttpAnswer } from '../../lib/http/HttpAnswer.ts';

const answerTo = (log: string[]): HttpAnswer => ({
  head: { status: 200, headers: {} },
  body$: of(),
  release: () => void log.push('release'),
});

describe('releaseAtEnd', () => {
  it('releases the answer before it completes, and before its source is unsubscribed', () => {
    const log: string[] = [];
    const source = new Subject<number>();
    source.pipe(releaseAtEnd(answerTo(log))).subscribe({
      next: (value) => log.push(String(value)),
      complete: () => log.push('complete'),
    });
    source.next(1);
    source.complete();
    assert.deepEqual(log, ['1', 'release', 'complete']);
  });

  it('releases no answer that fails, and none that is left', () => {
    const log: string[] = [];
    throwError(() => new Error('lost'))
      .pipe(releaseAtEnd(answerTo(log)))
      .subscribe({ error: () => log.push('error') });
    new Subject()
      .pipe(releaseAtEnd(answerTo(log)))
      .subscribe()
      .unsubscribe();
    assert.deepEqual(log, ['error']);
  });
});
