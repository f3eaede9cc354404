import { inspect } from 'node:util';
import { isLeft, isRight, left, type Either } from 'fp-ts/lib/Either.js';
import { assert } from 'chai';
import * as fc from 'fast-check';
import { concat, firstValueFrom, map, NEVER, type Observable, of, Subject, take, takeUntil, throwError } from 'rxjs';
import { ChatRequest, type Chunk, ConnectionError, type Message, type ToolCall } from '../../lib/index.ts';
import { answerOf, script, type ScriptedAnswer } from '../../lib/testing/index.ts';
import {
  type PartialRun,
  type Run,
  type RunChunk,
  type RunnableTool,
  runTools,
  settleRun,
} from '../../lib/tools/index.ts';
import { runMarbles } from '../support/marbles.ts';
import { outcomeOf } from '../support/outcome.ts';
import { anything, calling, request, tool } from './parts.ts';

const clock = tool('clock', () => 'noon');
const endless = tool('endless', () => NEVER);
const browser = { name: 'browser', parameters: anything };
const locked: RunnableTool = { ...tool('locked', () => 'opened'), approve: () => NEVER };
const tools = [clock, endless, browser, locked];

const cancelled = (toolCallId: string): Message => ({
  role: 'tool',
  toolCallId,
  content: 'Error: cancelled',
  isError: true,
});

const settled = (run: Observable<RunChunk>): Promise<Either<PartialRun, Run>> => firstValueFrom(run.pipe(settleRun()));

const runOf = (either: Either<PartialRun, Run>): Run => (isLeft(either) ? either.left.run : either.right);

/** What a run of these answers amounts to when it is stopped where it waits. */
async function stopped(answers: readonly ScriptedAnswer[], messages = request.messages): Promise<Run> {
  const controller = new AbortController();
  const run = runTools(script(answers), { tools }).run({ messages, signal: controller.signal });
  const settling = settled(run);
  controller.abort();
  const either = await settling;
  assert.deepInclude(either, { _tag: 'Left' });
  if (isLeft(either)) assert.deepInclude(either.left.error as object, { name: 'AbortError' });
  return runOf(either);
}

/** A conversation that ends with calls. */
const resumed = (...names: readonly string[]): readonly Message[] => [
  ...request.messages,
  { role: 'assistant', toolCalls: names.map((name) => ({ id: `id-${name}`, name, arguments: '{}' })) },
];

describe('settleRun', () => {
  it('gives a whole run: its messages, its last answer, the sum of its usage', async () => {
    const source = script([
      answerOf({ id: 'r1', toolCalls: [{ id: 'a', name: 'clock' }], usage: { totalTokens: 3 } }),
      answerOf({ id: 'r2', model: 'm', text: 'Noon.', usage: { totalTokens: 4 } }),
    ]);
    const either = await settled(runTools(source, { tools }).run(request));
    assert.isTrue(isRight(either));
    const run = runOf(either);
    assert.deepEqual(run, {
      answer: {
        id: 'r2',
        model: 'm',
        text: 'Noon.',
        reasoning: '',
        refusal: '',
        toolCalls: [],
        sources: [],
        blocks: [],
        finishReason: 'stop',
        usage: { totalTokens: 4 },
      },
      messages: [
        { role: 'assistant', content: null, toolCalls: [{ id: 'a', name: 'clock', arguments: '{}' }] },
        { role: 'tool', toolCallId: 'a', content: 'noon' },
        { role: 'assistant', content: 'Noon.' },
      ],
      pending: [],
      rounds: 2,
      usage: { totalTokens: 7 },
    });
    assert.deepEqual([...request.messages, ...run.messages.slice(0, 2)], source.requests[1]?.messages as never);
  });

  it('gives it once, when the run ends', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const chunks: Record<string, Chunk> = {
        t: { type: 'text', choice: 0, text: 'Hi' },
        f: { type: 'finish', choice: 0, reason: 'stop' },
      };
      const run = cold('     t--f-|  ', chunks);
      const asked = '        ^----!  ';
      const expected = '     -----(x|)';
      expectObservable(
        run.pipe(
          settleRun(),
          map(() => 'x'),
        ),
      ).toBe(expected);
      expectSubscriptions(run.subscriptions).toBe(asked);
    });
  });

  it('gives what had come when the run failed, and why', async () => {
    const failure = new ConnectionError('ECONNRESET');
    const run = runTools(script([calling({ id: 'a', name: 'clock' }), failure]), { tools }).run(request);
    const either = await settled(run);
    assert.deepEqual(isLeft(either) && either.left.error, failure);
    assert.deepEqual(runOf(either).messages, [
      { role: 'assistant', content: null, toolCalls: [{ id: 'a', name: 'clock', arguments: '{}' }] },
      { role: 'tool', toolCallId: 'a', content: 'noon' },
    ]);
    assert.equal(runOf(either).rounds, 1);
    assert.deepEqual(runOf(either).answer.toolCalls, [{ id: 'a', name: 'clock', arguments: '{}' }]);
  });

  it('gives no usage where no round told of any', async () => {
    const run = runOf(await settled(runTools(script(['Hi.']), { tools }).run(request)));
    assert.doesNotHaveAnyKeys(run, ['usage']);
  });

  it('gives the usage of the rounds before, where a later one fails', async () => {
    const answers = [answerOf({ toolCalls: [{ name: 'clock' }], usage: { totalTokens: 3 } }), new Error('lost')];
    const run = runOf(await settled(runTools(script(answers), { tools }).run(request)));
    assert.deepEqual(run.usage, { totalTokens: 3 });
  });

  it('gives an empty run where nothing had come', async () => {
    const failure = new Error('lost');
    const either = await settled(runTools(script([failure]), { tools }).run(request));
    assert.deepEqual<unknown>(either, left({ run: runOf(either), error: failure }));
    assert.deepInclude(runOf(either), { messages: [], pending: [], rounds: 0 });
    assert.equal(runOf(either).answer.text, '');
  });

  describe('gives only messages that a provider takes:', () => {
    it('a call that was cut off has a result, and so has one that never began', async () => {
      const run = await stopped([
        calling({ id: 'a', name: 'clock' }, { id: 'b', name: 'endless' }, { id: 'c', name: 'clock' }),
      ]);
      assert.deepEqual(run.messages.slice(1), [
        { role: 'tool', toolCallId: 'a', content: 'noon' },
        cancelled('b'),
        { role: 'tool', toolCallId: 'c', content: 'noon' },
      ]);
      assert.deepEqual(run.pending, []);
      const many = Array.from({ length: 10 }, (_, i) => ({ id: `c${i}`, name: 'endless' }));
      assert.deepEqual(
        (await stopped([calling(...many)])).messages.slice(1),
        many.map(({ id }) => cancelled(id)),
      );
    });

    it('calls that wait for an approval stay open, and are pending', async () => {
      const run = await stopped([
        calling({ id: 'a', name: 'locked', arguments: { x: 1 } }, { id: 'b', name: 'clock' }),
      ]);
      assert.deepEqual(run.messages.slice(1), [{ role: 'tool', toolCallId: 'b', content: 'noon' }]);
      assert.deepEqual(run.pending, [{ id: 'a', name: 'locked', arguments: '{"x":1}' }]);
    });

    it('a call that was approved and waits for a slot has a result: it never began', async () => {
      const approved: RunnableTool = { ...tool('approved', () => NEVER), approve: () => true };
      const controller = new AbortController();
      const source = script([calling({ id: 'a', name: 'approved' }, { id: 'b', name: 'approved' })]);
      const run = runTools(source, { tools: [approved], concurrency: 1 }).run({
        ...request,
        signal: controller.signal,
      });
      const settling = settled(run);
      controller.abort();
      const { messages, pending } = runOf(await settling);
      assert.deepEqual(messages.slice(1), [cancelled('a'), cancelled('b')]);
      assert.deepEqual(pending, []);
    });

    it('calls of tools without execute stay open, and are pending', async () => {
      const answers = [calling({ id: 'a', name: 'browser' }, { id: 'b', name: 'clock' })];
      const either = await settled(runTools(script(answers), { tools }).run(request));
      assert.isTrue(isRight(either));
      const pending = [{ id: 'a', name: 'browser', arguments: '{}' }];
      assert.deepEqual(runOf(either).pending, pending);
      assert.equal(runOf(either).answer.finishReason, 'tool-calls');
      assert.deepEqual(runOf(either).messages.slice(1), [{ role: 'tool', toolCallId: 'b', content: 'noon' }]);
      const run = await stopped([calling({ id: 'a', name: 'browser' }, { id: 'b', name: 'endless' })]);
      assert.deepEqual(run.pending, pending);
      assert.deepEqual(run.messages.slice(1), [cancelled('b')]);
    });

    it('they go on in another run: approved, or answered by hand', async () => {
      const run = await stopped([calling({ id: 'a', name: 'locked' }, { id: 'b', name: 'clock' })]);
      const messages = [...request.messages, ...run.messages];
      const open: RunnableTool = { ...locked, approve: () => true };
      const source = script(['Opened.']);
      const again = runOf(await settled(runTools(source, { tools: [clock, open] }).run({ messages })));
      assert.deepEqual(again.messages, [
        { role: 'tool', toolCallId: 'a', content: 'opened' },
        { role: 'assistant', content: 'Opened.' },
      ]);
      const byHand: Message[] = run.pending.map(({ id }) => ({ role: 'tool', toolCallId: id, content: 'by hand' }));
      const other = script(['Thanks.']);
      await settled(runTools(other, { tools }).run({ messages: [...messages, ...byHand] }));
      assert.deepEqual(other.requests[0]?.messages, [...messages, ...byHand]);
    });

    it('the calls of an answer that was cut off have results, and arguments that can be read', async () => {
      const [start, call] = calling({ id: 'a', name: 'clock' }, { id: 'b', name: 'clock' }) as [Chunk, Chunk];
      const half: Chunk = { type: 'tool-call', choice: 0, index: 1, id: 'b', name: 'clock', arguments: '{"zone":"Eu' };
      const cut = concat(
        of(start, { type: 'text', choice: 0, text: 'See' } as const, call, half),
        throwError(() => new Error('lost')),
      );
      const run = runOf(await settled(runTools(script([cut]), { tools }).run(request)));
      assert.deepEqual(run.messages, [
        {
          role: 'assistant',
          content: 'See',
          toolCalls: [
            { id: 'a', name: 'clock', arguments: '{}' },
            { id: 'b', name: 'clock', arguments: '{}' },
          ],
        },
        cancelled('a'),
        cancelled('b'),
      ]);
      assert.equal(run.rounds, 1);
      assert.equal(run.answer.toolCalls[1]?.arguments, '{"zone":"Eu');
    });

    it('an answer cut off after blocks leaves its text alone, and nothing where there is none', async () => {
      const block: Chunk = { type: 'block', choice: 0, wire: 'anthropic', value: { type: 'thinking' } };
      const [start, call] = calling({ id: 'a', name: 'clock' }) as [Chunk, Chunk];
      const text: Chunk = { type: 'text', choice: 0, text: 'See' };
      const lost = throwError(() => new Error('lost'));
      const cut = (...chunks: Chunk[]): Observable<RunChunk> =>
        runTools(script([concat(of(start, ...chunks), lost)]), { tools }).run(request);
      assert.deepEqual(runOf(await settled(cut(block, text, call))).messages, [{ role: 'assistant', content: 'See' }]);
      assert.deepEqual(runOf(await settled(cut(block, call))).messages, []);
    });

    it('blocks of a whole answer stay, though its calls were cut off', async () => {
      const blocks = [{ wire: 'anthropic', value: { type: 'tool_use', id: 'a' } }];
      const run = await stopped([answerOf({ toolCalls: [{ id: 'a', name: 'endless' }], blocks })]);
      assert.deepInclude(run.messages[0], { blocks });
      assert.deepEqual(run.messages[1], cancelled('a'));
    });

    it('an answer of nothing leaves no message', async () => {
      const run = runOf(await settled(runTools(script(['']), { tools }).run(request)));
      assert.deepEqual(run.messages, []);
      assert.equal(run.rounds, 1);
    });

    for (const finishReason of ['length', 'content-filter'] as const) {
      it(`calls of an answer that ended by ${finishReason} have results`, async () => {
        const answer = answerOf({
          text: 'See',
          toolCalls: [{ id: 'a', name: 'clock', arguments: '{"zo' }],
          finishReason,
        });
        const run = runOf(await settled(runTools(script([answer]), { tools }).run(request)));
        assert.deepEqual(run.messages, [
          { role: 'assistant', content: 'See', toolCalls: [{ id: 'a', name: 'clock', arguments: '{}' }] },
          cancelled('a'),
        ]);
        assert.deepEqual(run.pending, []);
      });
    }
  });

  describe('of a run that began with open calls', () => {
    it('adds their results alone, and counts no round', async () => {
      const run = runOf(
        await settled(runTools(script([new Error('lost')]), { tools }).run({ messages: resumed('clock') })),
      );
      assert.deepEqual(run.messages, [{ role: 'tool', toolCallId: 'id-clock', content: 'noon' }]);
      assert.equal(run.rounds, 0);
    });

    it('leaves those open that wait, and answers those that were cut off or never began', async () => {
      const run = await stopped([], resumed('locked', 'endless', 'clock', 'browser'));
      assert.deepEqual(run.messages, [
        cancelled('id-endless'),
        { role: 'tool', toolCallId: 'id-clock', content: 'noon' },
      ]);
      assert.deepEqual(
        run.pending.map(({ name }) => name),
        ['locked', 'browser'],
      );
    });

    it('lists the client’s own where the run completes', async () => {
      const either = await settled(runTools(script([]), { tools }).run({ messages: resumed('browser', 'clock') }));
      assert.isTrue(isRight(either));
      assert.deepEqual(
        runOf(either).pending.map(({ name }) => name),
        ['browser'],
      );
    });

    it('answers one that waits for a slot', async () => {
      const controller = new AbortController();
      const messages: Message[] = [
        ...request.messages,
        {
          role: 'assistant',
          toolCalls: ['a', 'b'].map((id) => ({ id, name: 'endless', arguments: '{}' })),
        },
      ];
      const run = runTools(script([]), { tools, concurrency: 1 }).run({ messages, signal: controller.signal });
      const settling = settled(run);
      controller.abort();
      assert.deepEqual(runOf(await settling).messages, [cancelled('a'), cancelled('b')]);
    });
  });

  it('settles a run that an operator ends, as a whole one', async () => {
    const stop = new Subject<void>();
    const runner = runTools(script([calling({ id: 'a', name: 'endless' })]), { tools });
    const settling = settled(runner.run(request).pipe(takeUntil(stop)));
    stop.next();
    const either = await settling;
    assert.isTrue(isRight(either));
    assert.deepEqual(runOf(either).messages.slice(1), [cancelled('a')]);
  });

  it('learns what events do not say by a member that shows nowhere, and that every copy of the package finds', async () => {
    const { values } = await outcomeOf(
      runTools(script([calling({ id: 'a', name: 'clock' }), 'Noon.']), { tools }).run(request),
    );
    const events = values.filter(({ type }) => ['tool-start', 'tool-result', 'round'].includes(type));
    assert.lengthOf(events, 4);
    for (const event of events) {
      const notes = (event as never)[Symbol.for('rxllm.roundNotes')] as { readonly calls: readonly ToolCall[] };
      assert.isArray(notes.calls);
      assert.notInclude(inspect(event, { depth: 9 }), 'foreign');
      assert.deepEqual({ ...event }, event);
      assert.isEmpty(Object.getOwnPropertySymbols({ ...event }));
    }
  });

  it('reads chunks that went over a wire, which know less', async () => {
    const controller = new AbortController();
    const runner = runTools(
      script([calling({ id: 'a', name: 'locked' }, { id: 'b', name: 'clock' }, { id: 'c', name: 'endless' })]),
      { tools },
    );
    const copied = runner
      .run({ ...request, signal: controller.signal })
      .pipe(map((chunk) => JSON.parse(JSON.stringify(chunk)) as RunChunk));
    const settling = settled(copied);
    controller.abort();
    const run = runOf(await settling);
    assert.deepEqual(run.messages.slice(1), [{ role: 'tool', toolCallId: 'b', content: 'noon' }, cancelled('c')]);
    assert.deepEqual(run.pending, [{ id: 'a', name: 'locked', arguments: '{}' }]);
    const whole = runTools(
      script([calling({ id: 'a', name: 'clock' }), answerOf({ text: 'Noon.', usage: { totalTokens: 1 } })]),
      { tools },
    )
      .run(request)
      .pipe(map((chunk) => JSON.parse(JSON.stringify(chunk)) as RunChunk));
    const resume = { messages: resumed('locked', 'clock'), signal: AbortSignal.timeout(1) };
    const zero = runTools(script([]), { tools }).run(resume);
    const cut = runOf(await settled(zero.pipe(map((chunk) => JSON.parse(JSON.stringify(chunk)) as RunChunk))));
    assert.deepEqual(cut.messages, [{ role: 'tool', toolCallId: 'id-clock', content: 'noon' }]);
    assert.deepEqual(
      cut.pending.map(({ name }) => name),
      ['locked'],
    );
    const told = runOf(await settled(whole));
    assert.deepInclude(told, { rounds: 2, usage: { totalTokens: 1 }, pending: [] });
    assert.deepInclude(told.answer, { text: 'Noon.', finishReason: 'stop' });
  });

  it('reads a stream that has starts and ends of its own for each round', async () => {
    const call: ToolCall = { id: 'a', name: 'clock', arguments: '{}' };
    const first: RunChunk = {
      type: 'round',
      round: 1,
      messages: [
        { role: 'assistant', content: null, toolCalls: [call] },
        { role: 'tool', toolCallId: 'a', content: 'noon' },
      ],
    };
    const second: RunChunk = { type: 'round', round: 2, messages: [{ role: 'assistant', content: 'Noon.' }] };
    const run = of<RunChunk[]>(...calling(call), first, ...answerOf({ id: 'r2', text: 'Noon.' }), second);
    assert.deepInclude(runOf(await settled(run)), {
      messages: [...first.messages, ...second.messages],
      rounds: 2,
    });
    assert.deepInclude(runOf(await settled(run)).answer, { id: 'r2', text: 'Noon.', finishReason: 'stop' });
  });

  it('is of one subscription', async () => {
    const settling = of<RunChunk>({ type: 'text', choice: 0, text: 'Hi' }).pipe(settleRun());
    for (let i = 0; i < 2; i++) {
      assert.deepEqual(runOf(await firstValueFrom(settling)).messages, [{ role: 'assistant', content: 'Hi' }]);
    }
  });

  it('whatever cuts a run, and wherever: each call has one result after its message, or is pending', async () => {
    const names = fc.constantFrom('clock', 'endless', 'browser', 'locked', 'nobody');
    const written = fc.record({ name: names, arguments: fc.constantFrom('{}', '', '{"x":1}', '[1]', '{"zo') });
    const answer = fc.record({
      text: fc.constantFrom('', 'Hm. '),
      toolCalls: fc.array(written, { maxLength: 4 }),
      finishReason: fc.constantFrom('tool-calls', 'stop', 'length', 'pause'),
    });
    const history = fc.array(written, { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(answer, { minLength: 1, maxLength: 4 }),
        history,
        fc.integer({ min: 1, max: 30 }),
        async (answers, open, at) => {
          const messages: Message[] = [...request.messages];
          if (open.length > 0)
            messages.push({
              role: 'assistant',
              toolCalls: open.map((call, i) => ({ id: `h${i}`, ...call, arguments: '{}' })),
            });
          const runner = runTools(script([...answers.map((one) => answerOf(one as never)), 'Done.']), {
            tools,
            concurrency: 2,
          });
          const stop = new AbortController();
          const cut = runner.run({ messages, signal: stop.signal }).pipe(take(at));
          const settling = settled(
            at % 2 === 0
              ? cut
              : concat(
                  cut,
                  throwError(() => new Error('cut')),
                ),
          );
          stop.abort();
          const run = runOf(await settling);
          check([...messages, ...run.messages], run.pending);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** What providers ask of a conversation. */
function check(messages: readonly Message[], pending: readonly ToolCall[]): void {
  assert.isTrue(isRight(ChatRequest.decode({ messages })));
  const waiting = new Set(pending.map(({ id }) => id));
  for (const [i, message] of messages.entries()) {
    if (message.role !== 'assistant') continue;
    assert.isTrue(!!message.content || (message.toolCalls ?? []).length > 0, 'an empty message');
    const rest = messages.slice(i + 1);
    const end = rest.findIndex(({ role }) => role !== 'tool');
    const results = (end === -1 ? rest : rest.slice(0, end)).map(
      (result) => result.role === 'tool' && result.toolCallId,
    );
    const calls = message.toolCalls ?? [];
    for (const { arguments: json } of calls) assert.isObject(JSON.parse(json));
    const due = calls.map(({ id }) => id).filter((id) => !waiting.has(id));
    assert.sameMembers(results as string[], due);
    if (end !== -1) assert.lengthOf(due, calls.length, 'a call is open in the middle');
  }
}
