import { left } from 'fp-ts/lib/Either.js';
import { assert } from 'chai';
import { EMPTY, filter, map, NEVER, Observable, of, Subject, takeWhile, throwError } from 'rxjs';
import * as z from 'zod';
import type { ToolCall } from '../../lib/index.ts';
import { script } from '../../lib/testing/index.ts';
import { type Approve, defineTool, type RunChunk, runTools, type Verdict } from '../../lib/tools/index.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { calling, notingTool, request, tool } from './parts.ts';

const told = (chunks: readonly RunChunk[]): readonly string[] =>
  chunks.flatMap((chunk) => ('call' in chunk ? [`${chunk.type} ${chunk.call.id}`] : []));

const call = { id: 'a', name: 'pay', arguments: '{}' };

/** What becomes of one call that is asked about like this. */
async function asking(approve: Approve) {
  const pay = notingTool('pay');
  const source = script([calling({ id: 'a', name: 'pay' }), 'Done.']);
  const { values, error } = await outcomeOf(runTools(source, { tools: [pay], approve }).run(request));
  return {
    error,
    events: told(values),
    executed: pay.calls.length,
    result: source.requests[1]?.messages.at(-1),
    outcome: values.find((chunk) => chunk.type === 'tool-result')?.outcome,
  };
}

/** Nobody answers. */
const verdict = new Subject<Verdict>();

const neverAsk = (): never => assert.fail('it asked');

describe('approve', () => {
  const yes: Readonly<Record<string, () => unknown>> = {
    true: () => true,
    'a promise of true': () => Promise.resolve(true),
    'a stream of true': () => of(true),
    'a stream whose first value is true': () => of(true, false),
    'a stream that goes on': () => new Observable((subscriber) => subscriber.next(true)),
  };
  for (const [name, approve] of Object.entries(yes)) {
    it(`lets a call run by ${name}`, async () => {
      const { events, executed } = await asking(approve as Approve);
      assert.deepEqual(events, ['tool-approval a', 'tool-start a', 'tool-result a']);
      assert.equal(executed, 1);
    });
  }

  const no: Readonly<Record<string, readonly [approve: () => unknown, message: string]>> = {
    false: [() => false, 'the call was denied'],
    'a promise of false': [() => Promise.resolve(false), 'the call was denied'],
    'a stream of false': [() => of(false), 'the call was denied'],
    'a stream whose first value is false': [() => of(false, true), 'the call was denied'],
    'a stream without a value': [() => EMPTY, 'the call was denied'],
    'a reason': [() => ({ approved: false, reason: 'too dear' }), 'the call was denied: too dear'],
    'a stream of a reason': [() => of({ approved: false, reason: 'too dear' }), 'the call was denied: too dear'],
    'a refusal without a reason': [() => ({ approved: false }), 'the call was denied'],
    nothing: [() => undefined, 'the call was denied'],
    'a word': [() => 'yes', 'the call was denied'],
  };
  for (const [name, [approve, message]] of Object.entries(no)) {
    it(`denies a call by ${name}, which the model is told`, async () => {
      const { events, executed, result, outcome } = await asking(approve as Approve);
      assert.deepEqual(events, ['tool-approval a', 'tool-result a']);
      assert.equal(executed, 0);
      assert.deepEqual(result, { role: 'tool', toolCallId: 'a', content: `Error: ${message}`, isError: true });
      assert.deepEqual(outcome, left({ reason: 'denied', message }));
    });
  }

  const mine = new TypeError('mine');
  const failures: Readonly<Record<string, () => unknown>> = {
    'a throw': () => {
      throw mine;
    },
    'a rejection': () => Promise.reject(mine),
    'a stream that fails': () => throwError(() => mine),
  };
  for (const [name, approve] of Object.entries(failures)) {
    it(`ends the run by ${name}, unchanged, and nothing is run`, async () => {
      const { error, executed } = await asking(approve as Approve);
      assert.strictEqual(error, mine);
      assert.equal(executed, 0);
    });
  }

  it('is asked with the call and with the arguments as the tool will get them', async () => {
    const asked: unknown[] = [];
    const pay = defineTool({
      name: 'pay',
      parameters: z.object({ sum: z.string().transform(Number) }),
      execute: ({ sum }) => sum,
    });
    const source = script([calling({ id: 'a', name: 'pay', arguments: { sum: '5' } }), 'Done.']);
    const approve: Approve = (...all) => {
      asked.push(...all);
      return true;
    };
    const { values } = await outcomeOf(runTools(source, { tools: [pay], approve }).run(request));
    const paid = { id: 'a', name: 'pay', arguments: '{"sum":"5"}' };
    assert.deepEqual(asked, [paid, { sum: 5 }]);
    assert.deepEqual(
      values.find(({ type }) => type === 'tool-approval'),
      { type: 'tool-approval', call: paid, args: { sum: 5 } },
    );
  });

  it('is not asked about a call that will not be run', async () => {
    const source = script([calling({ name: 'nobody' }, { name: 'pay', arguments: 'oops' }), 'Done.']);
    const { values } = await outcomeOf(
      runTools(source, { tools: [notingTool('pay')], approve: neverAsk }).run(request),
    );
    assert.notInclude(
      values.map(({ type }) => type),
      'tool-approval',
    );
  });

  it("of a tool wins over the run's", async () => {
    const free = { ...notingTool('free'), approve: () => true };
    const locked = { ...notingTool('locked'), approve: () => false };
    const source = script([
      calling({ id: 'a', name: 'free' }, { id: 'b', name: 'locked' }, { id: 'c', name: 'pay' }),
      'Done.',
    ]);
    const asked: string[] = [];
    const approve: Approve = ({ id }) => {
      asked.push(id);
      return true;
    };
    const pay = notingTool('pay');
    await outcomeOf(runTools(source, { tools: [free, locked, pay], approve }).stream(request));
    assert.deepEqual(asked, ['c']);
    assert.deepEqual([free.calls.length, locked.calls.length, pay.calls.length], [1, 0, 1]);
  });

  it('that waits holds no slot: other calls run meanwhile', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const verdict$ = cold<Verdict>('------(v|)', { v: true });
      const asked = '                 ^-----!   ';
      const quick = cold('             --(q|)    ');
      const one = '                    ^-!       ';
      const two = '                    --^-!     ';
      const paying = cold('                  --(p|)');
      const paid = '                   ------^-! ';
      const expected = '               --r-r---r ';
      const source = script([
        calling({ id: 'a', name: 'pay' }, { id: 'b', name: 'quick' }, { id: 'c', name: 'quick' }),
        NEVER,
      ]);
      const tools = [{ ...tool('pay', () => paying), approve: () => verdict$ }, tool('quick', () => quick)];
      const results = runTools(source, { tools, concurrency: 1 })
        .run(request)
        .pipe(
          filter(({ type }) => type === 'tool-result'),
          map(() => 'r'),
        );
      expectObservable(results, '------------!').toBe(expected);
      expectSubscriptions(verdict$.subscriptions).toBe(asked);
      expectSubscriptions(quick.subscriptions).toBe([one, two]);
      expectSubscriptions(paying.subscriptions).toBe(paid);
    });
  });

  it('asks about all calls at once, and approved ones run in the order of their approval', async () => {
    const verdicts: Record<string, Subject<Verdict>> = { a: new Subject(), b: new Subject(), c: new Subject() };
    const pay = notingTool('pay');
    const source = script([
      calling({ id: 'a', name: 'pay' }, { id: 'b', name: 'pay' }, { id: 'c', name: 'pay' }),
      'Done.',
    ]);
    const approve = ({ id }: ToolCall): Observable<Verdict> => verdicts[id] as Subject<Verdict>;
    const outcome = outcomeOf(runTools(source, { tools: [pay], approve, concurrency: 1 }).run(request));
    assert.isTrue(Object.values(verdicts).every(({ observed }) => observed));
    verdicts['c']?.next(true);
    verdicts['a']?.next(true);
    verdicts['b']?.next(false);
    await outcome;
    assert.deepEqual(
      pay.calls.map(({ id }) => id),
      ['c', 'a'],
    );
    assert.isFalse(
      Object.values(verdicts).some(({ observed }) => observed),
      'the first value closes the question',
    );
    const results = source.requests[1]?.messages.slice(-3) as readonly { readonly toolCallId: string }[];
    assert.deepEqual(
      results.map(({ toolCallId }) => toolCallId),
      ['a', 'b', 'c'],
    );
  });

  it('hears an answer that is given inside the event that asks', async () => {
    const answers = new Subject<string>();
    const pay = notingTool('pay');
    const runner = runTools(script([calling({ id: 'a', name: 'pay' }), 'Done.']), {
      tools: [pay],
      approve: ({ id }) => answers.pipe(map((answered) => answered === id)),
    });
    await new Promise<void>((resolve) => {
      runner.run(request).subscribe({
        next: (chunk) => chunk.type === 'tool-approval' && answers.next(chunk.call.id),
        complete: resolve,
      });
    });
    assert.lengthOf(pay.calls, 1);
  });

  it('is closed by unsubscribing, and nothing is run', () => {
    let open = 0;
    const pay = notingTool('pay');
    const approve = (): Observable<Verdict> =>
      new Observable(() => {
        open++;
        return () => void open--;
      });
    const source = script([calling({ name: 'pay' }, { name: 'pay' })]);
    const subscription = runTools(source, { tools: [pay], approve })
      .run(request)
      .subscribe();
    assert.equal(open, 2);
    subscription.unsubscribe();
    assert.equal(open, 0);
    assert.lengthOf(pay.calls, 0);
  });

  it('is closed by an abort', async () => {
    const controller = new AbortController();
    const pay = notingTool('pay');
    const runner = runTools(script([calling({ name: 'pay' })]), { tools: [pay], approve: () => verdict });
    const failing = errorOf(runner.stream({ ...request, signal: controller.signal }));
    assert.isTrue(verdict.observed);
    controller.abort();
    assert.equal((await failing).name, 'AbortError');
    assert.isFalse(verdict.observed);
    verdict.next(true);
    assert.lengthOf(pay.calls, 0);
  });

  it('is not heard once its consumer left inside the event that asks, though the answer is there', async () => {
    for (const approve of [(): Verdict => true, () => verdict]) {
      const pay = notingTool('pay');
      const runner = runTools(script([calling({ name: 'pay' })]), { tools: [pay], approve });
      await outcomeOf(runner.run(request).pipe(takeWhile(({ type }) => type !== 'tool-approval')));
      assert.lengthOf(pay.calls, 0);
    }
    assert.isFalse(verdict.observed);
  });

  it('is asked by stream() as well', async () => {
    const pay = notingTool('pay');
    const source = script([calling({ id: 'a', name: 'pay' }), 'Done.']);
    let asked = 0;
    const approve = (): Verdict => {
      asked++;
      return true;
    };
    const { values } = await outcomeOf(runTools(source, { tools: [pay], approve }).stream(request));
    assert.equal(asked, 1);
    assert.deepEqual(
      values.map(({ type }) => type),
      ['start', 'tool-call', 'text', 'finish'],
    );
    assert.deepEqual(pay.calls, [call]);
  });
});
