import { assert } from 'chai';
import { lastValueFrom, of } from 'rxjs';
import { readExcerpt } from '../../../lib/http/body/readExcerpt.ts';
import { runMarbles } from '../../support/marbles.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const pieces = { a: bytes('one '), b: bytes('two'), B: bytes('x'.repeat(40_000)) };

describe('readExcerpt', () => {
  it('gives the text of a body once, at its end', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const body = cold('  a--b--|', pieces);
      const subs = '     ^-----!';
      const expected = ' ------(t|)';
      expectObservable(body.pipe(readExcerpt)).toBe(expected, { t: 'one two' });
      expectSubscriptions(body.subscriptions).toBe(subs);
    });
  });

  it('gives nothing but a text of an empty body', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold('--|').pipe(readExcerpt as never)).toBe('--(t|)', { t: '' });
    });
  });

  it('gives what has come in five seconds of a body that stalls, and lets go of it', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const body = cold('  a 999ms b 9s |', pieces);
      const subs = '     ^ 4999ms !';
      const expected = ' 5s (t|)';
      expectObservable(body.pipe(readExcerpt)).toBe(expected, { t: 'one two' });
      expectSubscriptions(body.subscriptions).toBe(subs);
    });
  });

  it('gives 64 KiB of a body that is longer, at once, and lets go of it', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const body = cold('  B--B--B--B', pieces);
      const subs = '     ^--!';
      const expected = ' ---(t|)';
      expectObservable(body.pipe(readExcerpt)).toBe(expected, { t: 'x'.repeat(65_536) });
      expectSubscriptions(body.subscriptions).toBe(subs);
    });
  });

  it('gives what had come of a body that breaks', () => {
    runMarbles(({ cold, expectObservable }) => {
      expectObservable(cold('a--b--#', pieces).pipe(readExcerpt)).toBe('------(t|)', { t: 'one two' });
    });
  });

  it('lets go of the body when it is unsubscribed', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const body = cold('  a--b--|', pieces);
      const unsub = '    ---!';
      expectObservable(body.pipe(readExcerpt), unsub).toBe('----');
      expectSubscriptions(body.subscriptions).toBe('^--!');
    });
  });

  it('reads characters that are cut between pieces, and replaces one that is cut at the end', async () => {
    const [first, second] = [bytes('é').subarray(0, 1), bytes('é').subarray(1)];
    assert.equal(await lastValueFrom(readExcerpt(of(first, second, first))), 'é\uFFFD');
  });
});
