import { assert } from 'chai';
import * as fc from 'fast-check';
import { asyncScheduler, concat, concatMap, from, map, NEVER, type Observable, of, Subject, tap, timer } from 'rxjs';
import type { Chunk } from '../../lib/chunk/Chunk.ts';
import { smooth, type SmoothOptions } from '../../lib/chunk/smooth.ts';
import { type Gate, GateSubscriber } from '../../lib/rx/Gate.ts';
import { cpuGrowth } from '../support/cpuGrowth.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf } from '../support/outcome.ts';
import { PausableSource } from '../support/PausableSource.ts';

const start: Chunk = { type: 'start', model: 'm' };
const usage: Chunk = { type: 'usage', totalTokens: 9 };
const finish: Chunk = { type: 'finish', choice: 0, reason: 'stop' };
const ends = { u: usage, f: finish };

/** What an engine may lack. */
const engine: { Segmenter?: typeof Intl.Segmenter } = Intl;

describe('smooth', () => {
  it('emits the first unit at once, and then one after the other', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const chunks = hot('--s-a-------------b--f----|', {
        s: start,
        a: text('Hello big wide wor'),
        b: text('ld'),
        f: finish,
      });
      const subs = '      ^-------------------------!';
      const expected = '  --s-h---b---w--------(lf)-|';

      expectObservable(chunks.pipe(smooth({ everyMs: 4 }))).toBe(expected, {
        s: start,
        ...texts({ h: 'Hello ', b: 'big ', w: 'wide ', l: 'world' }),
        f: finish,
      });
      expectSubscriptions(chunks.subscriptions).toBe(subs);
    });
  });

  it('lets words pass that come more slowly than its pace', () => {
    runMarbles(({ hot, expectObservable }) => {
      const chunks = hot('-a-----b-----c-----d----|   ', texts({ a: 'one', b: ' two', c: ' three', d: ' four' }));
      const expected = '  -------a-----b-----c----(d|)';

      expectObservable(chunks.pipe(smooth({ everyMs: 4 }))).toBe(
        expected,
        texts({ a: 'one ', b: 'two ', c: 'three ', d: 'four' }),
      );
    });
  });

  it('keeps its pace where a piece comes between two ticks', () => {
    runMarbles(({ hot, expectObservable }) => {
      const chunks = hot('-ab-------c', texts({ a: 'one two', b: ' three', c: ' four' }));
      // At 2 `two` is whole, and waits for its tick. The one at 9 finds nothing, so that at 10 nothing has to wait.
      const expected = '  -a---b----c';

      expectObservable(chunks.pipe(smooth({ everyMs: 4 }))).toBe(
        expected,
        texts({ a: 'one ', b: 'two ', c: 'three ' }),
      );
    });
  });

  it('drains a burst evenly, so that nothing whole waits longer than it may', () => {
    runMarbles(({ cold, expectObservable }) => {
      const chunks = cold('a---------', { a: text('a '.repeat(101)) });
      // The last one, which nothing follows, waits.
      const expected = '   a 9ms b 9ms b 9ms b 9ms c';

      expectObservable(chunks.pipe(smooth({ everyMs: 10, maxLagMs: 50 }))).toBe(
        expected,
        texts({ a: 'a ', b: 'a '.repeat(25), c: 'a '.repeat(24) }),
      );
    });
  });

  it('drains each burst in its own time', () => {
    const seen: [at: number, length: number][] = [];
    runMarbles(({ cold, flush }) => {
      cold('a 19ms b', { a: text('a '.repeat(50)), b: text('b '.repeat(1000)) })
        .pipe(smooth({ everyMs: 10, maxLagMs: 50 }))
        .subscribe((chunk) => seen.push([asyncScheduler.now(), lengthOf(chunk)]));
      flush();
    });
    const sent = (until: number): number => seen.reduce((sum, [at, length]) => (at <= until ? sum + length : sum), 0);
    assert.isAtLeast(sent(50), 100);
    assert.isBelow(sent(50), 1800);
    // The last word waits for another to begin.
    assert.equal(sent(60), 2098);
  });

  it('lets all go that is late, at the first chance that it gets: a tab in the background', async () => {
    const chunks = new Subject<Chunk>();
    const seen: number[] = [];
    const twice = new Promise<void>((resolve) => {
      chunks.pipe(smooth({ everyMs: 5, maxLagMs: 60 })).subscribe((chunk) => {
        seen.push(lengthOf(chunk));
        if (seen.length === 2) resolve();
      });
    });
    chunks.next(text('word '.repeat(1000)));
    const until = performance.now() + 80;
    while (performance.now() < until);
    await twice;
    assert.deepEqual(seen, [5, 4990]);
  });

  it('takes one unit at a time where it may lag for ever', () => {
    runMarbles(({ cold, expectObservable }) => {
      const chunks = cold('a', texts({ a: 'a '.repeat(100) }));
      const expected = '   a-a-a-a-a-';

      expectObservable(chunks.pipe(smooth({ everyMs: 2, maxLagMs: Infinity })), '---------!').toBe(
        expected,
        texts({ a: 'a ' }),
      );
    });
  });

  it('lets all go at once where it may not lag', () => {
    assert.deepEqual(drain(concat(of(text('one two three four')), of(start)).pipe(smooth({ maxLagMs: 0 }))), [
      text('one two three '),
      text('four'),
      start,
    ]);
  });

  describe('flushes what waits before', () => {
    const others: Readonly<Record<string, Chunk>> = {
      reasoning: { type: 'reasoning', choice: 0, text: 'Hm' },
      refusal: { type: 'refusal', choice: 0, text: 'No' },
      'tool-call': { type: 'tool-call', choice: 1, index: 0, arguments: '' },
      source: { type: 'source', choice: 0, url: 'https://example.org' },
      activity: { type: 'activity', choice: 0, id: '1', name: 'search', state: 'started' },
      block: { type: 'block', choice: 0, wire: 'w', value: {} },
      usage,
      finish,
    };
    for (const [name, other] of Object.entries(others)) {
      it(`a chunk of type ${name}, which is the one that came`, () => {
        runMarbles(({ hot, expectObservable }) => {
          const chunks = hot('-a--o----', { a: text('one two three'), o: other });
          const expected = '  -a--(bo)-';

          const values = { ...texts({ a: 'one ', b: 'two three' }), o: other };
          expectObservable(chunks.pipe(smooth({ everyMs: 4 }))).toBe(expected, values);
        });
      });
    }

    it('an error', () => {
      runMarbles(({ hot, expectObservable }) => {
        const chunks = hot('-a--#    ', texts({ a: 'one two three' }));
        const expected = '  -a--(b#) ';

        expectObservable(chunks.pipe(smooth({ everyMs: 4 }))).toBe(expected, texts({ a: 'one ', b: 'two three' }));
        expectObservable(chunks.pipe(smooth({ everyMs: 4, tail: 'pace' }))).toBe(
          expected,
          texts({ a: 'one ', b: 'two three' }),
        );
      });
    });

    it('the completion', () => {
      runMarbles(({ hot, expectObservable }) => {
        const chunks = hot('-a--|    ', texts({ a: 'one two three' }));
        const expected = '  -a--(b|) ';

        expectObservable(chunks.pipe(smooth({ everyMs: 4 }))).toBe(expected, texts({ a: 'one ', b: 'two three' }));
      });
    });
  });

  describe('with a tail at its pace', () => {
    it('lets the end wait for the text, and the last word go without another', () => {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const chunks = hot('-a-(uf)-|          ', { a: text('one two three'), ...ends });
        const subs = '      ^-------!          ';
        const expected = '  -a---b---(cuf|)    ';

        expectObservable(chunks.pipe(smooth({ everyMs: 4, tail: 'pace' }))).toBe(expected, {
          ...texts({ a: 'one ', b: 'two ', c: 'three' }),
          ...ends,
        });
        expectSubscriptions(chunks.subscriptions).toBe(subs);
      });
    });

    it('lets a last word go at once that waits for nothing but another one', () => {
      runMarbles(({ hot, expectObservable }) => {
        const chunks = hot('-a----------u---f--|', { a: text('one two'), ...ends });
        const expected = '  -a----------(bu)f--|';

        expectObservable(chunks.pipe(smooth({ everyMs: 4, tail: 'pace' }))).toBe(expected, {
          ...texts({ a: 'one ', b: 'two' }),
          ...ends,
        });
      });
    });

    it('tears no character apart where the rest has no units', () => {
      const character = 'e\u0301\u0302';
      const seen: string[] = [];
      runMarbles(({ cold, flush }) => {
        cold('a|', texts({ a: character.repeat(250) }))
          .pipe(smooth({ by: 'line', tail: 'pace' }))
          .subscribe((chunk) => seen.push(textOf(chunk)));
        flush();
      });
      assert.equal(seen.join(''), character.repeat(250));
      assert.isAbove(seen.length, 2);
      for (const piece of seen) assert.equal(piece.length % character.length, 0);
    });

    it('passes the end on at once where no text waits', () => {
      runMarbles(({ hot, expectObservable }) => {
        const chunks = hot('-(uf)-| ', ends);
        const expected = '  -(uf)-| ';

        expectObservable(chunks.pipe(smooth({ everyMs: 4, tail: 'pace' }))).toBe(expected, ends);
        expectObservable(hot<Chunk>('-|').pipe(smooth({ tail: 'pace' }))).toBe('-|');
      });
    });

    it('completes later than the source where that ends without a word', () => {
      runMarbles(({ hot, expectObservable }) => {
        const chunks = hot('-a-|         ', texts({ a: 'one two three' }));
        const expected = '  -a---b---(c|)';

        expectObservable(chunks.pipe(smooth({ everyMs: 4, tail: 'pace' }))).toBe(
          expected,
          texts({ a: 'one ', b: 'two ', c: 'three' }),
        );
      });
    });

    it('still flushes for any other chunk, and keeps the order where a source goes on after an end', () => {
      runMarbles(({ hot, expectObservable }) => {
        const chunks = hot('-a-s    16ms ab-f 10ms b', {
          a: text('one two three'),
          s: start,
          b: text('x y', 1),
          ...ends,
        });
        const expected = '  -a-(cs) 13ms ax 8ms dy--(ef) 3ms x';

        expectObservable(chunks.pipe(smooth({ everyMs: 10, tail: 'pace' }))).toBe(expected, {
          ...texts({ a: 'one ', c: 'two three', d: 'two ', e: 'three' }),
          s: start,
          x: text('x ', 1),
          y: text('y', 1),
          f: finish,
        });
      });
    });

    it('drops what waits when it is unsubscribed after the source has ended', () => {
      runMarbles(({ hot, expectObservable }) => {
        const chunks = hot('-a-|    ', texts({ a: 'one two three' }));
        const unsub = '     ------! ';
        const expected = '  -a---b- ';

        expectObservable(chunks.pipe(smooth({ everyMs: 4, tail: 'pace' })), unsub).toBe(
          expected,
          texts({ a: 'one ', b: 'two ' }),
        );
      });
    });
  });

  it('gives each choice a pace of its own', () => {
    runMarbles(({ hot, expectObservable }) => {
      const chunks = hot('-ab-----|  ', { a: text('one two three'), b: text('uno dos tres', 1) });
      const expected = '  -ax--by-(cz|)';

      expectObservable(chunks.pipe(smooth({ everyMs: 4 }))).toBe(expected, {
        ...texts({ a: 'one ', b: 'two ', c: 'three' }),
        x: text('uno ', 1),
        y: text('dos ', 1),
        z: text('tres', 1),
      });
    });
  });

  it('drops what waits, and its timers, when it is unsubscribed', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const chunks = hot('-ab----', { a: text('one two three'), b: text('uno dos', 1) });
      const unsub = '     ---!   ';
      const expected = '  -ax-   ';

      expectObservable(chunks.pipe(smooth({ everyMs: 4 })), unsub).toBe(expected, {
        a: text('one '),
        x: text('uno ', 1),
      });
      expectSubscriptions(chunks.subscriptions).toBe('^--!');
    });
    let asked = 0;
    const chunks = new Subject<Chunk>();
    const by = (): number => ++asked;
    runMarbles(({ flush }) => {
      const subscription = chunks.pipe(smooth({ by })).subscribe();
      chunks.next(text('abcdefghijklmnopqrstuvwxyz'));
      subscription.unsubscribe();
      flush();
    });
    assert.equal(asked, 1);
  });

  describe('by word', () => {
    /** What goes with its pace, one unit after the other, and what is left to the end. */
    const table: Readonly<Record<string, readonly [piece: string, ...units: string[]]>> = {
      'with its marks and its white space': ['\n Well, then!  (Go)\n\nnow', '\n Well, ', 'then!  ', '(Go)\n\n', 'now'],
      'which a mark in its midst does not end': [
        "I can't, 3.14 is e.g. so",
        'I ',
        "can't, ",
        '3.14 ',
        'is ',
        'e.g. ',
        'so',
      ],
      'of Markdown': ['- **one** and `two`\n- three', '- ', '**one** ', 'and ', '`two`\n', '- ', 'three'],
      'of Chinese, which has no white space': ['我喜欢上海的天气', '我', '喜欢', '上海', '的', '天气'],
      'of Thai, which has none either': ['ภาษาไทยง่าย', 'ภาษา', 'ไทย', 'ง่าย'],
      'of emoji between words': ['go 👩‍👩‍👧 on 🇩🇪🇫🇷 now', 'go ', '👩‍👩‍👧 ', 'on ', '🇩🇪🇫🇷 ', 'now'],
      'with combining marks': ['cafe\u0301 noe\u0308l x', 'cafe\u0301 ', 'noe\u0308l ', 'x'],
    };
    for (const [name, [piece, ...units]] of Object.entries(table)) {
      it(name, () => assert.deepEqual(paced(piece, {}), units));
    }

    it('waits for what a mark may become', () => {
      const chunks = new Subject<Chunk>();
      const seen: string[] = [];
      chunks.pipe(smooth({ everyMs: 60_000 })).subscribe((chunk) => seen.push(textOf(chunk)));
      for (const piece of ['I', " can'"]) chunks.next(text(piece));
      assert.deepEqual(seen, ['I ']);
      chunks.complete();
      assert.deepEqual(seen, ['I ', "can'"]);
    });

    it('in the language that it is told', () => {
      const asked: unknown[] = [];
      const { Segmenter } = Intl;
      engine.Segmenter = class extends Segmenter {
        constructor(...args: ConstructorParameters<typeof Segmenter>) {
          super(...args);
          asked.push(args);
        }
      };
      try {
        smooth({ locale: 'sv' });
        smooth({ by: 'grapheme' });
      } finally {
        engine.Segmenter = Segmenter;
      }
      assert.deepEqual(asked, [
        ['sv', { granularity: 'word' }],
        [undefined, { granularity: 'grapheme' }],
      ]);
    });
  });

  it('by line', () => {
    assert.deepEqual(paced('one\ntwo\r\n\nthree', { by: 'line' }), ['one\n', 'two\r\n', '\n', 'three']);
  });

  it('by grapheme', () => {
    assert.deepEqual(paced('ab👩‍👩‍👧🇩🇪🇫🇷e\u0301\r\nक्षि', { by: 'grapheme' }), [
      'a',
      'b',
      '👩‍👩‍👧',
      '🇩🇪',
      '🇫🇷',
      'e\u0301',
      '\r\n',
      'क्षि',
    ]);
  });

  describe('by a function of the caller', () => {
    it('which gives the length of the first whole unit', () => {
      assert.deepEqual(paced('a;bc;;d', { by: (piece) => piece.indexOf(';') + 1 }), ['a;', 'bc;', ';', 'd']);
    });

    it('which is given so much at most as is looked at', () => {
      const lengths = new Set<number>();
      const by = (piece: string): number => {
        lengths.add(piece.length);
        return 0;
      };
      drain(of(text('x'.repeat(1000))).pipe(smooth({ by, maxLagMs: 0 })));
      assert.equal(Math.max(...lengths), 256);
    });

    it('which is taken for what it can mean, whatever it gives', () => {
      for (const [length, units] of [
        [NaN, ['abcd']],
        [-1, ['abcd']],
        [Infinity, ['abcd']],
        [1e9, ['abcd']],
        [0.5, ['abcd']],
        [1.5, ['a', 'b', 'c', 'd']],
        [undefined as never, ['abcd']],
      ] as const) {
        assert.deepEqual(paced('abcd', { by: () => length }), units, String(length));
      }
    });

    it('whose errors are those of the stream, on the timer too', async () => {
      for (const times of [0, 1, 2]) {
        const chunks$ = concat(of(text('abcd')), NEVER).pipe(smooth({ by: failing(times), everyMs: 1 }));
        assert.equal((await errorOf(chunks$)).message, 'mine');
      }
    });
  });

  describe('in a text in which no unit ends', () => {
    it('lets it go anyway beyond 64 characters, but for the last one', () => {
      for (const by of ['word', 'line', () => 0] as const) {
        assert.equal(unitByUnit(by, 'x'.repeat(70))[0], 'x'.repeat(64));
        assert.deepEqual(unitByUnit(by, 'x'.repeat(64)), ['x'.repeat(64)]);
        assert.equal(unitByUnit(by, '👩‍👩‍👧'.repeat(20))[0], '👩‍👩‍👧'.repeat(8));
      }
    });

    it('tears apart only a character that is longer than can be looked at', () => {
      const monster = `e${'\u0301'.repeat(400)}`;
      assert.deepEqual(unitByUnit('grapheme', monster), [monster.slice(0, 256), monster.slice(256)]);
      assert.deepEqual(unitByUnit('word', monster.slice(0, 200)), [monster.slice(0, 200)]);
    });

    it('knows that it can look no further, though half a pair is left out there', () => {
      const monster = `e${'\u0301'.repeat(254)}`;
      for (const by of ['grapheme', 'word'] as const) {
        assert.deepEqual(unitByUnit(by, `${monster}\u{1D167}x`), [monster, '\u{1D167}x']);
      }
    });
  });

  describe('where the engine has no `Intl.Segmenter`', () => {
    const { Segmenter } = Intl;
    before(() => delete engine.Segmenter);
    after(() => (engine.Segmenter = Segmenter));

    it('refuses what needs it', () => {
      for (const by of ['word', 'grapheme'] as const) {
        assert.throws(
          () => smooth({ by }),
          'options/by must be "line" or a function: this engine has no Intl.Segmenter',
        );
      }
    });

    it('still cuts a long tail before half a character', () => {
      const long = `${'x'.repeat(64)}😀`;
      const seen: string[] = [];
      const chunks = new Subject<Chunk>();
      chunks.pipe(smooth({ by: 'line' })).subscribe((chunk) => seen.push(textOf(chunk)));
      for (const unit of long.split('')) chunks.next(text(unit));
      chunks.complete();
      assert.deepEqual(seen, [long]);
    });
  });

  it('refuses options that it cannot follow', () => {
    const wrong: readonly (readonly [SmoothOptions, string])[] = [
      [{ everyMs: 0 }, 'options/everyMs must be a number of milliseconds above 0'],
      [{ everyMs: NaN }, 'options/everyMs must be a number of milliseconds above 0'],
      [{ maxLagMs: -1 }, 'options/maxLagMs must be a number of at least 0'],
      [{ locale: 'no language' }, 'options/locale must be a language tag such as "de" or "zh-Hant"'],
      [{ by: 'letter' as never }, 'options/by must be "word", "line", "grapheme" or a function'],
      [{ tail: 'drop' as never }, 'options/tail must be "flush" or "pace"'],
    ];
    for (const [options, message] of wrong) assert.throws(() => smooth(options), message);
  });

  describe('where the consumer wants to wait', () => {
    it('emits nothing at its pace, pauses the source, and goes on where it was', () => {
      runMarbles(({ cold, flush }) => {
        const source = new PausableSource<Chunk>();
        const consumer = new Consumer();
        source.pipe(smooth({ everyMs: 4 })).subscribe(consumer);
        source.emit(text('one two three four five '));
        cold('--p 20ms t').subscribe((act) => {
          if (act === 't') assert.deepEqual(consumer.seen, ['0 one ']);
          else consumer.gate.pause();
        });
        // Paused at 2 of 4 frames: two of them are left when it goes on.
        cold('-- 30ms r').subscribe(() => consumer.gate.resume());
        cold('-- 40ms e').subscribe(() => source.complete());
        flush();
        assert.deepEqual(source.log, ['pause', 'resume']);
        assert.deepEqual(consumer.seen, ['0 one ', '34 two ', '38 three ', '42 four five ']);
      });
    });

    it('does not take the time of the pause for lag', () => {
      runMarbles(({ cold, flush }) => {
        const source = new PausableSource<Chunk>();
        const consumer = new Consumer();
        source.pipe(smooth({ everyMs: 10, maxLagMs: 50 })).subscribe(consumer);
        source.emit(text('a '.repeat(101)));
        cold('5ms p 999ms r').subscribe((act) => (act === 'p' ? consumer.gate.pause() : consumer.gate.resume()));
        flush();
        assert.deepEqual(
          consumer.seen.map((line) => line.length),
          ['0 a ', '1010 ', '1020 ', '1030 ', '1040 '].map((line, i) => line.length + [0, 50, 50, 50, 48][i]!),
        );
      });
    });

    it('holds a first unit back too, but nothing that flushes it', () => {
      runMarbles(({ cold, flush }) => {
        const source = new PausableSource<Chunk>();
        const consumer = new Consumer();
        consumer.gate.pause();
        source.pipe(smooth({ everyMs: 4 })).subscribe(consumer);
        source.emit(text('one two'));
        assert.deepEqual(consumer.seen, []);
        source.emit(finish);
        assert.deepEqual(consumer.seen, ['0 one two', '0 [finish]']);
        source.emit(text(' three four'));
        cold('--r').subscribe(() => consumer.gate.resume());
        flush();
        assert.deepEqual(consumer.seen.slice(2), ['2  three ']);
      });
    });

    it('stops within the tick in which that is said', () => {
      runMarbles(({ flush }) => {
        const source = new PausableSource<Chunk>();
        const consumer = new Consumer();
        consumer.onNext = () => consumer.gate.pause();
        source.pipe(smooth({ everyMs: 4 })).subscribe(consumer);
        source.emit(text('one two three'), text(' four', 1), text(' five', 1));
        flush();
        assert.deepEqual(consumer.seen, ['0 one ']);
        assert.isTrue(source.paused);
      });
    });
  });

  describe('costs as much for each character', function () {
    this.timeout(120_000);

    const answers: Readonly<Record<string, (length: number) => readonly Chunk[]>> = {
      'that comes at once': (length) => [text('Hello big wide world. '.repeat(length / 22))],
      'that comes in pieces': (length) => Array.from({ length: length / 8 }, () => text('Hello we')),
      'of one word': (length) => Array.from({ length: length / 8 }, () => text('aaaaaaaa')),
      'of Chinese': (length) => Array.from({ length: length / 8 }, () => text('今天天气很好我们')),
    };
    for (const [name, answer] of Object.entries(answers)) {
      it(`of an answer of 1 MiB ${name}`, () => {
        const growth = cpuGrowth(64 * 1024, 1024 * 1024, (length) => {
          const chunks = answer(length);
          return () => {
            let seen = 0;
            runMarbles(({ flush }) => {
              from(chunks)
                .pipe(smooth({ everyMs: 20, tail: 'pace' }))
                .subscribe((chunk) => (seen += lengthOf(chunk)));
              flush();
            });
            assert.equal(
              seen,
              chunks.reduce((sum, chunk) => sum + lengthOf(chunk), 0),
            );
          };
        });
        assert.isBelow(growth, 4);
      });
    }
  });

  it('loses nothing, tears nothing apart, and lags no longer than it may, however a text is cut and timed', () => {
    const anyPiece = fc.constantFrom(
      'a',
      'Wort',
      ' ',
      '  ',
      '\n',
      '\r\n',
      ',',
      '.',
      "'",
      '-',
      '1',
      '3.5',
      '漢字',
      '世界',
      'かな',
      'カタカナ',
      '한국어',
      'é',
      'e\u0301',
      '\u0301',
      '😀',
      '👍🏽',
      '👩‍👩‍👧',
      '🇩🇪',
      '🇫🇷',
      '☝️',
      '\u200d',
      'क्षि',
      'नमस्ते',
      'ภาษาไทย',
      '\ud83d',
      '\ude00',
    );
    const anyText = fc.array(anyPiece, { minLength: 1, maxLength: 40 }).map((pieces) => pieces.join('').slice(0, 250));
    const anyCuts = fc.array(fc.tuple(fc.nat(250), fc.nat(30)), { maxLength: 20 });
    fc.assert(
      fc.property(
        anyText,
        anyCuts,
        fc.constantFrom('word', 'grapheme', 'line'),
        fc.constantFrom(20, 100, 400),
        fc.constantFrom('flush', 'pace'),
        (whole, cuts, by, maxLagMs, tail) => {
          const come: Log = [];
          const gone: Log = [];
          let end = '';
          runMarbles(({ flush }) => {
            play(cut(whole, cuts))
              .pipe(
                tap((chunk) => note(come, chunk)),
                smooth({ by, maxLagMs, tail, everyMs: 5 }),
              )
              .subscribe({ next: (chunk) => note(gone, chunk), complete: () => (end = 'complete') });
            flush();
          });
          assert.equal(gone.map(({ piece }) => piece).join(''), whole);
          assert.equal(end, 'complete');
          const characters = new Set([...new Intl.Segmenter().segment(whole)].map(({ index }) => index));
          for (const { piece, until } of gone) {
            assert.notEqual(piece, '');
            const isTorn = until < whole.length && !characters.has(until);
            assert.isFalse(isTorn, `${JSON.stringify(whole)} was torn apart at ${until}`);
          }
          for (const { at, until } of come) {
            const inTime = gone.findLast((entry) => entry.at <= at + maxLagMs)?.until ?? 0;
            assert.isAtLeast(inTime, wholeUnits(whole.slice(0, until), by));
          }
        },
      ),
      { seed: 20_260_401, numRuns: 400 },
    );
  });
});

const text = (piece: string, choice = 0): Chunk => ({ type: 'text', choice, text: piece });

const texts = <K extends string>(pieces: Readonly<Record<K, string>>): Record<K, Chunk> =>
  Object.fromEntries(Object.entries<string>(pieces).map(([key, piece]) => [key, text(piece)])) as Record<K, Chunk>;

const lengthOf = (chunk: Chunk): number => (chunk.type === 'text' ? chunk.text.length : 0);

const textOf = (chunk: Chunk): string => (chunk.type === 'text' ? chunk.text : '');

/** The units that one piece goes in, and what is left to the end. */
function paced(piece: string, options: SmoothOptions): readonly string[] {
  const seen: string[] = [];
  runMarbles(({ cold, flush }) => {
    cold('a 999ms |', { a: text(piece) })
      .pipe(smooth({ maxLagMs: Infinity, ...options }))
      .subscribe((chunk) => seen.push(textOf(chunk)));
    flush();
  });
  return seen;
}

/** A consumer that may wait. It notes when it was given what. */
class Consumer extends GateSubscriber<Chunk> {
  readonly seen: string[] = [];
  onNext: () => void = () => undefined;

  override get gate(): Gate {
    return super.gate;
  }

  protected override _next(chunk: Chunk): void {
    this.seen.push(`${asyncScheduler.now()} ${textOf(chunk) || `[${chunk.type}]`}`);
    this.onNext();
  }
}

/** What goes at once of a text that comes in its code units, and what is left to the end. */
function unitByUnit(by: SmoothOptions['by'], whole: string): readonly string[] {
  const seen: string[] = [];
  const chunks = new Subject<Chunk>();
  chunks.pipe(smooth({ by, everyMs: 60_000 })).subscribe((chunk) => seen.push(textOf(chunk)));
  for (const unit of whole.split('')) chunks.next(text(unit));
  chunks.complete();
  return seen;
}

/** Throws once it has been called so often. */
const failing = (times: number) => (): number => {
  if (times-- === 0) throw new Error('mine');
  return 1;
};

/** What came or went when, and how much it was in all. */
type Log = { readonly at: number; readonly piece: string; readonly until: number }[];

function note(log: Log, chunk: Chunk): void {
  const piece = textOf(chunk);
  log.push({ at: asyncScheduler.now(), piece, until: (log.at(-1)?.until ?? 0) + piece.length });
}

/** How much of a text is in units that cannot become longer. Of words it is not known. */
function wholeUnits(prefix: string, by: 'word' | 'line' | 'grapheme'): number {
  if (by === 'line') return prefix.lastIndexOf('\n') + 1;
  const known = prefix.replace(/[\ud800-\udbff]$/, '');
  return by === 'word' ? 0 : ([...new Intl.Segmenter().segment(known)].at(-1)?.index ?? 0);
}

/** The pieces of a text, and how long each comes after the one before. */
function cut(whole: string, cuts: readonly (readonly [at: number, afterMs: number])[]): readonly [string, number][] {
  const sorted = [...cuts.map(([at, ms]) => [at % whole.length, ms] as const), [whole.length, 1] as const].toSorted(
    ([a], [b]) => a - b,
  );
  return sorted
    .map(([end, ms], i): [string, number] => [whole.slice(sorted[i - 1]?.[0] ?? 0, end), ms])
    .filter(([piece]) => piece !== '');
}

function play(pieces: readonly (readonly [piece: string, afterMs: number])[]): Observable<Chunk> {
  return from(pieces).pipe(concatMap(([piece, afterMs]) => timer(afterMs).pipe(map(() => text(piece)))));
}
