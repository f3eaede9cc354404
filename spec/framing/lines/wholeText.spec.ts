import { assert } from 'chai';
import { from } from 'rxjs';
import { EventTooLargeError } from '../../../lib/index.ts';
import { wholeText } from '../../../lib/framing/lines/wholeText.ts';
import { chunkings, toBytes, type Written } from '../../support/bytes.ts';
import { drain } from '../../support/drain.ts';
import { runMarbles } from '../../support/marbles.ts';

describe('wholeText', () => {
  it('gives the whole body at completion', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const bytes$ = hot('-a-b--|   ', { a: toBytes('Hel'), b: toBytes('lo') });
      const subs = '      ^-----!   ';
      const expected = '  ------(t|)';

      expectObservable(bytes$.pipe(wholeText(100))).toBe(expected, { t: 'Hello' });
      expectSubscriptions(bytes$.subscriptions).toBe(subs);
    });
  });

  const table: readonly (readonly [name: string, body: Written | readonly Written[], text: string])[] = [
    ['nothing', '', ''],
    ['characters of several bytes', 'é€😀', 'é€😀'],
    ['a byte order mark, which is none of it', [{ hex: 'ef bb bf' }, '{}'], '{}'],
    ['a second one, which is', [{ hex: 'ef bb bf ef bb bf' }, '{}'], '\ufeff{}'],
    ['invalid bytes', ['a', { hex: 'ff e2 82' }, 'b', { hex: 'f0 9f' }], 'a\ufffd\ufffdb\ufffd'],
  ];
  for (const [name, body, text] of table) {
    it(`decodes ${name}, wherever it is cut`, () => {
      for (const [how, pieces] of chunkings(toBytes(body))) {
        assert.deepEqual(drain(from(pieces).pipe(wholeText(100))), [text], how);
      }
    });
  }

  it('takes so many bytes, and not one more', () => {
    for (const [how, pieces] of chunkings(toBytes('ééééé'))) {
      assert.deepEqual(drain(from(pieces).pipe(wholeText(10))), ['ééééé'], how);
      assert.throws(() => drain(from(pieces).pipe(wholeText(9))), EventTooLargeError, '9', how);
    }
  });

  it('stops a body that is too large at once', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const bytes$ = hot('-a-a-|', { a: toBytes('12345') });
      const subs = '      ^--!  ';
      const expected = '  ---#  ';

      expectObservable(bytes$.pipe(wholeText(9))).toBe(expected, undefined, new EventTooLargeError(9));
      expectSubscriptions(bytes$.subscriptions).toBe(subs);
    });
  });
});
