import { assert, expect } from 'chai';
import { right } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { concat, from, of, throwError } from 'rxjs';
import { EventTooLargeError, IncompleteAnswerError, UnexpectedContentError } from '../../lib/index.ts';
import { decodeAnswer, type DecodeAnswerOptions } from '../../lib/answer/decodeAnswer.ts';
import { chunkings, toBytes } from '../support/bytes.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';

const Answer = t.type({ text: t.string }, 'Answer');
const options: DecodeAnswerOptions = { maxBytes: 100, contentType: () => 'application/json' };

describe('decodeAnswer', () => {
  it('decodes one JSON answer at its end', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const bytes$ = hot('-a-b--|   ', { a: toBytes('{"text":"Hel'), b: toBytes('lo"}\n') });
      const subs = '      ^-----!   ';
      const expected = '  ------(a|)';

      expectObservable(bytes$.pipe(decodeAnswer(Answer, options))).toBe(expected, { a: right({ text: 'Hello' }) });
      expectSubscriptions(bytes$.subscriptions).toBe(subs);
    });
  });

  it('wherever it is cut, with a byte order mark and white space around it', () => {
    for (const [how, pieces] of chunkings(toBytes(['\ufeff', ' \r\n{"text":"é😀"}\n ']))) {
      assert.deepEqual(drain(from(pieces).pipe(decodeAnswer(Answer, options))), [right({ text: 'é😀' })], how);
    }
  });

  it('gives nothing of an empty body', () => {
    for (const body of ['', ' ', '\r\n\n', '\ufeff']) {
      assert.deepEqual(drain(of(toBytes(body)).pipe(decodeAnswer(Answer, options))), []);
    }
    assert.deepEqual(drain(from<Uint8Array[]>([]).pipe(decodeAnswer(Answer, options))), []);
  });

  it('fails with what is no JSON, or no answer', () => {
    for (const [body, excerpt] of [
      ['{"text":', '{"text":'],
      ['{"text":5}', '{"text":5}'],
      ['null', 'null'],
      ['data: {"text":"a"}\n\n', 'data: {"text":"a"}'],
      ['<html><p>Down</p></html>', 'Down'],
    ] as const) {
      expect(() => drain(of(toBytes(body)).pipe(decodeAnswer(Answer, options))), body)
        .to.throw(UnexpectedContentError)
        .that.includes({ contentType: 'application/json', excerpt });
    }
  });

  it('fails with a body that is too large, and with one that is lost', () => {
    const large = toBytes(`{"text":"${'x'.repeat(90)}"}`);
    assert.throws(() => drain(of(large).pipe(decodeAnswer(Answer, options))), EventTooLargeError, '100');
    const lost = concat(
      of(toBytes('{"text":"a"}')),
      throwError(() => new IncompleteAnswerError('connection-lost')),
    );
    assert.throws(() => drain(lost.pipe(decodeAnswer(Answer, options))), IncompleteAnswerError);
  });

  it('takes codecs that transform, and those that say they do not', () => {
    const body$ = of(toBytes('{"text":"a","more":1}'));
    assert.deepEqual(drain(body$.pipe(decodeAnswer(t.exact(Answer), options))), [right({ text: 'a' })]);
    assert.deepEqual(drain(body$.pipe(decodeAnswer(Answer, { ...options, transforms: false }))), [
      right({ text: 'a', more: 1 }),
    ] as never);
  });
});
