import { assert, expect } from 'chai';
import * as t from 'io-ts';
import { concat, from, of, throwError } from 'rxjs';
import { decodeAnswer, type DecodeAnswerOptions } from '../../lib/answer/decodeAnswer.ts';
import { IncompleteAnswerError, ProviderError, UnexpectedContentError } from '../../lib/index.ts';
import { drain } from '../support/drain.ts';
import { event } from '../support/event.ts';
import { runMarbles } from '../support/marbles.ts';

interface Answer {
  readonly text: string;
}
const Answer = t.type({ text: t.string }, 'an answer');

describe('decodeAnswer', () => {
  it('takes one JSON answer for its own end marker, at the end of the body', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const events = hot('-a--|   ', { a: event('{"text":"Hi"}') });
      const subs = '      ^---!   ';
      const expected = '  -a--(E|)';

      expectObservable(events.pipe(decode())).toBe(expected, { a: received('Hi'), E: { _tag: 'End', ofWhole: true } });
      expectSubscriptions(events.subscriptions).toBe(subs);
    });
  });

  it('ends at once with the first value, where one answer was asked for', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const events = hot('-a--a-|  ', { a: event('{"text":"Hi"}') });
      const subs = '      ^!       ';
      const expected = '  -(aE|)   ';

      expectObservable(events.pipe(decode({ mayBeFrames: false }))).toBe(expected, {
        a: received('Hi'),
        E: { _tag: 'End', ofWhole: true },
      });
      expectSubscriptions(events.subscriptions).toBe(subs);
    });
  });

  it('takes several values for the frames of a stream, which have to end themselves', () => {
    assert.deepEqual(tagsOf(['{"text":"a"}', '{"text":"b"}']), ['Right', 'Right']);
    assert.deepEqual(tagsOf(['{"text":"a"}', '{"text":"b"}', '[DONE]']), ['Right', 'Right', 'End']);
    assert.deepEqual(tagsOf(['{"text":"a"}', '{oops', '{"text":"b"}']), ['Right', 'Left', 'Right']);
  });

  it('gives nothing of an empty body', () => {
    assert.deepEqual(drain(from<never[]>([]).pipe(decode({ beginning: '' }))), []);
  });

  it('fails with what is no JSON, or no answer', () => {
    for (const [data, excerpt] of [
      ['{"text":', '{"text":'],
      ['{"text":5}', '{"text":5}'],
      ['null', 'null'],
      ['<html><p>Down</p></html>', 'Down'],
    ] as const) {
      for (const mayBeFrames of [true, false]) {
        expect(() => drain(of(event(data)).pipe(decode({ mayBeFrames }))), data)
          .to.throw(UnexpectedContentError)
          .that.includes({ contentType: 'application/json', excerpt });
      }
    }
  });

  it('fails with a body in which there is no value at all', () => {
    expect(() => drain(from<never[]>([]).pipe(decode({ beginning: ',,' }))))
      .to.throw(UnexpectedContentError)
      .that.includes({ contentType: 'application/json', excerpt: ',,' });
  });

  it('fails with an error in the place of an answer', () => {
    expect(() => drain(of(event('{"error":{"message":"no"}}')).pipe(decode())))
      .to.throw(ProviderError)
      .that.includes({ inBand: true, detail: 'no' });
  });

  it('passes on the loss of a body', () => {
    const lost = concat(
      of(event('{"text":"a"}')),
      throwError(() => new IncompleteAnswerError('connection-lost')),
    );
    assert.throws(() => drain(lost.pipe(decode())), IncompleteAnswerError);
  });
});

function decode(options: Partial<DecodeAnswerOptions<Answer>> = {}): ReturnType<typeof decodeAnswer<Answer>> {
  return decodeAnswer({
    codec: Answer,
    transforms: true,
    isEnd: undefined,
    readError: undefined,
    onFrame: undefined,
    contentType: 'application/json',
    beginning: '{"text":',
    mayBeFrames: true,
    ...options,
  });
}

const tagsOf = (data: readonly string[]): readonly string[] =>
  drain(from(data.map((text) => event(text))).pipe(decode())).map(({ _tag }) => _tag);

const received = (text: string): unknown => {
  const json = { text };
  return { _tag: 'Right', right: json, json, event: event(JSON.stringify(json)), index: 0, isEnd: false };
};
