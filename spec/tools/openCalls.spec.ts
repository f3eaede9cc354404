import { right } from 'fp-ts/lib/Either.js';
import { assert } from 'chai';
import { firstValueFrom, Subject } from 'rxjs';
import type { ChatRequest, Message } from '../../lib/index.ts';
import { answerOf, script } from '../../lib/testing/index.ts';
import { type RunChunk, runTools, settleRun, type ToolContext, type Verdict } from '../../lib/tools/index.ts';
import { openCalls } from '../../lib/tools/openCalls.ts';
import { outcomeOf } from '../support/outcome.ts';
import { anything, calling, notingTool, tool } from './parts.ts';

const user: Message = { role: 'user', content: 'How late is it?' };
const call = (id: string, name = 'clock') => ({ id, name, arguments: '{}' });
const asked = (...ids: readonly string[]): Message => ({
  role: 'assistant',
  content: null,
  toolCalls: ids.map((id) => call(id)),
});
const result = (toolCallId: string): Message => ({ role: 'tool', toolCallId, content: 'clock' });

const run = async (messages: readonly Message[], tools = [notingTool('clock')], answers = ['Noon.']) => {
  const source = script(answers);
  const { values, error } = await outcomeOf(runTools(source, { tools }).run({ messages }));
  if (error !== undefined) throw error;
  return { source, values, tools };
};

describe('openCalls', () => {
  const table: Readonly<Record<string, readonly [messages: readonly Message[], open: readonly string[], at: number]>> =
    {
      'no message': [[], [], 0],
      'no assistant': [[user], [], 1],
      'an answer without calls': [[user, { role: 'assistant', content: 'Noon.' }], [], 2],
      'calls without results': [[user, asked('a', 'b')], ['a', 'b'], 2],
      'some results': [[user, asked('a', 'b', 'c'), result('b')], ['a', 'c'], 3],
      'all results': [[user, asked('a', 'b'), result('b'), result('a')], [], 4],
      'open calls of an earlier answer': [[user, asked('a'), user, { role: 'assistant', content: 'x' }], [], 4],
      'an id that an earlier answer used': [[user, asked('a'), result('a'), asked('a')], ['a'], 4],
      'a message of the user after them': [[user, asked('a', 'b'), result('a'), user], ['b'], 3],
    };
  for (const [name, [messages, open, at]] of Object.entries(table)) {
    it(`finds those of: ${name}`, () => {
      const found = openCalls(messages);
      assert.deepEqual(
        found.calls.map(({ id }) => id),
        open,
      );
      assert.equal(found.at, at);
    });
  }
});

describe('a run begins where the messages end:', () => {
  it('open calls are executed as round 0, before the model is asked', async () => {
    const { source, values, tools } = await run([user, asked('a', 'b')]);
    assert.deepEqual(
      tools[0]?.calls.map(({ id }) => id),
      ['a', 'b'],
    );
    assert.deepEqual<readonly RunChunk[]>(values, [
      { type: 'tool-start', call: call('a') },
      { type: 'tool-result', call: call('a'), content: 'clock', outcome: right('clock') },
      { type: 'tool-start', call: call('b') },
      { type: 'tool-result', call: call('b'), content: 'clock', outcome: right('clock') },
      { type: 'round', round: 0, messages: [result('a'), result('b')] },
      { type: 'start' },
      { type: 'text', choice: 0, text: 'Noon.' },
      { type: 'round', round: 1, messages: [{ role: 'assistant', content: 'Noon.' }], finishReason: 'stop' },
      { type: 'finish', choice: 0, reason: 'stop' },
    ]);
    assert.deepEqual(source.requests[0]?.messages, [user, asked('a', 'b'), result('a'), result('b')]);
  });

  it('stream() gives the answer alone', async () => {
    const runner = runTools(script(['Noon.']), { tools: [notingTool('clock')] });
    const { values } = await outcomeOf(runner.stream({ messages: [user, asked('a')] }));
    assert.deepEqual(values, answerOf('Noon.'));
  });

  it('calls that have a result are not executed again', async () => {
    const { source, tools } = await run([user, asked('a', 'b', 'c'), result('b')]);
    assert.deepEqual(
      tools[0]?.calls.map(({ id }) => id),
      ['a', 'c'],
    );
    assert.deepEqual(source.requests[0]?.messages.slice(2), [result('b'), result('a'), result('c')]);
  });

  it('nothing is executed where nothing is open', async () => {
    const { values, tools } = await run([user, asked('a'), result('a')]);
    assert.lengthOf(tools[0]?.calls ?? [], 0);
    assert.equal(values[0]?.type, 'start');
  });

  it('results stand directly after the calls, though the user has said more', async () => {
    const { source } = await run([user, asked('a'), user]);
    assert.deepEqual(source.requests[0]?.messages, [user, asked('a'), result('a'), user]);
  });

  it('and they do so in the next run, which is given them after what the user has said', async () => {
    const messages = [user, asked('a'), user];
    const tools = [notingTool('clock')];
    const settling = runTools(script(['Noon.']), { tools })
      .run({ messages })
      .pipe(settleRun());
    const settled = await firstValueFrom(settling);
    const noon: Message = { role: 'assistant', content: 'Noon.' };
    assert.deepEqual(settled._tag === 'Right' && settled.right.messages, [result('a'), noon]);
    const { source, values } = await run([...messages, result('a'), noon, user], tools);
    assert.deepEqual(source.requests[0]?.messages, [user, asked('a'), result('a'), user, noon, user]);
    assert.equal(values[0]?.type, 'start', 'nothing is open');
    assert.lengthOf(tools[0]?.calls ?? [], 1);
  });

  it("arguments of '' are {}, and so is white space", async () => {
    const seen: unknown[] = [];
    const clock = tool('clock', (args) => void seen.push(args));
    const toolCalls = ['', ' \n'].map((json, i) => ({ id: `c${i}`, name: 'clock', arguments: json }));
    const runner = runTools(script(['Noon.']), { tools: [clock] });
    await outcomeOf(runner.run({ messages: [user, { role: 'assistant', toolCalls }] }));
    assert.deepEqual(seen, [{}, {}]);
  });

  it('a tool is told that it is round 0', async () => {
    const contexts: ToolContext[] = [];
    const clock = tool('clock', (_, context) => void contexts.push(context));
    const messages = [user, asked('a')];
    await outcomeOf(runTools(script(['Noon.']), { tools: [clock] }).run({ messages }));
    assert.deepInclude(contexts[0], { round: 0, messages, call: call('a') });
  });

  it('it is no round of maxRounds, and a forced call has been made', async () => {
    const source = script([calling({ id: 'b', name: 'clock' }), 'Noon.']);
    const request: ChatRequest = { messages: [user, asked('a')], toolChoice: 'required' };
    await outcomeOf(runTools(source, { tools: [notingTool('clock')], maxRounds: 2 }).run(request));
    assert.deepEqual(
      source.requests.map(({ toolChoice }) => toolChoice),
      ['auto', 'none'],
    );
  });

  it('mistakes are told as ever', async () => {
    const messages: Message[] = [
      user,
      { role: 'assistant', toolCalls: [call('a', 'gone'), { ...call('b'), arguments: 'oops' }] },
    ];
    const { source } = await run(messages);
    assert.deepEqual(
      source.requests[0]?.messages.slice(2).map((message) => 'isError' in message && message.isError),
      [true, true],
    );
  });

  it('an approval outlives the process: it is asked for again, with the messages that were saved', async () => {
    const verdict = new Subject<Verdict>();
    const pay = notingTool('pay');
    const saved: Message[] = [user, { role: 'assistant', toolCalls: [call('a', 'pay')] }];
    const messages = JSON.parse(JSON.stringify(saved)) as Message[];
    const source = script(['Paid.']);
    const outcome = outcomeOf(runTools(source, { tools: [pay], approve: () => verdict }).run({ messages }));
    assert.lengthOf(source.requests, 0);
    verdict.next(true);
    const { values } = await outcome;
    assert.deepEqual(
      values.map(({ type }) => type),
      ['tool-approval', 'tool-start', 'tool-result', 'round', 'start', 'text', 'round', 'finish'],
    );
    assert.lengthOf(pay.calls, 1);
  });

  it('where a call of the client’s own is open, the others run and the model is not asked', async () => {
    const messages: Message[] = [user, { role: 'assistant', toolCalls: [call('a', 'browser'), call('b')] }];
    const source = script([]);
    const clock = notingTool('clock');
    const runner = runTools(source, { tools: [clock, { name: 'browser', parameters: anything }] });
    const { values, error } = await outcomeOf(runner.run({ messages }));
    assert.isUndefined(error);
    assert.lengthOf(clock.calls, 1);
    assert.deepEqual(values.slice(2), [
      { type: 'round', round: 0, messages: [result('b')] },
      { type: 'start' },
      { type: 'finish', choice: 0, reason: 'tool-calls' },
    ]);
  });

  it('a tool that is run in round 0 alone leaves later calls open: its verdict was for those', async () => {
    const pay = notingTool('pay');
    const messages: Message[] = [user, { role: 'assistant', toolCalls: [call('a', 'pay'), call('b', 'pay')] }];
    const source = script([calling({ id: 'c', name: 'pay' })]);
    const runner = runTools(source, {
      tools: [{ ...pay, approve: ({ id }) => id === 'a' }],
      beforeRound: () => ({ tools: [{ name: 'pay', parameters: anything }] }),
    });
    const settled = await firstValueFrom(runner.run({ messages }).pipe(settleRun()));
    const { pending, messages: added } = settled._tag === 'Right' ? settled.right : assert.fail('it failed');
    assert.deepEqual(
      pay.calls.map(({ id }) => id),
      ['a'],
    );
    assert.deepEqual(pending, [call('c', 'pay')]);
    assert.deepEqual(
      added.map(({ role }) => role),
      ['tool', 'tool', 'assistant'],
    );
  });

  it('ids that the model leaves out later are none of the old ones', async () => {
    const messages = [user, asked('call_rxllm_0', 'call_rxllm_1')];
    const { source } = await run(messages, [notingTool('clock')], [calling({ name: 'clock' }), 'Noon.'] as never);
    const last = source.requests[1]?.messages.at(-1);
    assert.notInclude(['call_rxllm_0', 'call_rxllm_1'], last?.role === 'tool' && last.toolCallId);
  });
});
