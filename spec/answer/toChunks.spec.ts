import { assert, expect } from 'chai';
import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { concat, EMPTY, from, map, type Observable, Subject, throwError } from 'rxjs';
import { ChatFrame } from '../../lib/wires/openaiChat/ChatFrame.ts';
import {
  AbortError,
  type Chunk,
  DeadlineError,
  decodeJson,
  EmptyAnswerError,
  IncompleteAnswerError,
  type MalformedFrame,
  ProviderError,
  rights,
} from '../../lib/index.ts';
import { type AnswerEvents, toChunks } from '../../lib/answer/toChunks.ts';
import { chatFrameToChunks } from '../../lib/wires/openaiChat/chatFrameToChunks.ts';
import type { ProviderChunk } from '../../lib/provider/ProviderDefinition.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';

type Frame = readonly ProviderChunk[];

describe('toChunks', () => {
  describe('orders what frames say:', () => {
    it('holds the start for the first content, finish reasons and usage for the end', () => {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const values = {
          r: frame({ type: 'start', id: 'x1', model: 'm' }, text('')),
          h: frame(text('Hel')),
          l: frame(text('lo'), finish('stop')),
          u: frame({ type: 'usage', totalTokens: 5 }),
        };
        const frames = hot('-r--h---l---u---|    ', values);
        const subs = '      ^---------------!    ';
        const expected = '  ----(sh)l-------(uf|)';

        expectObservable(frames.pipe(toChunks(asIs, true, events()))).toBe(expected, {
          s: right({ type: 'start', id: 'x1', model: 'm' }),
          h: right(text('Hel')),
          l: right(text('lo')),
          u: right({ type: 'usage', totalTokens: 5 }),
          f: right(finish('stop')),
        });
        expectSubscriptions(frames.subscriptions).toBe(subs);
      });
    });

    it('passes malformed frames on in place, also before the start', () => {
      runMarbles(({ hot, expectObservable }) => {
        const frames = hot('-x-h---x-e--|   ', {
          x: left(malformed),
          h: frame(text('Hi')),
          e: frame(finish('stop')),
        });
        const expected = '  -x-(sh)x----(f|)';

        expectObservable(frames.pipe(toChunks(asIs, true, events()))).toBe(expected, {
          x: left(malformed),
          s: right({ type: 'start' }),
          h: right(text('Hi')),
          f: right(finish('stop')),
        });
      });
    });

    it('emits nothing at all before an error that comes before content', () => {
      runMarbles(({ hot, expectObservable }) => {
        const frames = hot('-s-r-e-#', {
          s: frame({ type: 'start', id: 'x1' }),
          r: frame(text('')),
          e: frame({ type: 'usage', totalTokens: 1 }),
        });
        const expected = '  -------#';

        expectObservable(frames.pipe(toChunks(asIs, true, events()))).toBe(expected);
      });
    });

    it('emits the first of several answers to who and which model, and the last of several usages', () => {
      const frames: Frame[] = [
        [{ type: 'start', model: 'm1' }],
        [{ type: 'start', id: 'x1', model: 'm2' }, text('a'), { type: 'usage', totalTokens: 1 }],
        [{ type: 'start', id: 'x2' }, text('b'), { type: 'usage', promptTokens: 7, totalTokens: 9 }],
        [finish('stop')],
      ];
      assert.deepEqual(answer(frames), [
        { type: 'start', id: 'x1', model: 'm1' },
        text('a'),
        text('b'),
        { type: 'usage', promptTokens: 7, totalTokens: 9 },
        finish('stop'),
      ]);
    });

    it('says the request id with the start, as it is known then', () => {
      let requestId: string | undefined;
      const frames = new Subject<Either<MalformedFrame, Frame>>();
      const chunks: Chunk[] = [];
      frames
        .pipe(toChunks(asIs, true, events({ requestId: () => requestId })), rights())
        .subscribe((chunk) => chunks.push(chunk));
      requestId = 'req-1';
      frames.next(frame({ type: 'start', id: 'x1' }, text('a')));
      assert.deepEqual(chunks[0], { type: 'start', id: 'x1', requestId: 'req-1' });
      assert.notProperty(answer([[text('a'), finish('stop')]])[0], 'requestId');
    });

    it('keeps none of the chunks that it emitted', () => {
      const first = answer([[text('a'), finish('stop')]]);
      const second = answer([[text('a'), finish('stop')]]);
      for (const [i, chunk] of first.entries()) {
        assert.deepEqual(chunk, second[i]);
        assert.notStrictEqual(chunk, second[i]);
        assert.isFalse(Object.isFrozen(chunk));
      }
    });
  });

  it("makes each chunk afresh, also where a provider's function keeps its own", () => {
    const kept: ProviderChunk[] = [
      { type: 'start', id: 'x1' },
      text('ha'),
      text('ha'),
      { type: 'usage', totalTokens: 2 },
      finish('stop'),
    ];
    const [first, second] = [answer([kept]), answer([kept])];
    assert.deepEqual(first, second);
    assert.equal(new Set([...kept, ...first, ...second]).size, kept.length + first.length + second.length);
  });

  it('ends the choices that appeared, and no other', () => {
    const chunks = answer([[text('b', 1)]], { isDone: () => true });
    assert.deepEqual(chunks, [{ type: 'start' }, text('b', 1), finish('stop', 1)]);
  });

  describe('drops empty pieces', () => {
    it('of every kind, and counts none of them as content', () => {
      let contents = 0;
      const empty: Frame = [
        text(''),
        { type: 'reasoning', choice: 0, text: '' },
        { type: 'refusal', choice: 0, text: '' },
        { type: 'tool-call', choice: 0, index: 0, arguments: '' },
      ];
      const chunks = answer([empty, [finish('stop')]], { onContent: () => contents++ });
      assert.deepEqual(chunks, [{ type: 'start' }, finish('stop')]);
      assert.equal(contents, 0);
    });

    it('but white space is a piece', () => {
      assert.deepEqual(answer([[text(' '), text('\n'), finish('stop')]]), [
        { type: 'start' },
        text(' '),
        text('\n'),
        finish('stop'),
      ]);
    });
  });

  describe('tells', () => {
    it('of content before it emits it, and of the end marker with the last reason', () => {
      const log: string[] = [];
      const frames: Frame[] = [[text('a')], [text('b', 1)], [finish('stop')], [finish('stop', 1)]];
      const emitted = from(frames.map((chunks) => right<MalformedFrame, Frame>(chunks))).pipe(
        toChunks(
          asIs,
          true,
          events({ onContent: () => log.push('content'), onEndMarker: () => log.push('end marker') }),
        ),
        rights(),
      );
      emitted.subscribe((chunk) => log.push(chunk.type));
      assert.deepEqual(log, ['content', 'start', 'text', 'content', 'text', 'end marker', 'finish', 'finish']);
    });
  });

  describe('ends an answer', () => {
    const said: Frame[] = [[text('a')]];
    const finished: Frame[] = [[text('a'), finish('stop')]];
    const lost = new IncompleteAnswerError('connection-lost');
    const idle = new DeadlineError('idle', 5);

    it('with [DONE]: `stop` where a choice has no reason of its own', () => {
      const done = { isDone: () => true };
      assert.deepEqual(answer(said, done), [{ type: 'start' }, text('a'), finish('stop')]);
      assert.deepEqual(answer([[text('a'), text('b', 1), finish('length', 1)]], done).slice(-2), [
        finish('stop'),
        finish('length', 1),
      ]);
      assert.deepEqual(answer([[]], done), [{ type: 'start' }, finish('stop')]);
    });

    it('with the body, behind a reason for each choice that appeared', () => {
      assert.deepEqual(answer(finished).slice(-1), [finish('stop')]);
      assert.deepEqual(answer([[text('b', 1), finish('stop', 1)]]).slice(-1), [finish('stop', 1)]);
      assert.deepEqual(answer([[finish('length')]]), [{ type: 'start' }, finish('length')]);
    });

    it('by index, whatever order the reasons came in', () => {
      const frames: Frame[] = [
        [2, 0, 10, 1].map((choice) => text('x', choice)),
        [10, 1, 2, 0].map((n) => finish('stop', n)),
      ];
      assert.deepEqual(
        answer(frames).slice(-4),
        [0, 1, 2, 10].map((choice) => finish('stop', choice)),
      );
    });

    it('with the last word of several, and goes on behind a reason', () => {
      const frames: Frame[] = [
        [text('a'), finish('stop')],
        [text('b'), finish('stop')],
        [text('c'), finish('length')],
      ];
      assert.deepEqual(answer(frames), [{ type: 'start' }, text('a'), text('b'), text('c'), finish('length')]);
    });

    it('that is one JSON answer: `stop` where it names no reason', () => {
      const whole = { isWhole: () => true };
      assert.deepEqual(answer(said, whole).slice(-1), [finish('stop')]);
      assert.deepEqual(answer([[text('a'), finish('length')]], whole).slice(-1), [finish('length')]);
    });

    it('cut off, where the body ends without an end marker', () => {
      for (const frames of [
        said,
        [[]],
        [[text('a'), text('b', 1), finish('stop')]],
        [[{ type: 'start' }]],
      ] as Frame[][]) {
        const { chunks, error } = outcome(concat(framesOf(frames), EMPTY));
        expect(error).to.be.instanceOf(IncompleteAnswerError).with.property('reason', 'no-end-marker');
        assert.notInclude(
          chunks.map(({ type }) => type),
          'finish',
        );
      }
    });

    it('with `unknown`, where the caller asks for no end marker', () => {
      assert.deepEqual(leniently(said).slice(-1), [finish('unknown')]);
      assert.deepEqual(leniently([[text('a'), text('b', 1), finish('stop')]]).slice(-2), [
        finish('stop'),
        finish('unknown', 1),
      ]);
      assert.deepEqual(leniently([[{ type: 'start', id: 'x1' }]]), [{ type: 'start', id: 'x1' }, finish('unknown')]);
      assert.deepEqual(leniently(finished).slice(-1), [finish('stop')]);
    });

    it('in order, where what is lost is lost behind the end marker', () => {
      for (const loss of [lost, idle]) {
        const { chunks, error } = outcome(
          concat(
            framesOf(finished),
            throwError(() => loss),
          ),
        );
        assert.equal(error, undefined);
        assert.deepEqual(chunks.slice(-1), [finish('stop')]);
      }
    });

    it('with the error, where it is lost before the end marker, or not lost at all', () => {
      const inBand = new ProviderError({ kind: 'other', inBand: true, detail: '', retryable: false });
      const errors: readonly (readonly [readonly Frame[], unknown])[] = [
        [[], lost],
        [said, lost],
        [said, idle],
        [[[text('a'), text('b', 1), finish('stop')]], lost],
        [finished, inBand],
        [finished, new DeadlineError('total', 5)],
        [finished, new DeadlineError('first-content', 5)],
        [finished, new AbortError('enough')],
        [finished, new TypeError('mine')],
        [finished, new IncompleteAnswerError('no-end-marker')],
      ];
      for (const [frames, error] of errors) {
        assert.strictEqual(
          outcome(
            concat(
              framesOf(frames),
              throwError(() => error),
            ),
          ).error,
          error,
        );
      }
    });

    it('as an empty one, where not one frame decoded', () => {
      const bad = left<MalformedFrame, Frame>(malformed);
      for (const given of [{}, { isDone: () => true }, { isWhole: () => true }]) {
        for (const requireEndMarker of [true, false]) {
          for (const frames of [[], [bad], [bad, bad]]) {
            const run = (): unknown => drain(from(frames).pipe(toChunks(asIs, requireEndMarker, events(given))));
            expect(run).to.throw(EmptyAnswerError).with.property('malformed', frames.length);
          }
        }
      }
    });

    it('as an empty one, where one JSON answer has no choice', () => {
      assert.throws(() => answer([[{ type: 'start', id: 'x1' }]], { isWhole: () => true }), EmptyAnswerError);
    });

    it('with what the mapping throws, unchanged', () => {
      const mine = new TypeError('mine');
      const source = framesOf(said).pipe(
        toChunks(
          () => {
            throw mine;
          },
          true,
          events(),
        ),
      );
      assert.throws(() => drain(source), mine);
    });
  });

  describe('places the pieces of tool calls: by their index, else by their id, else with the last one opened', () => {
    /** What the frames say of one call each; and what comes out, `choice: 0` and `type` left out. */
    type Piece = { readonly index?: number; readonly id?: string; readonly name?: string; readonly arguments?: string };
    const table: readonly (readonly [name: string, pieces: readonly Piece[], placed: readonly Piece[]])[] = [
      [
        'by index',
        [
          { index: 0, id: 'a', name: 'f' },
          { index: 0, arguments: '{' },
          { index: 1, id: 'b', name: 'g', arguments: '1' },
          { index: 0, arguments: '}' },
        ],
        [
          { index: 0, id: 'a', name: 'f', arguments: '' },
          { index: 0, arguments: '{' },
          { index: 1, id: 'b', name: 'g', arguments: '1' },
          { index: 0, arguments: '}' },
        ],
      ],
      [
        'by id',
        [
          { id: 'a', name: 'f' },
          { id: 'b', name: 'g' },
          { id: 'a', arguments: '1' },
          { id: 'b', arguments: '2' },
        ],
        [
          { index: 0, id: 'a', name: 'f', arguments: '' },
          { index: 1, id: 'b', name: 'g', arguments: '' },
          { index: 0, arguments: '1' },
          { index: 1, arguments: '2' },
        ],
      ],
      [
        'with the last one opened',
        [{ id: 'a', name: 'f' }, { arguments: '1' }, { id: 'b', name: 'g' }, { arguments: '2' }],
        [
          { index: 0, id: 'a', name: 'f', arguments: '' },
          { index: 0, arguments: '1' },
          { index: 1, id: 'b', name: 'g', arguments: '' },
          { index: 1, arguments: '2' },
        ],
      ],
      [
        'with the last one opened, though another one was spoken of since',
        [
          { index: 0, id: 'a', name: 'f' },
          { index: 1, id: 'b', name: 'g' },
          { id: 'a', arguments: '1' },
          { index: 0, arguments: '2' },
          { arguments: '3' },
        ],
        [
          { index: 0, id: 'a', name: 'f', arguments: '' },
          { index: 1, id: 'b', name: 'g', arguments: '' },
          { index: 0, arguments: '1' },
          { index: 0, arguments: '2' },
          { index: 1, arguments: '3' },
        ],
      ],
      [
        'by an index before an id that says otherwise',
        [
          { index: 0, id: 'a', name: 'f' },
          { index: 1, id: 'b', name: 'g' },
          { index: 0, id: 'b', arguments: '1' },
        ],
        [
          { index: 0, id: 'a', name: 'f', arguments: '' },
          { index: 1, id: 'b', name: 'g', arguments: '' },
          { index: 0, id: 'b', arguments: '1' },
        ],
      ],
      [
        'id and name once, though each piece repeats them',
        [
          { index: 0, id: 'a', name: 'f', arguments: '1' },
          { index: 0, id: 'a', name: 'f', arguments: '2' },
          { index: 0, id: '', name: '', arguments: '3' },
        ],
        [
          { index: 0, id: 'a', name: 'f', arguments: '1' },
          { index: 0, arguments: '2' },
          { index: 0, arguments: '3' },
        ],
      ],
      [
        'the name alone, repeated in each piece: one call',
        [
          { name: 'f', arguments: '1' },
          { name: 'f', arguments: '2' },
        ],
        [
          { index: 0, name: 'f', arguments: '1' },
          { index: 0, arguments: '2' },
        ],
      ],
      [
        'another name alone: another call',
        [
          { name: 'f', arguments: '1' },
          { name: 'g', arguments: '2' },
        ],
        [
          { index: 0, name: 'f', arguments: '1' },
          { index: 1, name: 'g', arguments: '2' },
        ],
      ],
      [
        'a name that comes behind its arguments',
        [{ arguments: '1' }, { name: 'f' }, { id: 'a', arguments: '2' }],
        [
          { index: 0, arguments: '1' },
          { index: 0, name: 'f', arguments: '' },
          { index: 1, id: 'a', arguments: '2' },
        ],
      ],
      ['arguments of no call at all', [{ arguments: '1' }], [{ index: 0, arguments: '1' }]],
      [
        'a call opened without an index behind one that has a large one',
        [{ index: 5, id: 'a' }, { id: 'b' }],
        [
          { index: 5, id: 'a', arguments: '' },
          { index: 6, id: 'b', arguments: '' },
        ],
      ],
      ['a piece that says nothing', [{ index: 0, id: 'a' }, { index: 0 }], [{ index: 0, id: 'a', arguments: '' }]],
    ];
    for (const [name, pieces, placed] of table) {
      it(name, () => {
        const frames = pieces.map((piece): Frame => [{ type: 'tool-call', choice: 0, arguments: '', ...piece }]);
        const chunks = answer([...frames, [finish('tool-calls')]]).filter(({ type }) => type === 'tool-call');
        assert.deepEqual(
          chunks,
          placed.map((piece) => ({ type: 'tool-call', choice: 0, ...piece }) as Chunk),
        );
      });
    }

    it('in each choice by itself', () => {
      const chunks = answer([[toolCall(0, 'a'), toolCall(1, 'b'), toolCall(1, 'c'), toolCall(0, 'd')]], {
        isDone: () => true,
      });
      expect(chunks.slice(1, 5)).to.deep.equal([
        { type: 'tool-call', choice: 0, index: 0, id: 'a', arguments: '' },
        { type: 'tool-call', choice: 1, index: 0, id: 'b', arguments: '' },
        { type: 'tool-call', choice: 1, index: 1, id: 'c', arguments: '' },
        { type: 'tool-call', choice: 0, index: 1, id: 'd', arguments: '' },
      ]);
      expect(chunks.slice(5)).to.deep.equal([finish('stop'), finish('stop', 1)]);
    });

    // A server that sends a megabyte of them must not keep a process busy for a minute.
    const MANY = 100_000;
    const nth = (piece: (i: number) => { readonly id?: string; readonly name?: string }): readonly Frame[] =>
      Array.from({ length: MANY }, (_, i) => [{ type: 'tool-call', choice: 0, arguments: '', ...piece(i) }]);
    for (const [what, frames] of Object.entries({
      'an id': nth((i) => ({ id: String(i) })),
      'a name': nth((i) => ({ name: String(i) })),
    })) {
      it(`very many, each with ${what} of its own, in linear time`, () => {
        const chunks = answer(frames, { isDone: () => true });
        assert.lengthOf(chunks, MANY + 2);
        assert.deepInclude(chunks.at(-2), { index: MANY - 1 });
      });
    }
  });

  it('ends very many choices, each with a reason of its own, in linear time', () => {
    const chunks = answer(Array.from({ length: 200_000 }, (_, i): Frame => [finish('stop', i)]));
    assert.lengthOf(chunks, 200_001);
  });

  describe("reads OpenAI's frames:", () => {
    const table: readonly (readonly [name: string, frames: readonly string[], chunks: readonly Chunk[] | 'cut off'])[] =
      [
        [
          'a finish reason in its choice',
          [
            '{"choices":[{"index":0,"delta":{"content":"a"}}]}',
            '{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}',
          ],
          [{ type: 'start' }, text('a'), wire('stop')],
        ],
        [
          'a finish reason at the top level counts for the one choice',
          ['{"choices":[{"delta":{"content":"a"}}],"finish_reason":"length"}'],
          [{ type: 'start' }, text('a'), wire('length')],
        ],
        [
          'and for each choice in the frame',
          [
            '{"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"b"}}],"finish_reason":"stop"}',
          ],
          [{ type: 'start' }, text('a'), text('b', 1), wire('stop'), wire('stop', 1)],
        ],
        [
          'and for no choice that is not in the frame',
          [
            '{"choices":[{"index":0,"delta":{"content":"a"}},{"index":1,"delta":{"content":"b"}}]}',
            '{"choices":[{"index":1,"delta":{}}],"finish_reason":"stop"}',
          ],
          'cut off',
        ],
        [
          'and for choice 0 where the frame has none',
          ['{"choices":[{"delta":{"content":"a"}}]}', '{"choices":[],"finish_reason":"stop"}'],
          [{ type: 'start' }, text('a'), wire('stop')],
        ],
        [
          'and where it has no list of choices',
          ['{"choices":[{"delta":{"content":"a"}}]}', '{"finish_reason":"stop"}'],
          [{ type: 'start' }, text('a'), wire('stop')],
        ],
        ['"" is no reason', ['{"choices":[{"delta":{"content":"a"},"finish_reason":""}]}'], 'cut off'],
        ['"null" is no reason', ['{"choices":[{"delta":{"content":"a"},"finish_reason":"null"}]}'], 'cut off'],
        ['null is no reason', ['{"choices":[{"delta":{"content":"a"},"finish_reason":null}]}'], 'cut off'],
        ['"" at the top level is no reason', ['{"choices":[{"delta":{"content":"a"}}],"finish_reason":""}'], 'cut off'],
        [
          '"null" at the top level is no reason',
          ['{"choices":[{"delta":{"content":"a"}}],"finish_reason":"null"}'],
          'cut off',
        ],
        [
          '"" behind a reason takes nothing back',
          [
            '{"choices":[{"delta":{"content":"a"},"finish_reason":"length"}]}',
            '{"choices":[{"delta":{},"finish_reason":""}]}',
          ],
          [{ type: 'start' }, text('a'), wire('length')],
        ],
        [
          '"stop" in every frame: the answer goes on, the last word wins',
          [
            '{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}',
            '{"choices":[{"delta":{"content":"b"},"finish_reason":"stop"}]}',
            '{"choices":[{"delta":{"content":"c"},"finish_reason":"length"}]}',
          ],
          [{ type: 'start' }, text('a'), text('b'), text('c'), wire('length')],
        ],
        [
          'a choice that only a role appeared in needs its reason too',
          [
            '{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"},{"index":1,"delta":{"role":"assistant"}}]}',
          ],
          'cut off',
        ],
        [
          'a choice without a delta needs its reason too',
          ['{"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"},{"index":1}]}'],
          'cut off',
        ],
        [
          'every word of the list, and one that is none',
          [
            '{"choices":[{"index":0,"finish_reason":"stop"},{"index":1,"finish_reason":"length"},{"index":2,"finish_reason":"tool_calls"}]}',
            '{"choices":[{"index":3,"finish_reason":"function_call"},{"index":4,"finish_reason":"content_filter"}]}',
            '{"choices":[{"index":5,"finish_reason":"eos"},{"index":6,"finish_reason":"constructor"},{"index":7,"finish_reason":"Stop"}]}',
          ],
          [
            { type: 'start' },
            { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' },
            { type: 'finish', choice: 1, reason: 'length', raw: 'length' },
            { type: 'finish', choice: 2, reason: 'tool-calls', raw: 'tool_calls' },
            { type: 'finish', choice: 3, reason: 'tool-calls', raw: 'function_call' },
            { type: 'finish', choice: 4, reason: 'content-filter', raw: 'content_filter' },
            { type: 'finish', choice: 5, reason: 'other', raw: 'eos' },
            { type: 'finish', choice: 6, reason: 'other', raw: 'constructor' },
            { type: 'finish', choice: 7, reason: 'other', raw: 'Stop' },
          ],
        ],
        [
          'usage in every frame, cumulative: the last one, once',
          [
            '{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}',
            '{"choices":[{"delta":{"content":"b"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}',
            '{"choices":[],"usage":null}',
          ],
          [
            { type: 'start' },
            text('a'),
            text('b'),
            { type: 'usage', promptTokens: 3, completionTokens: 2, totalTokens: 5 },
            wire('stop'),
          ],
        ],
        [
          'usage in a last frame of its own, with its details',
          [
            '{"id":"x1","model":"m","choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}',
            '{"id":"x1","model":"m","choices":[],"usage":{"prompt_tokens":3,"prompt_tokens_details":{"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":1}}}',
          ],
          [
            { type: 'start', id: 'x1', model: 'm' },
            text('a'),
            { type: 'usage', promptTokens: 3, cachedTokens: 2, reasoningTokens: 1 },
            wire('stop'),
          ],
        ],
        [
          'id and model of the first frame that has them',
          [
            '{"id":"","model":null,"choices":[]}',
            '{"model":"m1","choices":[{"delta":{"role":"assistant","content":""}}]}',
            '{"id":"x1","model":"m2","choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}',
            '{"id":"x2","choices":[]}',
          ],
          [{ type: 'start', id: 'x1', model: 'm1' }, text('a'), wire('stop')],
        ],
        [
          'reasoning, refusal and text of one delta',
          ['{"choices":[{"delta":{"content":"t","refusal":"r","reasoning":"why"},"finish_reason":"stop"}]}'],
          [
            { type: 'start' },
            { type: 'reasoning', choice: 0, text: 'why' },
            text('t'),
            { type: 'refusal', choice: 0, text: 'r' },
            wire('stop'),
          ],
        ],
        [
          'tool calls in one frame, which say nothing of an index',
          [
            '{"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{}"}},{"id":"b","function":{"name":"f","arguments":"[]"}}]},"finish_reason":"tool_calls"}]}',
          ],
          [
            { type: 'start' },
            { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'f', arguments: '{}' },
            { type: 'tool-call', choice: 0, index: 1, id: 'b', name: 'f', arguments: '[]' },
            { type: 'finish', choice: 0, reason: 'tool-calls', raw: 'tool_calls' },
          ],
        ],
        [
          'frames that say nothing are no content, and no end',
          [
            '{}',
            '{"choices":[]}',
            '{"choices":null}',
            '{"choices":[{"delta":null}]}',
            '{"choices":[{"delta":{"content":null}}]}',
          ],
          'cut off',
        ],
      ];
    for (const [name, frames, chunks] of table) {
      it(name, () => {
        const source = from(frames).pipe(
          map((data) => ({ type: 'message', data, lastEventId: '' })),
          decodeJson(ChatFrame),
          toChunks(chatFrameToChunks, true, events()),
        );
        if (chunks === 'cut off') assert.throws(() => drain(source), IncompleteAnswerError, 'end marker');
        else assert.deepEqual(drain(source.pipe(rights())), chunks);
      });
    }
  });
});

const malformed: MalformedFrame = { reason: 'json', data: '{', index: 0, errors: ['no JSON'] };

function asIs(chunks: Frame): Frame {
  return chunks;
}

function frame(...chunks: ProviderChunk[]): Either<MalformedFrame, Frame> {
  return right(chunks);
}

function text(piece: string, choice = 0): Chunk & { readonly type: 'text' } {
  return { type: 'text', choice, text: piece };
}

function toolCall(choice: number, id: string): ProviderChunk {
  return { type: 'tool-call', choice, id, arguments: '' };
}

function finish(reason: 'stop' | 'length' | 'tool-calls' | 'unknown', choice = 0): Chunk & { readonly type: 'finish' } {
  return { type: 'finish', choice, reason };
}

function wire(word: 'stop' | 'length', choice = 0): Chunk {
  return { type: 'finish', choice, reason: word, raw: word };
}

function events(some: Partial<AnswerEvents> = {}): AnswerEvents {
  return {
    isDone: () => false,
    isWhole: () => false,
    requestId: () => undefined,
    onContent: () => undefined,
    onEndMarker: () => undefined,
    ...some,
  };
}

function framesOf(frames: readonly Frame[]): Observable<Either<MalformedFrame, Frame>> {
  return from(frames.map((chunks) => right<MalformedFrame, Frame>(chunks)));
}

/** The chunks of an answer that ends well. */
function answer(frames: readonly Frame[], some?: Partial<AnswerEvents>): Chunk[] {
  return drain(framesOf(frames).pipe(toChunks(asIs, true, events(some)), rights()));
}

function leniently(frames: readonly Frame[]): Chunk[] {
  return drain(framesOf(frames).pipe(toChunks(asIs, false, events()), rights()));
}

interface Outcome {
  readonly chunks: Chunk[];
  error: unknown;
}

/** What comes before an error, and the error. */
function outcome(source: Observable<Either<MalformedFrame, Frame>>): Outcome {
  const ended: Outcome = { chunks: [], error: undefined };
  source.pipe(toChunks(asIs, true, events()), rights()).subscribe({
    next: (chunk) => ended.chunks.push(chunk),
    error: (error: unknown) => (ended.error = error),
  });
  return ended;
}
