import { assert } from 'chai';
import * as fc from 'fast-check';
import { concat, from, of, Subject } from 'rxjs';
import * as z from 'zod';
import type { Chunk } from '../../lib/chunk/Chunk.ts';
import { type Gate, GateSubscriber } from '../../lib/rx/Gate.ts';
import { partialObject } from '../../lib/structured/partialObject.ts';
import { cpuGrowth } from '../support/cpuGrowth.ts';
import { drain } from '../support/drain.ts';
import { runMarbles } from '../support/marbles.ts';
import { PausableSource } from '../support/PausableSource.ts';
import { anyDocument } from './anyDocument.ts';
import { finish, text } from './chunks.ts';
import { cutAnswer } from './cutAnswer.ts';
import { writeJson } from './writeJson.ts';

const City = z.object({ name: z.string(), sights: z.array(z.string()) });

describe('partialObject', () => {
  it('emits the value so far after each chunk of text that changes it', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const chunks = hot('-s-a-b-c-d-f-|', {
        s: { type: 'start' },
        a: text('{"name":"Os'),
        b: text('lo","sig'),
        c: text('hts":["Op'),
        d: text('era"]}'),
        f: { type: 'finish', choice: 0, reason: 'stop' },
      } satisfies Record<string, Chunk>);
      const subs = '      ^------------!';
      const expected = '  ---a-b-c-d---|';

      expectObservable(chunks.pipe(partialObject(City))).toBe(expected, {
        a: { name: 'Os' },
        b: { name: 'Oslo' },
        c: { name: 'Oslo', sights: ['Op'] },
        d: { name: 'Oslo', sights: ['Opera'] },
      });
      expectSubscriptions(chunks.subscriptions).toBe(subs);
    });
  });

  it('reads the text of one choice, and nothing else', () => {
    const chunks: Chunk[] = [
      { type: 'reasoning', choice: 0, text: '{"no":1}' },
      text('{"a":'),
      text('["b"', 1),
      { type: 'tool-call', choice: 0, index: 0, arguments: '{"no":2}' },
      { type: 'refusal', choice: 0, text: '!' },
      text('1}'),
      text(']', 1),
    ];
    assert.deepEqual(drain(from(chunks).pipe(partialObject())), [{}, { a: 1 }]);
    assert.deepEqual(drain(from(chunks).pipe(partialObject(undefined, { choice: 1 }))), [['b']]);
  });

  it('checks nothing', () => {
    assert.deepEqual(drain(of(text('{"name":1}')).pipe(partialObject(City))), [{ name: 1 }] as never);
  });

  describe('leaves the last value where the answer', () => {
    for (const reason of ['length', 'content-filter', 'stop'] as const) {
      it(`is cut (${reason})`, () => {
        const chunks: Chunk[] = [text('{"a":"x","b":12'), { type: 'finish', choice: 0, reason }];
        assert.deepEqual(drain(from(chunks).pipe(partialObject())), [{ a: 'x' }]);
      });
    }

    it('is refused', () => {
      assert.deepEqual(drain(of<Chunk>({ type: 'refusal', choice: 0, text: 'No.' }).pipe(partialObject())), []);
    });
  });

  it('takes a number alone for whole at the end, but not where it is cut', () => {
    assert.deepEqual(drain(from(numberEndingWith('stop')).pipe(partialObject())), [12]);
    assert.deepEqual(drain(from(numberEndingWith('length')).pipe(partialObject())), []);
    assert.deepEqual(drain(from(numberEndingWith('unknown')).pipe(partialObject())), []);
  });

  it('completes after the last good value where the text is not JSON, and unsubscribes the source', () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const chunks = hot('-a--b----', { a: text('{"a":1,"b":2'), b: text(',}') });
      const subs = '      ^---!    ';
      const expected = '  -a--(b|) ';

      expectObservable(chunks.pipe(partialObject())).toBe(expected, { a: { a: 1 }, b: { a: 1, b: 2 } });
      expectSubscriptions(chunks.subscriptions).toBe(subs);
    });
  });

  it('passes an error on after the last value', () => {
    runMarbles(({ hot, expectObservable }) => {
      const chunks = hot('-ab-#    ', { a: text('["a'), b: text('b') });

      expectObservable(chunks.pipe(partialObject())).toBe('-ab-#', { a: ['a'], b: ['ab'] });
      expectObservable(chunks.pipe(partialObject(undefined, { everyMs: 9 }))).toBe('-a--(b#)', {
        a: ['a'],
        b: ['ab'],
      });
    });
  });

  describe('at a pace', () => {
    it('emits the first value at once, then one in so much time, and the last before the end', () => {
      runMarbles(({ hot, expectObservable }) => {
        const chunks = hot('-abc-d-------e|   ', {
          a: text('["a'),
          b: text('b'),
          c: text('c'),
          d: text('d'),
          e: text('"]'),
        });
        const expected = '  -a---d--------|   ';

        expectObservable(chunks.pipe(partialObject(undefined, { everyMs: 4 }))).toBe(expected, {
          a: ['a'],
          d: ['abcd'],
        });
      });
    });

    it('stands still while the consumer wants to wait', () => {
      runMarbles(({ cold, flush }) => {
        const source = new PausableSource<Chunk>();
        const consumer = new Consumer();
        source.pipe(partialObject(undefined, { everyMs: 4 })).subscribe(consumer);
        source.emit(text('["a'), text('b'));
        consumer.gate.pause();
        source.emit(text('c'));
        cold('20ms r').subscribe(() => {
          assert.deepEqual(consumer.seen, [['a']]);
          consumer.gate.resume();
        });
        flush();
        assert.deepEqual(consumer.seen, [['a'], ['abc']]);
        assert.deepEqual(source.log, ['pause', 'resume']);
      });
    });

    it('has no timer left when it is unsubscribed', () => {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const chunks = hot('-ab------', { a: text('["a'), b: text('b') });
        const unsub = '     ---!     ';

        expectObservable(chunks.pipe(partialObject(undefined, { everyMs: 4 })), unsub).toBe('-a--', { a: ['a'] });
        expectSubscriptions(chunks.subscriptions).toBe('^--!');
      });
    });
  });

  it('gives for any document, cut anywhere and among other chunks, all that is certain, and nothing else', () => {
    fc.assert(
      fc.property(anyDocument, fc.nat(), fc.array(fc.nat(300), { maxLength: 12 }), (document, seed, cuts) => {
        const { text: whole, steps, value } = writeJson(document, seed);
        const seen: unknown[] = [];
        const written: string[] = [];
        const chunks = new Subject<Chunk>();
        chunks.pipe(partialObject()).subscribe((partial) => {
          seen.push(partial);
          written.push(JSON.stringify(partial));
        });
        let last: unknown;
        let expected = 0;
        for (const { chunk, end } of cutAnswer(whole, cuts)) {
          chunks.next(chunk);
          const certain = steps[end - 1]?.certain;
          if (JSON.stringify(certain) !== JSON.stringify(last)) expected++;
          last = certain;
          assert.lengthOf(seen, expected);
          assert.strictEqual(JSON.stringify(seen.at(-1)), JSON.stringify(certain));
        }
        chunks.complete();
        assert.strictEqual(JSON.stringify(seen.at(-1)), JSON.stringify(value));
        // What was given is still what it was.
        assert.deepEqual(
          seen.map((partial) => JSON.stringify(partial)),
          written,
        );
      }),
      { seed: 20_260_403, numRuns: 500 },
    );
  });

  it('keeps what is complete, so that a view sees what is new', () => {
    const values = drain(
      from(['{"cities":[{"name":"Oslo"},', '{"name":"Ro', 'me"}]}'].map((piece) => text(piece))).pipe(
        partialObject<{ cities: { name: string }[] }>(),
      ),
    );
    const [a, b, c] = values.map(({ cities }) => cities);
    assert.deepEqual(c, [{ name: 'Oslo' }, { name: 'Rome' }]);
    assert.strictEqual(a?.[0], c?.[0]);
    assert.strictEqual(b?.[0], c?.[0]);
    assert.notStrictEqual(b?.[1], c?.[1]);
  });

  describe('costs as much for each character of an answer of 1 MiB', function () {
    this.timeout(120_000);

    const answers: Readonly<Record<string, (length: number) => string>> = {
      'of one long text': (length) => `{"text":"${'word '.repeat(length / 5)}"}`,
      'of a list of texts, which is long because they are': (length) =>
        `[${`"${'x'.repeat(length / 40)}",`.repeat(40)}0]`,
    };
    for (const [name, answer] of Object.entries(answers)) {
      it(name, () => {
        const growth = cpuGrowth(64 * 1024, 1024 * 1024, (length) => {
          const chunks = (answer(length).match(/[^]{1,20}/g) ?? []).map((piece) => text(piece));
          return () => concat(from(chunks)).pipe(partialObject()).subscribe();
        });
        assert.isBelow(growth, 4);
      });
    }
  });
});

const numberEndingWith = (reason: 'stop' | 'length' | 'unknown'): readonly Chunk[] => [text('12'), finish(reason)];

/** A consumer that may wait. */
class Consumer extends GateSubscriber<unknown> {
  readonly seen: unknown[] = [];

  override get gate(): Gate {
    return super.gate;
  }

  protected override _next(value: unknown): void {
    this.seen.push(value);
  }
}
