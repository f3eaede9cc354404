import { assert } from 'chai';
import { NEVER, Observable, of, Subject, takeWhile, tap } from 'rxjs';
import { type ChatRequest, type Chunk, toAsyncIterable } from '../../lib/index.ts';
import { script, sourceOf } from '../../lib/testing/index.ts';
import { type RunChunk, runTools, type ToolRunner } from '../../lib/tools/index.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { watchedController } from '../support/watchSignal.ts';
import { calling, notingTool, request, tool } from './parts.ts';

/** A tool that runs until it is stopped, and how it was. */
function endlessTool(how: 'observable' | 'promise' | 'iterable') {
  const seen: { signal?: AbortSignal; unsubscribed: number; returned: number } = { unsubscribed: 0, returned: 0 };
  const give = {
    observable: () => new Observable(() => () => void seen.unsubscribed++),
    promise: () => new Promise(() => undefined),
    iterable: () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => undefined),
        return: async () => {
          seen.returned++;
          return { done: true, value: undefined };
        },
      }),
    }),
  };
  const endless = tool('endless', (_, { signal }) => {
    seen.signal = signal;
    return give[how]();
  });
  return { endless, seen };
}

const stops: Readonly<Record<string, (runner: ToolRunner) => Promise<void>>> = {
  unsubscribe: async (runner) => runner.run(request).subscribe().unsubscribe(),
  'unsubscribe of stream()': async (runner) => runner.stream(request).subscribe().unsubscribe(),
  'unsubscribe of streamEither()': async (runner) => runner.streamEither(request).subscribe().unsubscribe(),
  break: async (runner) => {
    for await (const chunk of runner.stream(request)) if (chunk.type === 'tool-call') break;
  },
  'return() while it waits': async (runner) => {
    const iterator = runner.stream(request)[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.next();
    const waiting = iterator.next();
    await iterator.return?.();
    assert.deepEqual(await waiting, { done: true, value: undefined });
  },
  'throw()': async (runner) => {
    const iterator = runner.stream(request)[Symbol.asyncIterator]();
    await iterator.next();
    await iterator.throw?.(new Error('enough')).catch(() => undefined);
  },
  'an abort': async (runner) => {
    const controller = new AbortController();
    const failing = errorOf(runner.stream({ ...request, signal: controller.signal }));
    controller.abort(new Error('why'));
    assert.deepInclude(await failing, { name: 'AbortError', contentReceived: true, provider: 'runTools(script)' });
  },
};

describe('stopping a run', () => {
  for (const [name, stop] of Object.entries(stops)) {
    for (const how of ['observable', 'promise', 'iterable'] as const) {
      it(`by ${name} reaches a tool that gave ${how}`, async () => {
        const { endless, seen } = endlessTool(how);
        await stop(runTools(script([calling({ name: 'endless' })]), { tools: [endless] }));
        assert.isTrue(seen.signal?.aborted);
        assert.deepEqual(
          [seen.unsubscribed, seen.returned],
          [how === 'observable' ? 1 : 0, how === 'iterable' ? 1 : 0],
        );
      });
    }
  }

  it('happens at once, before the call that stops it returns', () => {
    const { endless, seen } = endlessTool('observable');
    const controller = new AbortController();
    runTools(script([calling({ name: 'endless' })]), { tools: [endless] })
      .run({ ...request, signal: controller.signal })
      .subscribe({ error: () => undefined });
    assert.isFalse(seen.signal?.aborted);
    controller.abort('why');
    assert.isTrue(seen.signal?.aborted);
    assert.equal(seen.signal?.reason, 'why');
    assert.equal(seen.unsubscribed, 1);
  });

  it('aborts a signal without a reason of its own by an AbortError', () => {
    const { endless, seen } = endlessTool('promise');
    runTools(script([calling({ name: 'endless' })]), { tools: [endless] })
      .run(request)
      .subscribe()
      .unsubscribe();
    assert.deepInclude(seen.signal?.reason, { name: 'AbortError' });
  });

  it('leaves the signal of a tool alone that is done', async () => {
    const signals: AbortSignal[] = [];
    const quick = tool('quick', (_, { signal }) => {
      signals.push(signal);
      if (signals.length === 2) throw new Error('lost');
    });
    const source = script([calling({ name: 'quick' }, { name: 'quick' }), NEVER]);
    runTools(source, { tools: [quick] })
      .run(request)
      .subscribe()
      .unsubscribe();
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [false, false],
    );
  });

  it('leaves no listener on the signal of the request', async () => {
    const { controller, listeners } = watchedController();
    const { endless } = endlessTool('observable');
    const asked = { ...request, signal: controller.signal };
    runTools(script([calling({ name: 'endless' })]), { tools: [endless] })
      .run(asked)
      .subscribe()
      .unsubscribe();
    assert.equal(listeners(), 0);
    await outcomeOf(runTools(script([calling({ name: 'x' }), 'Done.']), { tools: [notingTool('x')] }).run(asked));
    assert.equal(listeners(), 0);
  });

  it('closes the source while it answers', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const [s, c] = calling({ id: 'a', name: 'x' }) as [Chunk, Chunk];
      const answer = cold<Chunk>('s--c----', { s, c });
      const stop = '              -----!  ';
      const expected = '          s--c    ';
      expectObservable(runTools(sourceOf(answer), { tools: [] }).run(request), stop).toBe(expected, { s, c });
      expectSubscriptions(answer.subscriptions).toBe(stop.replace('-', '^').trim());
    });
  });

  it('between rounds asks the source no more', async () => {
    for (const moment of ['tool-result', 'round'] as const) {
      const controller = new AbortController();
      const source = script([calling({ name: 'x' }), 'Done.']);
      const run = runTools(source, { tools: [notingTool('x')] })
        .run({ ...request, signal: controller.signal })
        .pipe(tap(({ type }) => type === moment && controller.abort()));
      assert.equal((await errorOf(run)).name, 'AbortError');
      assert.lengthOf(source.requests, 1);
    }
  });

  it('in beforeRound asks the source no more', async () => {
    const controller = new AbortController();
    const source = script([calling({ name: 'x' }), 'Done.']);
    const runner = runTools(source, {
      tools: [notingTool('x')],
      beforeRound: ({ round }) => {
        if (round === 2) controller.abort();
        return undefined;
      },
    });
    assert.equal((await errorOf(runner.stream({ ...request, signal: controller.signal }))).name, 'AbortError');
    assert.lengthOf(source.requests, 1);
  });

  const moments: readonly RunChunk['type'][] = [
    'start',
    'tool-call',
    'tool-start',
    'tool-progress',
    'tool-result',
    'round',
  ];
  for (const moment of moments) {
    it(`inside next, at ${moment}, ends everything there`, async () => {
      const started: string[] = [];
      const source = script([calling({ id: 'a', name: 'x' }, { id: 'b', name: 'x' }), 'Done.']);
      const values = new Observable<number>((subscriber) => {
        for (let n = 0; n < 3 && !subscriber.closed; n++) subscriber.next(n);
        subscriber.complete();
      });
      const x = tool('x', (_, { call }) => {
        started.push(call.id);
        return values;
      });
      const { values: chunks } = await outcomeOf(
        runTools(source, { tools: [x] })
          .run(request)
          .pipe(takeWhile(({ type }) => type !== moment, true)),
      );
      assert.equal(chunks.at(-1)?.type, moment);
      assert.lengthOf(source.requests, 1);
      const ran = { start: 0, 'tool-call': 0, 'tool-start': 0, 'tool-progress': 1, 'tool-result': 1, round: 2 };
      assert.lengthOf(started, ran[moment as keyof typeof ran]);
    });
  }

  it('by the tool itself: its call is the last', async () => {
    const controller = new AbortController();
    let subscribed = false;
    const suicidal = tool('suicidal', () => {
      controller.abort();
      return new Observable(() => void (subscribed = true));
    });
    const later = notingTool('later');
    const source = script([calling({ name: 'suicidal' }, { name: 'later' })]);
    const asked: ChatRequest = { ...request, signal: controller.signal };
    assert.equal((await errorOf(runTools(source, { tools: [suicidal, later] }).run(asked))).name, 'AbortError');
    assert.isFalse(subscribed);
    assert.lengthOf(later.calls, 0);
  });

  it('leaves no rejection unhandled of a tool that fails by it', async () => {
    const unhandled: unknown[] = [];
    const note = (error: unknown): void => void unhandled.push(error);
    process.on('unhandledRejection', note);
    const failing = tool(
      'failing',
      (_, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
    );
    runTools(script([calling({ name: 'failing' })]), { tools: [failing] })
      .run(request)
      .subscribe()
      .unsubscribe();
    await new Promise((resolve) => setTimeout(resolve, 5));
    process.off('unhandledRejection', note);
    assert.deepEqual(unhandled, []);
  });

  it('drops those that wait for a slot', () => {
    const started: string[] = [];
    const busy = tool('busy', (_, { call }) => {
      started.push(call.id);
      return NEVER;
    });
    const source = script([calling({ id: 'a', name: 'busy' }, { id: 'b', name: 'busy' })]);
    runTools(source, { tools: [busy], concurrency: 1 })
      .run(request)
      .subscribe()
      .unsubscribe();
    assert.deepEqual(started, ['a']);
  });

  it('a signal that is aborted already asks and runs nothing', async () => {
    const source = script([]);
    const x = notingTool('x');
    const messages = [
      ...request.messages,
      { role: 'assistant' as const, toolCalls: [{ id: 'a', name: 'x', arguments: '{}' }] },
    ];
    const error = await errorOf(runTools(source, { tools: [x] }).run({ messages, signal: AbortSignal.abort() }));
    assert.equal(error.name, 'AbortError');
    assert.lengthOf(x.calls, 0);
    assert.lengthOf(source.requests, 0);
  });
});

describe('a run inside a run', () => {
  it('is re-entrant: a consumer starts the same runner from inside next', async () => {
    const x = notingTool('x');
    const runner = runTools(script([calling({ name: 'x' }), calling({ name: 'x' }), 'Inner.', 'Outer.']), {
      tools: [x],
    });
    const inner: string[] = [];
    let nested = false;
    const { values } = await outcomeOf(
      runner.run(request).pipe(
        tap(({ type }) => {
          if (type !== 'tool-start' || nested) return;
          nested = true;
          runner.stream(request).subscribe((chunk) => chunk.type === 'text' && inner.push(chunk.text));
        }),
      ),
    );
    assert.deepEqual(inner, ['Inner.']);
    assert.deepInclude(values.at(-3), { type: 'text', text: 'Outer.' });
    assert.lengthOf(x.calls, 2);
  });

  it('a tool is a runner itself: an agent that asks another', async () => {
    const clock = notingTool('clock');
    const expert = runTools(script([calling({ name: 'clock' }), 'Noon.']), { tools: [clock] });
    const ask = tool('ask', () => expert.stream(request));
    const { values } = await outcomeOf(
      runTools(script([calling({ name: 'ask' }), 'It is noon.']), { tools: [ask] }).run(request),
    );
    const progress = values.flatMap((chunk) => (chunk.type === 'tool-progress' ? [(chunk.value as Chunk).type] : []));
    assert.deepEqual(progress, ['start', 'tool-call', 'text']);
    assert.lengthOf(clock.calls, 1);
  });

  it('a source that answers late, by a Subject, is heard in each round', async () => {
    const rounds = [new Subject<Chunk>(), new Subject<Chunk>()] as const;
    const x = notingTool('x');
    const outcome = outcomeOf(runTools(script([...rounds]), { tools: [x] }).stream(request));
    for (const chunk of calling({ name: 'x' })) rounds[0].next(chunk);
    rounds[0].complete();
    assert.isTrue(rounds[1].observed);
    rounds[1].next({ type: 'text', choice: 0, text: 'Done.' });
    rounds[1].complete();
    assert.lengthOf((await outcome).values, 3);
  });

  it('for await over run() gives all of it', async () => {
    const types: string[] = [];
    const runner = runTools(script([calling({ name: 'x' }), 'Done.']), { tools: [tool('x', () => of(1))] });
    for await (const { type } of toAsyncIterable(runner.run(request))) types.push(type);
    assert.deepEqual(types, ['start', 'tool-call', 'tool-start', 'tool-result', 'round', 'text', 'round', 'finish']);
  });
});
