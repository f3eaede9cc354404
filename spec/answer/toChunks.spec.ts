import { assert, expect } from 'chai';
import { type Either, left, right } from 'fp-ts/lib/Either.js';
import { concat, EMPTY, from, ignoreElements, Observable, Subject, throwError } from 'rxjs';
import type { LedgerOptions } from '../../lib/answer/AnswerLedger.ts';
import type { ProviderChunk } from '../../lib/answer/ProviderChunk.ts';
import { END, END_OF_WHOLE, type Received } from '../../lib/answer/Received.ts';
import { toChunks } from '../../lib/answer/toChunks.ts';
import {
  AbortError,
  type Chunk,
  DeadlineError,
  EmptyAnswerError,
  IncompleteAnswerError,
  type MalformedFrame,
  ProviderError,
  rights,
} from '../../lib/index.ts';
import { GateSubscriber } from '../../lib/rx/Gate.ts';
import { drain } from '../support/drain.ts';
import { event } from '../support/event.ts';
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

        expectObservable(frames.pipe(toChunks(options()))).toBe(expected, {
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
        const frames = hot<Received<Frame>>('-x-h---x-e--|   ', {
          x: bad,
          h: frame(text('Hi')),
          e: frame(finish('stop')),
        });
        const expected = '  -x-(sh)x----(f|)';

        expectObservable(frames.pipe(toChunks(options()))).toBe(expected, {
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

        expectObservable(frames.pipe(toChunks(options()))).toBe(expected);
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

    it('says the request id with the start', () => {
      const said: Frame[] = [[{ type: 'start', id: 'x1' }, text('a'), finish('stop')]];
      assert.deepEqual(answer(said, { requestId: 'req-1' })[0], { type: 'start', id: 'x1', requestId: 'req-1' });
      assert.notProperty(answer(said)[0], 'requestId');
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
    const chunks = whole([[text('b', 1)]], END);
    assert.deepEqual(chunks, [{ type: 'start' }, text('b', 1), finish('stop', 1)]);
  });

  describe('drops empty pieces', () => {
    it('of every kind', () => {
      const empty: Frame = [
        text(''),
        { type: 'reasoning', choice: 0, text: '' },
        { type: 'refusal', choice: 0, text: '' },
        { type: 'tool-call', choice: 0, index: 0, arguments: '' },
      ];
      assert.deepEqual(answer([empty, [finish('stop')]]), [{ type: 'start' }, finish('stop')]);
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

  describe('ends an answer', () => {
    const said: Frame[] = [[text('a')]];
    const finished: Frame[] = [[text('a'), finish('stop')]];
    const lost = new IncompleteAnswerError('connection-lost');

    it('with [DONE]: `stop` where a choice has no reason of its own', () => {
      assert.deepEqual(whole(said, END), [{ type: 'start' }, text('a'), finish('stop')]);
      assert.deepEqual(whole([[text('a'), text('b', 1), finish('length', 1)]], END).slice(-2), [
        finish('stop'),
        finish('length', 1),
      ]);
      assert.deepEqual(whole([[]], END), [{ type: 'start' }, finish('stop')]);
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
      assert.deepEqual(whole(said, END_OF_WHOLE).slice(-1), [finish('stop')]);
      assert.deepEqual(whole([[text('a'), finish('length')]], END_OF_WHOLE).slice(-1), [finish('length')]);
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
      const { chunks, error } = outcome(
        concat(
          framesOf(finished),
          throwError(() => lost),
        ),
      );
      assert.equal(error, undefined);
      assert.deepEqual(chunks.slice(-1), [finish('stop')]);
    });

    it('with the error, where it is lost before the end marker, or not lost at all', () => {
      const inBand = new ProviderError({ kind: 'other', inBand: true, detail: '', retryable: false });
      const errors: readonly (readonly [readonly Frame[], unknown])[] = [
        [[], lost],
        [said, lost],
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
      for (const end of [[], [END], [END_OF_WHOLE]]) {
        for (const requireEndMarker of [true, false]) {
          for (const frames of [[], [bad], [bad, bad]]) {
            const run = (): unknown => drain(from([...frames, ...end]).pipe(toChunks(options({ requireEndMarker }))));
            expect(run).to.throw(EmptyAnswerError).with.property('malformed', frames.length);
          }
        }
      }
    });

    it('as an empty one, where of all frames nothing could be read', () => {
      const unreadable: Frame[] = [
        [{ type: 'start', id: 'x1' }, text(''), { type: 'malformed', errors: ['content: a string'] }],
        [{ type: 'malformed', errors: ['content: a string'] }],
      ];
      expect(() => whole(unreadable, END))
        .to.throw(EmptyAnswerError)
        .with.property('malformed', 2);
      assert.deepEqual(whole([...unreadable, [text('a')]], END), [
        { type: 'start', id: 'x1' },
        text('a'),
        finish('stop'),
      ]);
    });

    it('as an empty one, where its end marker says nothing else', () => {
      const marker = { ...received([]), isEnd: true } as Received<Frame>;
      for (const malformed of [[], [bad], [bad, bad]]) {
        const run = (): unknown => drain(from([...malformed, marker, END]).pipe(toChunks(options({}))));
        expect(run).to.throw(EmptyAnswerError).with.property('malformed', malformed.length);
      }
      for (const piece of [{ type: 'start', model: 'm' }, { type: 'usage', promptTokens: 5 }, text('')] as const) {
        const given = drain(
          from([{ ...received([piece]), isEnd: true } as Received<Frame>, END]).pipe(toChunks(options({}))),
        );
        assert.deepOwnInclude(given.at(-1), { right: finish('stop') }, piece.type);
      }
      assert.lengthOf(whole([[]], END), 2, 'a frame before the end that says nothing');
    });

    it('as an empty one, where one JSON answer has no choice', () => {
      assert.throws(() => whole([[{ type: 'start', id: 'x1' }]], END_OF_WHOLE), EmptyAnswerError);
    });

    it('with what the mapping throws, unchanged', () => {
      const mine = new TypeError('mine');
      const read = (): never => {
        throw mine;
      };
      assert.throws(() => drain(framesOf(said).pipe(toChunks(options({ reader: { read } })))), mine);
    });

    it('with `tool-calls`, where it has calls and no word at all on why it ended', () => {
      const called: Frame[] = [[toolCall(0, 'a'), text('b', 1)]];
      assert.deepEqual(whole(called, END).slice(-2), [finish('tool-calls'), finish('stop', 1)]);
      assert.deepEqual(whole(called, END_OF_WHOLE).slice(-2), [finish('tool-calls'), finish('stop', 1)]);
      assert.deepEqual(whole([[toolCall(0, 'a'), finish('stop')]], END).slice(-1), [finish('stop')]);
      assert.deepEqual(leniently([[toolCall(0, 'a')]]).slice(-1), [finish('unknown')]);
      const nothingCalled: Frame = [text('a'), { type: 'tool-call', choice: 0, index: 0, arguments: '' }];
      assert.deepEqual(whole([nothingCalled], END).slice(-1), [finish('stop')]);
    });

    it('with what the reader still has to say at its end, before the usage', () => {
      const block: Chunk = { type: 'block', choice: 0, wire: 'w', value: { a: 1 } };
      let asked = 0;
      const reader = { read: asIs, end: () => (asked++, [block]) };
      const frames: Frame[] = [[text('a'), { type: 'usage', totalTokens: 1 }]];
      assert.deepEqual(drain(concat(framesOf(frames), [END]).pipe(toChunks(options({ reader })), rights())), [
        { type: 'start' },
        text('a'),
        block,
        { type: 'usage', totalTokens: 1 },
        finish('stop'),
      ]);
      assert.equal(asked, 1);
      const { chunks } = outcome(framesOf(frames), { reader });
      assert.deepEqual(chunks, [{ type: 'start' }, text('a')], 'and nothing where it ends badly');
      assert.equal(asked, 1);
    });
  });

  describe('fails with what tells of an error', () => {
    it('in a frame, after what else that said', () => {
      const source = concat(framesOf([[text('a')]]), [received([text('b')], { error: { message: 'no', code: 429 } })]);
      const { chunks, error } = outcome(source);
      assert.deepEqual(chunks, [{ type: 'start' }, text('a'), text('b')]);
      assert.deepInclude((error as ProviderError).toJSON(), {
        name: 'ProviderError',
        kind: 'rate-limit',
        status: 429,
        inBand: true,
        detail: 'no',
      });
    });

    it('in a choice, and after a finish reason', () => {
      const json = { choices: [{ error: { message: 'no' } }] };
      const { chunks, error } = outcome(from([received([text('a'), finish('stop')]), received([], json)]));
      assert.deepEqual(chunks, [{ type: 'start' }, text('a')]);
      assert.deepInclude(error as object, { name: 'ProviderError', detail: 'no' });
    });

    it('where the frame says nothing else', () => {
      const json = { code: 'Invalid', message: 'no' };
      assert.deepInclude(outcome(from([received([], json)])).error as object, { name: 'ProviderError', detail: 'no' });
      assert.deepInclude(outcome(from([received([{ type: 'start', id: 'x' }], json)])).error as object, {
        detail: 'no',
      });
      const { error } = outcome(from([received([text('a')], json), END]));
      assert.isUndefined(error);
    });

    it("in the wire's own words", () => {
      const { error } = outcome(from([received([text('a')], { fault: 1 })]), { readError: readFault });
      assert.deepInclude(error as object, { kind: 'quota', detail: 'own', retryable: false });
    });
  });

  describe('gives sources, activities and blocks:', () => {
    const source: Chunk = { type: 'source', choice: 0, url: 'https://a.example' };
    const activity: Chunk = { type: 'activity', choice: 0, id: '1', name: 'web_search', state: 'started' };
    const block: Chunk = { type: 'block', choice: 0, wire: 'w', value: { a: 1 } };

    it('after start, as they come', () => {
      for (const chunk of [source, activity, block]) {
        assert.deepEqual(answer([[chunk], [finish('stop')]]), [{ type: 'start' }, chunk, finish('stop')]);
      }
    });

    it('each source once, though servers repeat them in every frame', () => {
      const other: Chunk = { ...source, title: 'A' };
      const elsewhere: Chunk = { ...source, choice: 1 };
      const sources = [source, source, other, elsewhere, { ...source }, other];
      const chunks = answer([...sources.map((chunk): Frame => [chunk]), [finish('stop'), finish('stop', 1)]]);
      assert.deepEqual(chunks.slice(1, -2), [source, other, elsewhere]);
    });

    it('no blocks where the caller wants none', () => {
      assert.deepEqual(answer([[block, text('a'), finish('stop')]], { blocks: false }), [
        { type: 'start' },
        text('a'),
        finish('stop'),
      ]);
    });

    it('and takes none of them for a choice that has to end', () => {
      assert.deepEqual(answer([[{ ...activity, choice: 3 }, text('a'), finish('stop')]]).slice(-1), [finish('stop')]);
    });
  });

  it('gives what could not be read of a frame behind what could, with its text and number', () => {
    const chunks: Frame = [text('a'), { type: 'malformed', errors: ['content: a string'] }];
    const source = [received([text('0')]), received(chunks, {}, 'the data', 1), received([finish('stop')])];
    assert.deepEqual(drain(from(source).pipe(toChunks(options()))).slice(1, 4), [
      { _tag: 'Right', right: text('0') },
      { _tag: 'Right', right: text('a') },
      left({ reason: 'shape', data: 'the data', index: 1, errors: ['content: a string'] }),
    ] as never);
  });

  describe('measures silence', () => {
    it('until the first content, which only content ends', () => {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const frames = hot('-r-r-r-r', { r: received([text(''), { type: 'usage', totalTokens: 1 }]) });
        const subs = '      ^----!  ';
        const expected = '  -----#  ';
        const error = new DeadlineError('first-content', 5);
        expectObservable(frames.pipe(toChunks(options({ firstContentMs: 5 })))).toBe(expected, undefined, error);
        expectSubscriptions(frames.subscriptions).toBe(subs);
      });
    });

    it('between two, which sources, activities and blocks end too', () => {
      runMarbles(({ hot, expectObservable }) => {
        const values = {
          a: received([text('a')]),
          s: received([{ type: 'source', choice: 0, url: 'u' }]),
          v: received([{ type: 'activity', choice: 0, id: '1', name: 'n', state: 'started' }]),
          b: received([{ type: 'block', choice: 0, wire: 'w', value: {} }]),
          r: received([text('')]),
        };
        const frames = hot('-a---s---v---b-r-r-r', values);
        const expected = '  ------------------# ';
        const ended = frames.pipe(toChunks(options({ idleMs: 5 }))).pipe(ignoreElements());
        expectObservable(ended).toBe(expected, undefined, new DeadlineError('idle', 5));
      });
    });

    it('after the last finish reason, where it ends the answer', () => {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const frames = hot('-f---------', { f: received([text('a'), finish('stop')]) });
        const subs = '      ^-----!    ';
        const expected = '  ------|    ';
        expectObservable(frames.pipe(toChunks(options({ idleMs: 5 })), ignoreElements())).toBe(expected);
        expectSubscriptions(frames.subscriptions).toBe(subs);
      });
    });

    it('and stands still while its consumer waits', () => {
      runMarbles(({ cold, expectObservable }) => {
        const consumer = new Consumer();
        const silent = concat(cold('-(a|)', { a: received([text('a')]) }), new Subject<Received<Frame>>());
        const paused = new Observable<never>((subscriber) => {
          consumer.onError = (error) => subscriber.error(error);
          silent.pipe(toChunks(options({ idleMs: 5 }))).subscribe(consumer);
          subscriber.add(cold('--p---r').subscribe((what) => (what === 'p' ? consumer.pause() : consumer.resume())));
        });
        expectObservable(paused).toBe('----------#', undefined, new DeadlineError('idle', 5));
      });
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
      const chunks = whole([[toolCall(0, 'a'), toolCall(1, 'b'), toolCall(1, 'c'), toolCall(0, 'd')]], END);
      expect(chunks.slice(1, 5)).to.deep.equal([
        { type: 'tool-call', choice: 0, index: 0, id: 'a', arguments: '' },
        { type: 'tool-call', choice: 1, index: 0, id: 'b', arguments: '' },
        { type: 'tool-call', choice: 1, index: 1, id: 'c', arguments: '' },
        { type: 'tool-call', choice: 0, index: 1, id: 'd', arguments: '' },
      ]);
      expect(chunks.slice(5)).to.deep.equal([finish('tool-calls'), finish('tool-calls', 1)]);
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
        const chunks = whole(frames, END);
        assert.lengthOf(chunks, MANY + 2);
        assert.deepInclude(chunks.at(-2), { index: MANY - 1 });
      });
    }
  });

  it('ends very many choices, each with a reason of its own, in linear time', () => {
    const chunks = answer(Array.from({ length: 200_000 }, (_, i): Frame => [finish('stop', i)]));
    assert.lengthOf(chunks, 200_001);
  });
});

const malformed: MalformedFrame = { reason: 'json', data: '{', index: 0, errors: ['no JSON'] };

/** What a reader that says its frames as they are makes of them. */
function options(some: Partial<LedgerOptions<Frame>> = {}): LedgerOptions<Frame> {
  return {
    reader: { read: asIs },
    requireEndMarker: true,
    blocks: true,
    firstContentMs: false,
    idleMs: false,
    ...some,
  };
}

const bad = left(malformed) as Received<Frame>;

const readFault = (json: unknown) =>
  'fault' in (json as object) ? ({ kind: 'quota', detail: 'own' } as const) : undefined;

function asIs(chunks: Frame): Frame {
  return chunks;
}

function received(chunks: Frame, json: unknown = {}, data = '', index = 0): Received<Frame> {
  return { _tag: 'Right', right: chunks, event: event(data), index, json, isEnd: false };
}

function frame(...chunks: ProviderChunk[]): Received<Frame> {
  return received(chunks);
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

const framesOf = (frames: readonly Frame[]): Observable<Received<Frame>> =>
  from(frames.map((chunks) => received(chunks)));

/** The chunks of an answer that ends with its body. */
function answer(frames: readonly Frame[], some?: Partial<LedgerOptions<Frame>>): Chunk[] {
  return drain(framesOf(frames).pipe(toChunks(options(some)), rights()));
}

/** The chunks of one that has an end marker. */
function whole(frames: readonly Frame[], end: typeof END): Chunk[] {
  return drain(concat(framesOf(frames), [end]).pipe(toChunks(options()), rights()));
}

function leniently(frames: readonly Frame[]): Chunk[] {
  return answer(frames, { requireEndMarker: false });
}

interface Outcome {
  readonly chunks: Chunk[];
  error: unknown;
}

/** What comes before an error, and the error. */
function outcome(source: Observable<Received<Frame>>, some?: Partial<LedgerOptions<Frame>>): Outcome {
  const ended: Outcome = { chunks: [], error: undefined };
  source.pipe(toChunks(options(some)), rights()).subscribe({
    next: (chunk) => ended.chunks.push(chunk),
    error: (error: unknown) => (ended.error = error),
  });
  return ended;
}

class Consumer extends GateSubscriber<Either<MalformedFrame, Chunk>> {
  onError: (error: unknown) => void = () => undefined;

  pause(): void {
    this.gate.pause();
  }

  resume(): void {
    this.gate.resume();
  }

  protected override _error(error: unknown): void {
    this.onError(error);
  }
}
