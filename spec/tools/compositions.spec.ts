import { assert } from 'chai';
import { concat, defer, NEVER, type Observable, of, share, throwError } from 'rxjs';
import {
  type ChatRequest,
  type ChatSource,
  type Chunk,
  ConnectionError,
  decorate,
  failover,
  hedge,
  limit,
  retryRequest,
} from '../../lib/index.ts';
import { script, sourceOf } from '../../lib/testing/index.ts';
import { runTools } from '../../lib/tools/index.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { runMarbles } from '../support/marbles.ts';
import { calling, notingTool, request, tool } from './parts.ts';

const lost = (): ConnectionError => new ConnectionError('ECONNRESET');

/** A conversation that ends with a call. */
const resumed: ChatRequest = {
  messages: [...request.messages, { role: 'assistant', toolCalls: [{ id: 'a', name: 'pay', arguments: '{}' }] }],
};

const textOf = async (source: ChatSource, asked = request): Promise<string> => {
  const { values, error } = await outcomeOf(source.stream(asked));
  if (error !== undefined) throw error;
  return values.flatMap((chunk) => (chunk.type === 'text' ? [chunk.text] : [])).join('');
};

describe('an error of a run', () => {
  it('says contentReceived from round 2 on, though the round had no content', async () => {
    const runner = runTools(script([calling({ name: 'pay' }), lost()]), { tools: [notingTool('pay')] });
    assert.deepInclude(await errorOf(runner.stream(request)), { code: 'ECONNRESET', contentReceived: true });
  });

  it('says so of round 1 after a round 0, and of a tool that ends the run', async () => {
    const after = runTools(script([lost()]), { tools: [notingTool('pay')] });
    assert.deepInclude(await errorOf(after.stream(resumed)), { contentReceived: true });
    const failing = tool('pay', () => throwError(lost));
    const ending = runTools(script([]), { tools: [failing], onToolError: 'fail' });
    assert.deepInclude(await errorOf(ending.stream(resumed)), { contentReceived: true });
  });

  it('does not say so of round 1 before content, and names who failed', async () => {
    const runner = runTools(script([lost()], { name: 'inner' }), { tools: [notingTool('pay')] });
    assert.deepInclude(await errorOf(runner.stream(request)), { contentReceived: false, provider: 'inner' });
  });
});

describe('around a runner, a tool is never run twice:', () => {
  /** Ways to be asked again, each given how to make a runner. */
  const around: Readonly<Record<string, (make: () => ChatSource) => ChatSource>> = {
    retryRequest: (make) => {
      const source = make();
      return decorate(source, { answer: (answer$) => answer$.pipe(retryRequest({ maxRetries: 3, baseDelayMs: 0 })) });
    },
    failover: (make) => failover([make(), make()]),
    'failover of a failover': (make) => failover([failover([make(), make()]), make()]),
    hedge: (make) => hedge([make(), make()], { delayMs: 0 }),
    'hedge that is patient': (make) => hedge([make(), make()], { delayMs: 1e6 }),
    'failover of limit of decorate': (make) => failover([limit(decorate(make(), {}), { concurrency: 1 }), make()]),
    'retryRequest of hedge of failover': (make) =>
      decorate(hedge([failover([make(), make()]), make()], { delayMs: 0 }), {
        answer: (answer$) => answer$.pipe(retryRequest({ maxRetries: 3, baseDelayMs: 0 })),
      }),
  };

  for (const [name, wrap] of Object.entries(around)) {
    it(`${name}, where round 2 fails`, async () => {
      const pay = notingTool('pay');
      const make = (): ChatSource => runTools(script([calling({ name: 'pay' }), lost(), lost()]), { tools: [pay] });
      const error = await errorOf(wrap(make).stream(request));
      assert.deepInclude(error, { name: 'ConnectionError', contentReceived: true });
      assert.lengthOf(pay.calls, 1);
    });

    it(`${name}, where round 1 after a round 0 fails`, async () => {
      const pay = notingTool('pay');
      const make = (): ChatSource => runTools(script([lost(), lost(), lost()]), { tools: [pay] });
      const error = await errorOf(wrap(make).stream(resumed));
      assert.deepInclude(error, { name: 'ConnectionError', contentReceived: true });
      assert.lengthOf(pay.calls, 1);
    });

    it(`${name}, where a tool of round 0 ends the run by what is no error of ours`, async () => {
      let calls = 0;
      const pay = tool('pay', () => {
        calls++;
        return throwError(() => 'boom');
      });
      const make = (): ChatSource => runTools(script(['a', 'b', 'c']), { tools: [pay], onToolError: 'fail' });
      const { error } = await outcomeOf(wrap(make).stream(resumed));
      assert.equal(error, 'boom');
      assert.equal(calls, 1);
    });

    it(`${name}, where round 0 is slow and silent`, () => {
      runMarbles(({ cold, expectObservable, flush }) => {
        let calls = 0;
        const pay = tool('pay', () => {
          calls++;
          return cold('100ms (p|)');
        });
        const make = (): ChatSource => runTools(script(['Paid.']), { tools: [pay] });
        const chunks: Record<string, Chunk> = {
          s: { type: 'start' },
          t: { type: 'text', choice: 0, text: 'Paid.' },
          f: { type: 'finish', choice: 0, reason: 'stop' },
        };
        expectObservable(wrap(make).stream(resumed)).toBe('100ms (stf|)', chunks);
        flush();
        assert.equal(calls, 1);
      });
    });

    it(`${name}: round 1 is asked again all the same while there is no content`, async () => {
      const pay = notingTool('pay');
      const source = script([lost(), calling({ name: 'pay' }), 'Paid.']);
      assert.equal(await textOf(wrap(() => runTools(source, { tools: [pay] }))), 'Paid.');
      assert.lengthOf(pay.calls, 1);
    });
  }

  it('retryRequest of run(), too', async () => {
    const pay = notingTool('pay');
    const runner = runTools(script([lost(), lost()]), { tools: [pay] });
    await errorOf(runner.run(resumed).pipe(retryRequest({ baseDelayMs: 0 })));
    assert.lengthOf(pay.calls, 1);
  });

  it('an answer of round 0 alone is one: failover does not call it empty', async () => {
    const pay = notingTool('pay');
    const runner = runTools(script([]), { tools: [pay], beforeRound: () => 'stop' });
    const { values, error } = await outcomeOf(failover([runner, script(['other'])]).stream(resumed));
    assert.isUndefined(error);
    assert.deepEqual(values, [{ type: 'start' }, { type: 'finish', choice: 0, reason: 'stop' }]);
    assert.lengthOf(pay.calls, 1);
  });

  it('where share hides the way, the error itself keeps retryRequest from it', async () => {
    const pay = notingTool('pay');
    const runner = runTools(script([lost(), lost()]), { tools: [pay] });
    await errorOf(runner.stream(resumed).pipe(share(), retryRequest({ baseDelayMs: 0 })));
    assert.lengthOf(pay.calls, 1);
  });
});

describe('inside a runner', () => {
  it('failover and retryRequest are for single rounds', async () => {
    const pay = notingTool('pay');
    const first = script([lost(), lost(), lost()]);
    const second = script([calling({ name: 'pay' }), lost(), 'Paid.']);
    const patient = decorate(failover([first, second]), {
      answer: (answer$) => answer$.pipe(retryRequest({ baseDelayMs: 0 })),
    });
    assert.equal(await textOf(runTools(patient, { tools: [pay] })), 'Paid.');
    assert.lengthOf(pay.calls, 1);
    assert.deepEqual(
      [first.requests, second.requests].map((requests) => requests.map(({ messages }) => messages.length)),
      [
        [1, 3, 3],
        [1, 3, 3],
      ],
    );
  });

  it('limit counts rounds, not runs: a tool that waits holds no slot of it', async () => {
    const source = limit(script([calling({ name: 'pay' }), 'Other.']), { concurrency: 1 });
    const run = runTools(source, { tools: [tool('pay', () => NEVER)] })
      .stream(request)
      .subscribe();
    assert.equal(await textOf(source), 'Other.');
    run.unsubscribe();
  });

  it('an answer that is cut in round 2 is told as far as it came', async () => {
    let asked = 0;
    const source = sourceOf(() =>
      defer(() => {
        if (++asked === 1) return of(...calling({ name: 'pay' }));
        const text: Chunk = { type: 'text', choice: 0, text: 'Pai' };
        return concat(of({ type: 'start' } as const, text), throwError(lost));
      }),
    );
    const { values, error } = await outcomeOf(runTools(source, { tools: [notingTool('pay')] }).stream(request));
    assert.deepEqual(values.at(-1), { type: 'text', choice: 0, text: 'Pai' });
    assert.deepInclude(error as object, { contentReceived: true });
  });

  it('what the source throws instead of a stream is an error notification, in each round', async () => {
    const mine = new TypeError('mine');
    let asked = 0;
    const source = {
      name: 'source',
      stream: (): Observable<Chunk> => {
        if (++asked === 1) return of(...calling({ name: 'pay' }));
        throw mine;
      },
    };
    assert.strictEqual(await errorOf(runTools(source, { tools: [notingTool('pay')] }).run(request)), mine as never);
  });
});
