import { assert, expect } from 'chai';
import { left } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { from, map } from 'rxjs';
import { decodeFrames, type DecodeFramesOptions } from '../../lib/answer/decodeFrames.ts';
import { END, type Received } from '../../lib/answer/Received.ts';
import { ProviderError, type WireError } from '../../lib/index.ts';
import { drain } from '../support/drain.ts';
import { event } from '../support/event.ts';
import { runMarbles } from '../support/marbles.ts';

interface Frame {
  readonly a: number;
}
const Frame = t.type({ a: t.number }, 'a frame');

const readFault = (json: unknown): WireError | undefined =>
  (json as { readonly fault?: unknown }).fault === undefined
    ? undefined
    : { kind: 'quota', code: 'F1', detail: 'empty', retryAfterMs: 5 };

const frameOf = (data: string, index: number, isEnd = false): Received<Frame> => {
  const json = JSON.parse(data) as Frame;
  return { _tag: 'Right', right: json, event: event(data), index, json, isEnd };
};

describe('decodeFrames', () => {
  it('makes a value of each event: a frame, a malformed frame, or the end', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const events = hot('-a-x-y-D-a-|   ', {
        a: event('{"a":1}'),
        x: event('{"a":'),
        y: event('{"a":"1"}'),
        D: event('[DONE]'),
      });
      const subs = '      ^------!       ';
      const expected = '  -a-x-y-(E|)    ';

      expectObservable(events.pipe(decode())).toBe(expected, {
        a: frameOf('{"a":1}', 0),
        x: left({ reason: 'json', data: '{"a":', index: 1, errors: [messageOf('{"a":')] }),
        y: left({ reason: 'shape', data: '{"a":"1"}', index: 2, errors: ['a: a number'] }),
        E: END,
      });
      expectSubscriptions(events.subscriptions).toBe(subs);
    });
  });

  it('completes with a source that has no end marker, and gives none', () => {
    assert.deepEqual(read(['{"a":1}']), [frameOf('{"a":1}', 0)]);
  });

  it('takes white space around [DONE] for nothing, and nothing else for it', () => {
    for (const data of ['[DONE]', ' [DONE]', '[DONE]  ', '\t[DONE]\n']) assert.deepEqual(read([data]), [END], data);
    for (const data of ['', 'DONE', '[done]', '"[DONE]"', '[DONE].', '[DONE] [DONE]', `[DONE]${' '.repeat(20)}x`]) {
      assert.equal(read([data])[0]?._tag, 'Left', data);
    }
  });

  it("ends with the wire's own marker, after the frame that is it", () => {
    assert.deepEqual(read(['{"a":1}', '{"a":2}', '{"a":3}'], { isEnd: ({ a }) => a === 2 }), [
      frameOf('{"a":1}', 0),
      frameOf('{"a":2}', 1, true),
      END,
    ]);
  });

  it('keeps the frame as it came beside what a codec made of it', () => {
    const Doubled = new t.Type<number>('Doubled', t.number.is, (n) => t.success(Number(n) * 2), t.identity);
    const [received] = drain(
      from(['{"a":2}']).pipe(
        map((data) => event(data)),
        decodeFrames({ codec: t.type({ a: Doubled }), ...plain }),
      ),
    );
    assert.deepInclude(received, { right: { a: 4 }, json: { a: 2 } });
  });

  it('tells onFrame of every JSON value, decoded or not', () => {
    const told: unknown[] = [];
    read(['{"a":1}', '{', '5', '[DONE]', '{"a":2}'], { onFrame: (frame) => void told.push(frame) });
    assert.deepEqual(told, [{ a: 1 }, 5]);
  });

  it('passes on what onFrame throws, unchanged', () => {
    const mine = new TypeError('mine');
    const onFrame = (): never => {
      throw mine;
    };
    assert.throws(() => read(['{"a":1}'], { onFrame }), mine);
  });

  describe('raises an event of type error', () => {
    const table: readonly (readonly [data: string, expected: Readonly<Record<string, unknown>>])[] = [
      [
        '{"error":{"message":"Too many","type":"rate_limit_error"}}',
        { kind: 'rate-limit', retryable: true, code: 'rate_limit_error', detail: 'Too many' },
      ],
      ['{"message":"Busy","code":503}', { kind: 'overloaded', retryable: true, status: 503, detail: 'Busy' }],
      ['{"a":1}', { kind: 'other', retryable: false, detail: '{"a":1}' }],
      ['plain words', { kind: 'other', retryable: false, detail: 'plain words' }],
      ['', { kind: 'other', retryable: false, detail: '' }],
      ['<html><body>Bad <b>gateway</b></body></html>', { kind: 'other', retryable: false, detail: 'Bad gateway' }],
    ];
    for (const [data, expected] of table) {
      it(data === '' ? 'without data' : data, () => {
        const failure = failureOf(['{"a":1}'].map((good) => event(good)).concat(event(data, 'error')));
        assert.deepInclude(failure.toJSON(), { ...expected, name: 'ProviderError', inBand: true });
      });
    }

    it('but none of another name', () => {
      for (const type of ['Error', 'errors', 'message', '']) {
        const received = drain(from([event('{"a":1}', type)]).pipe(decode()));
        assert.lengthOf(received, 1);
      }
    });

    it('but for [DONE]', () => {
      assert.deepEqual(drain(from([event('[DONE]', 'error')]).pipe(decode())), [END]);
    });
  });

  describe('raises what tells of an error in the place of a frame', () => {
    for (const data of [
      '{"error":"no"}',
      '{"error":{"message":"no"}}',
      '{"object":"error","message":"no"}',
      '{"type":"error","message":"no"}',
      '{"detail":"no"}',
      '{"errors":["no"]}',
      '{"code":"Invalid","message":"no"}',
      '{"error_message":"no"}',
      '{"base_resp":{"status_code":1008,"status_msg":"no"}}',
      '[{"error":{"message":"no"}}]',
    ]) {
      it(data, () => {
        assert.deepInclude(failureOf([event(data)]).toJSON(), { inBand: true, detail: 'no' });
      });
    }

    it('but nothing else that is no frame', () => {
      for (const data of ['{}', '[]', '{"error":null}', '{"code":0,"message":"success"}', '5']) {
        assert.equal(read([data])[0]?._tag, 'Left', data);
      }
    });

    it("by the wire's own words, which win", () => {
      const expected = { kind: 'quota', code: 'F1', detail: 'empty', retryAfterMs: 5, retryable: false, inBand: true };
      assert.deepInclude(failureOf([event('{"fault":1}')], { readError: readFault }).toJSON(), expected);
      assert.deepInclude(
        failureOf([event('{"fault":1,"error":"x"}', 'error')], { readError: readFault }).toJSON(),
        expected,
      );
      assert.lengthOf(read(['{"a":1}'], { readError: readFault }), 1);
    });
  });

  it('counts events from 0, the good ones too', () => {
    const received = read(['{"a":0}', '{', '{"a":2}', '5', '[DONE]']);
    assert.deepEqual(
      received.map((one) => (one._tag === 'Left' ? one.left.index : one._tag === 'Right' ? one.index : one._tag)),
      [0, 1, 2, 3, 'End'],
    );
  });
});

const plain = { transforms: true, isEnd: undefined, readError: undefined, onFrame: undefined };

function decode(options: Partial<DecodeFramesOptions<Frame>> = {}): ReturnType<typeof decodeFrames<Frame>> {
  return decodeFrames({ codec: Frame, ...plain, ...options });
}

function read(data: readonly string[], options: Partial<DecodeFramesOptions<Frame>> = {}): Received<Frame>[] {
  return drain(
    from(data).pipe(
      map((text) => event(text)),
      decode(options),
    ),
  );
}

function failureOf(
  events: readonly ReturnType<typeof event>[],
  options: Partial<DecodeFramesOptions<Frame>> = {},
): ProviderError {
  let failure: unknown;
  from(events)
    .pipe(decode(options))
    .subscribe({ error: (error) => (failure = error) });
  expect(failure).to.be.instanceOf(ProviderError);
  return failure as ProviderError;
}

function messageOf(data: string): string {
  try {
    JSON.parse(data);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
