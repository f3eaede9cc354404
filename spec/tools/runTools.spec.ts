import { left, right } from 'fp-ts/lib/Either.js';
import { assert } from 'chai';
import * as t from 'io-ts';
import { concat, filter, firstValueFrom, map, of, throwError, toArray } from 'rxjs';
import {
  type ChatRequest,
  type Chunk,
  collect,
  type FinishReason,
  type MalformedFrame,
  type Message,
  toMessage,
} from '../../lib/index.ts';
import { answerOf, script, sourceOf } from '../../lib/testing/index.ts';
import { defineTool, type RunChunk, type RunToolsOptions, runTools, type ToolContext } from '../../lib/tools/index.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { thrownBy } from '../sources/fakeSource.ts';
import { anything, calling, callingWith, notingTool, request, tool } from './parts.ts';

const bad: MalformedFrame = { reason: 'json', data: '{', index: 0, errors: [] };

const valuesOf = async (runner: ReturnType<typeof runTools>, asked = request): Promise<readonly RunChunk[]> => {
  const { values, error } = await outcomeOf(runner.run(asked));
  if (error !== undefined) throw error;
  return values;
};

/** The types of a run's chunks, with the id of the call where there is one. */
const told = (chunks: readonly RunChunk[]): readonly string[] =>
  chunks.map((chunk) => ('call' in chunk ? `${chunk.type} ${chunk.call.id}` : chunk.type));

const isEvent = ({ type }: RunChunk): boolean => /^(?:tool-(?:approval|start|progress|result)|round)$/.test(type);

const neverAsk = (): never => assert.fail('it asked');

const results = (messages: readonly Message[] = []): readonly (Message & { readonly role: 'tool' })[] =>
  messages.filter((message) => message.role === 'tool');

describe('runTools', () => {
  describe('stream() keeps the grammar of one answer:', () => {
    const clock = tool('clock', () => 'noon');

    it('one start, the content of all rounds, the calls numbered on, the summed usage, the last finish', async () => {
      const source = script([
        answerOf({
          id: 'r1',
          model: 'm',
          text: 'Let me see. ',
          toolCalls: [
            { id: 'a', name: 'clock' },
            { id: 'b', name: 'clock', arguments: { zone: 'UTC' } },
          ],
          usage: { promptTokens: 10, completionTokens: 5, totalTokens: 15, cachedTokens: 2 },
        }),
        answerOf({
          id: 'r2',
          model: 'm',
          reasoning: 'Hm. ',
          toolCalls: [{ id: 'c', name: 'clock' }],
          usage: { promptTokens: 20, completionTokens: 7, totalTokens: 27 },
        }),
        answerOf({
          id: 'r3',
          model: 'm',
          text: ['It is ', 'noon.'],
          usage: { promptTokens: 30, completionTokens: 9, totalTokens: 39, reasoningTokens: 1 },
        }),
      ]);
      const { values, completed } = await outcomeOf(runTools(source, { tools: [clock] }).stream(request));
      assert.isTrue(completed);
      assert.deepEqual(values, [
        { type: 'start', id: 'r1', model: 'm' },
        { type: 'text', choice: 0, text: 'Let me see. ' },
        { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'clock', arguments: '{}' },
        { type: 'tool-call', choice: 0, index: 1, id: 'b', name: 'clock', arguments: '{"zone":"UTC"}' },
        { type: 'reasoning', choice: 0, text: 'Hm. ' },
        { type: 'tool-call', choice: 0, index: 2, id: 'c', name: 'clock', arguments: '{}' },
        { type: 'text', choice: 0, text: 'It is ' },
        { type: 'text', choice: 0, text: 'noon.' },
        {
          type: 'usage',
          promptTokens: 60,
          completionTokens: 21,
          totalTokens: 81,
          cachedTokens: 2,
          reasoningTokens: 1,
        },
        { type: 'finish', choice: 0, reason: 'stop' },
      ]);
    });

    it('an answer without calls is the source’s own', async () => {
      const answer = answerOf({ id: 'r', reasoning: 'Hm', text: 'Hi', usage: { totalTokens: 3 } });
      const { values } = await outcomeOf(runTools(script([answer]), { tools: [clock] }).stream(request));
      assert.deepEqual(values, answer);
    });

    it('pieces of one call stay one call', async () => {
      const pieces: Chunk[] = [
        { type: 'start' },
        { type: 'tool-call', choice: 0, index: 0, id: 'b', name: 'clock', arguments: '' },
        { type: 'tool-call', choice: 0, index: 0, arguments: '{"zone":' },
        { type: 'tool-call', choice: 0, index: 1, id: 'c', name: 'clock', arguments: '{}' },
        { type: 'tool-call', choice: 0, index: 0, arguments: '"UTC"}' },
        { type: 'finish', choice: 0, reason: 'tool-calls' },
      ];
      const seen: unknown[] = [];
      const zoned = tool('clock', (args) => void seen.push(args));
      const source = script([calling({ id: 'a', name: 'clock' }), pieces, 'Noon.']);
      const { values } = await outcomeOf(runTools(source, { tools: [zoned] }).stream(request));
      assert.deepEqual(values.slice(1, 6), [
        { type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'clock', arguments: '{}' },
        { type: 'tool-call', choice: 0, index: 1, id: 'b', name: 'clock', arguments: '' },
        { type: 'tool-call', choice: 0, index: 1, arguments: '{"zone":' },
        { type: 'tool-call', choice: 0, index: 2, id: 'c', name: 'clock', arguments: '{}' },
        { type: 'tool-call', choice: 0, index: 1, arguments: '"UTC"}' },
      ]);
      assert.deepEqual(seen, [{}, { zone: 'UTC' }, {}]);
    });

    it('no usage where no round reports any', async () => {
      const source = script([calling({ id: 'a', name: 'clock' }), 'Noon.']);
      const { values } = await outcomeOf(runTools(source, { tools: [clock] }).stream(request));
      assert.deepEqual(
        values.map(({ type }) => type),
        ['start', 'tool-call', 'text', 'finish'],
      );
    });

    it('sources, activities and blocks pass', async () => {
      const others: Chunk[] = [
        { type: 'source', choice: 0, url: 'https://a.example' },
        { type: 'activity', choice: 0, id: 's', name: 'web_search', state: 'done' },
        { type: 'block', choice: 0, wire: 'anthropic', value: { type: 'thinking' } },
      ];
      const [start, end] = answerOf('') as [Chunk, Chunk];
      const { values } = await outcomeOf(runTools(script([[start, ...others, end]]), { tools: [] }).stream(request));
      assert.deepEqual(values, [start, ...others, end]);
    });

    it('malformed frames stand in place in streamEither()', async () => {
      const call = calling({ id: 'a', name: 'clock' });
      let asked = 0;
      const source = {
        name: 'source',
        stream: () => assert.fail('the other form was asked'),
        streamEither: () =>
          ++asked === 1
            ? of(right(call[0] as Chunk), left(bad), right(call[1] as Chunk), right(call[2] as Chunk))
            : of(left(bad), ...answerOf('Noon.').map((chunk) => right(chunk))),
      };
      const { values } = await outcomeOf(runTools(source, { tools: [clock] }).streamEither(request));
      assert.deepEqual<unknown>(values, [
        right({ type: 'start' }),
        left(bad),
        right({ type: 'tool-call', choice: 0, index: 0, id: 'a', name: 'clock', arguments: '{}' }),
        left(bad),
        right({ type: 'text', choice: 0, text: 'Noon.' }),
        right({ type: 'finish', choice: 0, reason: 'stop' }),
      ]);
    });

    it('a source without streamEither has no malformed frames', async () => {
      const inner = script([calling({ id: 'a', name: 'clock' }), 'Noon.']);
      const plain = { name: 'plain', stream: (asked: ChatRequest) => inner.stream(asked) };
      const { values } = await outcomeOf(runTools(plain, { tools: [clock] }).streamEither(request));
      assert.deepEqual(
        values.map((value) => value._tag),
        ['Right', 'Right', 'Right', 'Right'],
      );
    });

    it('it is cold, and each subscription is a run of its own', async () => {
      const source = script([calling({ id: 'a', name: 'clock' }), 'One.', calling({ id: 'a', name: 'clock' }), 'Two.']);
      const answer = runTools(source, { tools: [clock] }).stream(request);
      assert.lengthOf(source.requests, 0);
      assert.equal((await firstValueFrom(answer.pipe(collect()))).text, 'One.');
      assert.equal((await firstValueFrom(answer.pipe(collect()))).text, 'Two.');
      const chunks: Chunk[] = [];
      for await (const chunk of runTools(script(['Three.']), { tools: [] }).stream(request)) chunks.push(chunk);
      assert.deepEqual(chunks, answerOf('Three.'));
    });
  });

  describe('run() also tells what happens between:', () => {
    it('starts, progress, results and rounds, as they happen', () => {
      runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
        const call = { id: 'a', name: 'clock', arguments: '{}' };
        const usage = { totalTokens: 2 };
        const chunks = {
          s: { type: 'start' },
          c: { type: 'tool-call', choice: 0, index: 0, ...call },
          u: { type: 'usage', ...usage },
          f: { type: 'finish', choice: 0, reason: 'tool-calls' },
          t: { type: 'text', choice: 0, text: 'Noon.' },
          e: { type: 'finish', choice: 0, reason: 'stop', raw: 'end' },
        } as const;
        const first = cold<Chunk>(' -(sc)-(uf|)                ', chunks);
        const clock = cold('             -1--2-(3|)            ');
        const running = '           ------^-----!               ';
        const second = cold<Chunk>('            ------s-t-(ue|) ', chunks);
        const expected = '          -(sc)-b---p-(qro)---t-(OUe|)';
        const assistant = { role: 'assistant', content: null, toolCalls: [call] } as const;
        const result = { role: 'tool', toolCallId: 'a', content: '3' } as const;
        const values: Readonly<Record<string, RunChunk>> = {
          ...chunks,
          b: { type: 'tool-start', call },
          p: { type: 'tool-progress', call, value: '1' },
          q: { type: 'tool-progress', call, value: '2' },
          r: { type: 'tool-result', call, content: '3', outcome: right('3') },
          o: {
            type: 'round',
            round: 1,
            messages: [assistant, result],
            finishReason: 'tool-calls',
            usage,
            totalUsage: usage,
          },
          O: {
            type: 'round',
            round: 2,
            messages: [{ role: 'assistant', content: 'Noon.' }],
            finishReason: 'stop',
            usage,
            totalUsage: { totalTokens: 4 },
          },
          U: { type: 'usage', totalTokens: 4 },
        };
        const source = script([first, second]);
        const runner = runTools(source, { tools: [tool('clock', () => clock)] });
        expectObservable(runner.run(request)).toBe(expected, values);
        expectSubscriptions(clock.subscriptions).toBe(running);
      });
    });

    it('its chunks alone are what stream() gives', async () => {
      const answers = [calling({ id: 'a', name: 'clock' }), answerOf({ text: 'Noon.', usage: { totalTokens: 1 } })];
      const clock = tool('clock', () => of(1, 2));
      const run = await valuesOf(runTools(script(answers), { tools: [clock] }));
      const { values } = await outcomeOf(runTools(script(answers), { tools: [clock] }).stream(request));
      assert.deepEqual(
        run.filter((chunk) => !isEvent(chunk)),
        [...values],
      );
    });
  });

  describe('rounds:', () => {
    it('the source is asked with the tools, and with the conversation as it grows', async () => {
      const clock = defineTool({
        name: 'clock',
        description: 'The time.',
        parameters: t.type({ zone: t.string }),
        strict: true,
        execute: ({ zone }) => `noon in ${zone}`,
      });
      const source = script([
        answerOf({ text: 'See:', toolCalls: [{ id: 'a', name: 'clock', arguments: { zone: 'UTC' } }] }),
        calling({ id: 'b', name: 'clock', arguments: { zone: 'CET' } }),
        'Noon.',
      ]);
      await valuesOf(runTools(source, { tools: [clock] }), { ...request, temperature: 0.5, model: 'm' });
      const tools = [
        {
          name: 'clock',
          description: 'The time.',
          parameters: { type: 'object', properties: { zone: { type: 'string' } }, required: ['zone'] },
          strict: true,
        },
      ];
      const first: Message[] = [
        {
          role: 'assistant',
          content: 'See:',
          toolCalls: [{ id: 'a', name: 'clock', arguments: '{"zone":"UTC"}' }],
        },
        { role: 'tool', toolCallId: 'a', content: 'noon in UTC' },
      ];
      const second: Message[] = [
        { role: 'assistant', content: null, toolCalls: [{ id: 'b', name: 'clock', arguments: '{"zone":"CET"}' }] },
        { role: 'tool', toolCallId: 'b', content: 'noon in CET' },
      ];
      const usual = { ...request, temperature: 0.5, model: 'm', tools };
      assert.deepEqual(source.requests, [
        usual,
        { ...usual, messages: [...request.messages, ...first] },
        { ...usual, messages: [...request.messages, ...first, ...second] },
      ]);
    });

    it('the assistant’s message is that of toMessage, so blocks go back', async () => {
      const blocks = [
        { wire: 'anthropic', value: { type: 'thinking', signature: 's' } },
        { wire: 'anthropic', value: { type: 'tool_use', id: 'a' } },
      ];
      const answer = answerOf({ text: 'See:', toolCalls: [{ id: 'a', name: 'clock' }], blocks });
      const source = script([answer, 'Noon.']);
      await valuesOf(runTools(source, { tools: [tool('clock', () => 'noon')] }));
      const whole = await firstValueFrom(of(...answer).pipe(collect()));
      assert.deepEqual(source.requests[1]?.messages[1], toMessage(whole));
      assert.deepEqual(source.requests[1]?.messages[1], {
        role: 'assistant',
        content: 'See:',
        toolCalls: [{ id: 'a', name: 'clock', arguments: '{}' }],
        blocks,
      });
    });

    for (const reason of ['stop', 'tool-calls', 'pause', 'other', 'unknown'] as const) {
      it(`calls are run after finish, though its reason is ${reason}`, async () => {
        const clock = notingTool('clock');
        const source = script([answerOf({ toolCalls: [{ id: 'a', name: 'clock' }], finishReason: reason }), 'Noon.']);
        await valuesOf(runTools(source, { tools: [clock] }));
        assert.lengthOf(clock.calls, 1);
        assert.lengthOf(source.requests, 2);
      });
    }

    for (const reason of ['length', 'content-filter'] as const) {
      it(`calls are not run at ${reason}, which ends the run`, async () => {
        const clock = notingTool('clock');
        const toolCalls = [
          { id: 'a', name: 'clock' },
          { id: 'b', name: 'clock', arguments: '{"zo' },
        ];
        const source = script([answerOf({ toolCalls, finishReason: reason })]);
        const chunks = await valuesOf(runTools(source, { tools: [clock] }));
        assert.lengthOf(clock.calls, 0);
        assert.deepEqual(told(chunks), [
          'start',
          'tool-call',
          'tool-call',
          'tool-result a',
          'tool-result b',
          'round',
          'finish',
        ]);
        assert.deepInclude<unknown>(chunks[3], {
          content: 'Error: cancelled',
          outcome: left({ reason: 'cancelled', message: 'cancelled' }),
        });
        assert.deepEqual(chunks.at(-1), { type: 'finish', choice: 0, reason });
      });
    }

    it('no tool is run after a failure, though its calls are whole', async () => {
      const clock = notingTool('clock');
      const failure = new Error('lost');
      const [start, call] = calling({ id: 'a', name: 'clock' }) as [Chunk, Chunk];
      const cut = sourceOf(
        concat(
          of(start, call),
          throwError(() => failure),
        ),
      );
      assert.strictEqual(await errorOf(runTools(cut, { tools: [clock] }).run(request)), failure as never);
      assert.lengthOf(clock.calls, 0);
    });

    it('no tool starts before the answer is complete', () => {
      runMarbles(({ cold, expectObservable }) => {
        const [s, c, f] = calling({ id: 'a', name: 'clock' }) as [Chunk, Chunk, Chunk];
        const source = sourceOf(cold('sc----f--|', { s, c, f }));
        const started = runTools(source, { tools: [tool('clock', () => 1)], maxRounds: 2 })
          .run(request)
          .pipe(
            filter(({ type }) => type === 'tool-start'),
            map(() => 'x'),
          );
        expectObservable(started, '----------------!').toBe('---------x');
      });
    });

    it('a pause without calls is gone on from', async () => {
      const source = script([answerOf({ text: 'Searching', finishReason: 'pause' }), 'Found.']);
      const { values } = await outcomeOf(runTools(source, { tools: [] }).stream(request));
      assert.deepEqual(values, [
        { type: 'start' },
        { type: 'text', choice: 0, text: 'Searching' },
        { type: 'text', choice: 0, text: 'Found.' },
        { type: 'finish', choice: 0, reason: 'stop' },
      ]);
      assert.deepEqual(source.requests[1]?.messages.at(-1), { role: 'assistant', content: 'Searching' });
    });

    it('the last allowed one is sent with toolChoice none, the tools still listed', async () => {
      const clock = notingTool('clock');
      const source = script([calling({ id: 'a', name: 'clock' }), calling({ id: 'b', name: 'clock' }), 'Noon.']);
      const { values } = await outcomeOf(runTools(source, { tools: [clock], maxRounds: 3 }).stream(request));
      const tools = [{ name: 'clock', parameters: anything }];
      assert.deepEqual(
        source.requests.map(({ toolChoice, tools: sent }) => ({ toolChoice, tools: sent })),
        [
          { toolChoice: undefined, tools },
          { toolChoice: undefined, tools },
          { toolChoice: 'none', tools },
        ],
      );
      assert.deepEqual(values.at(-2), { type: 'text', choice: 0, text: 'Noon.' });
    });

    it('the last one wins over toolChoice of the request and of beforeRound', async () => {
      const source = script(['Noon.']);
      const options: RunToolsOptions = {
        tools: [notingTool('clock')],
        maxRounds: 1,
        beforeRound: () => ({ toolChoice: 'required' }),
      };
      await valuesOf(runTools(source, options), { ...request, toolChoice: 'required' });
      assert.equal(source.requests[0]?.toolChoice, 'none');
    });

    it('without a tool there is no toolChoice either', async () => {
      const source = script(['Hi.']);
      await valuesOf(runTools(source, { tools: [], maxRounds: 1 }));
      assert.deepEqual(source.requests, [request]);
    });

    it('there are ten at most, where nothing else is said', async () => {
      const source = sourceOf(({ toolChoice }) =>
        toolChoice === 'none' ? answerOf('Enough.') : calling({ name: 'clock' }),
      );
      const clock = notingTool('clock');
      const chunks = await valuesOf(runTools(source, { tools: [clock] }));
      assert.lengthOf(clock.calls, 9);
      const rounds = chunks.filter((chunk) => chunk.type === 'round');
      assert.deepEqual(
        rounds.map(({ round }) => round),
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      );
    });

    it('a model that calls in the last one all the same has its calls cancelled', async () => {
      const clock = notingTool('clock');
      const source = script([calling({ id: 'a', name: 'clock' })]);
      const chunks = await valuesOf(runTools(source, { tools: [clock], maxRounds: 1 }));
      assert.lengthOf(clock.calls, 0);
      assert.deepEqual(told(chunks), ['start', 'tool-call', 'tool-result a', 'round', 'finish']);
      assert.deepEqual(results(chunks.flatMap((chunk) => (chunk.type === 'round' ? chunk.messages : []))), [
        { role: 'tool', toolCallId: 'a', content: 'Error: cancelled', isError: true },
      ]);
    });

    it('a call of the client’s own stays open in the last one', async () => {
      const source = script([
        callingWith('stop', { id: 'a', name: 'browser' }, { id: 'b', name: 'clock' }, { id: 'c', name: 'nobody' }),
      ]);
      const tools = [notingTool('clock'), { name: 'browser', parameters: anything }];
      const chunks = await valuesOf(runTools(source, { tools, maxRounds: 1 }));
      assert.deepEqual(told(chunks.slice(4)), ['tool-result b', 'tool-result c', 'round', 'finish']);
      assert.deepEqual(chunks.at(-1), { type: 'finish', choice: 0, reason: 'tool-calls' });
    });

    it('a pause without calls does not count as the forced call, and an empty one ends the run', async () => {
      const source = script([
        answerOf({ text: 'Searching', finishReason: 'pause' }),
        answerOf({ finishReason: 'pause' }),
      ]);
      await valuesOf(runTools(source, { tools: [notingTool('clock')] }), { ...request, toolChoice: 'required' });
      assert.deepEqual(
        source.requests.map(({ toolChoice }) => toolChoice),
        ['required', 'required'],
      );
    });

    for (const toolChoice of ['required', { name: 'clock' }] as const) {
      it(`a choice of ${JSON.stringify(toolChoice)} forces the first call alone`, async () => {
        const source = script([calling({ id: 'a', name: 'clock' }), 'Noon.']);
        await valuesOf(runTools(source, { tools: [notingTool('clock')] }), { ...request, toolChoice });
        assert.deepEqual(
          source.requests.map((asked) => asked.toolChoice),
          [toolChoice, 'auto'],
        );
      });
    }

    it('choices above 1 are an InvalidRequestError, and nothing is asked', async () => {
      const source = script(['Hi.']);
      const runner = runTools(source, { tools: [] });
      for (const answer of [runner.stream, runner.streamEither, runner.run]) {
        const error = await errorOf(answer({ ...request, choices: 2 }));
        assert.deepInclude(error, { name: 'InvalidRequestError', paths: ['choices'], provider: 'runTools(script)' });
      }
      assert.lengthOf(source.requests, 0);
      const { message } = await errorOf(runner.run({ ...request, choices: 2 }));
      assert.equal(message, 'invalid request: choices must be 1: a run continues with a single answer');
      await valuesOf(runner, { ...request, choices: 1 });
    });

    it('a request that does not decode is an InvalidRequestError, never thrown', async () => {
      const runner = runTools(script([]), { tools: [] });
      const error = await errorOf(runner.stream({ messages: [{ role: 'nobody' }] } as never));
      assert.deepInclude(error, { name: 'InvalidRequestError', paths: ['messages/0/role'] });
      assert.deepInclude(await errorOf(runner.run(undefined as never)), { name: 'InvalidRequestError' });
    });
  });

  describe('calls:', () => {
    it('results stand in the order of the calls, and events come as they happen', () => {
      runMarbles(({ cold, flush }) => {
        const source = script([
          calling({ id: 'a', name: 'slow' }, { id: 'b', name: 'quick' }, { id: 'c', name: 'slower' }),
          'Done.',
        ]);
        const tools = [
          tool('slow', () => cold('-----(x|)')),
          tool('quick', () => cold('--(y|)')),
          tool('slower', () => cold('--------(z|)')),
        ];
        const events: string[] = [];
        runTools(source, { tools })
          .run(request)
          .subscribe((chunk) => events.push(...told([chunk])));
        flush();
        assert.deepEqual(events.slice(4, -3), [
          'tool-start a',
          'tool-start b',
          'tool-start c',
          'tool-result b',
          'tool-result a',
          'tool-result c',
          'round',
        ]);
        assert.deepEqual(
          results(source.requests[1]?.messages).map(({ toolCallId, content }) => [toolCallId, content]),
          [
            ['a', 'x'],
            ['b', 'y'],
            ['c', 'z'],
          ],
        );
      });
    });

    for (const [concurrency, expected] of [
      [undefined, 8],
      [1, 1],
      [3, 3],
      [Infinity, 12],
    ] as const) {
      it(`${expected} of twelve run at once where concurrency is ${concurrency}`, () => {
        runMarbles(({ cold, flush }) => {
          let running = 0;
          let most = 0;
          const busy = tool('busy', () => {
            most = Math.max(most, ++running);
            return cold('-(x|)').pipe(map(() => running--));
          });
          const calls = Array.from({ length: 12 }, (_, i) => ({ id: `c${i}`, name: 'busy' }));
          const source = script([calling(...calls), 'Done.']);
          let done = false;
          runTools(source, { tools: [busy], concurrency })
            .stream(request)
            .subscribe({ complete: () => (done = true) });
          flush();
          assert.isTrue(done);
          assert.equal(most, expected);
        });
      });
    }

    it('ids that are missing become unique ones, in the chunks as in the conversation', async () => {
      const source = script([
        calling({ name: 'clock' }, { name: 'clock' }),
        calling({ name: 'clock' }, { id: '', name: 'clock' }),
        'Noon.',
      ]);
      const history: Message[] = [
        ...request.messages,
        { role: 'assistant', content: null, toolCalls: [{ id: 'call_rxllm_1', name: 'clock', arguments: '{}' }] },
        { role: 'tool', toolCallId: 'call_rxllm_1', content: 'noon' },
        { role: 'user', content: 'And now?' },
      ];
      const clock = notingTool('clock');
      const { values } = await outcomeOf(runTools(source, { tools: [clock] }).stream({ messages: history }));
      const ids = values.flatMap((chunk) => (chunk.type === 'tool-call' ? [chunk.id] : []));
      assert.lengthOf(new Set([...ids, 'call_rxllm_1']) as never, 5);
      assert.deepEqual(
        clock.calls.map(({ id }) => id),
        ids as string[],
      );
      assert.deepEqual(
        results(source.requests[2]?.messages)
          .slice(1)
          .map(({ toolCallId }) => toolCallId),
        ids as string[],
      );
    });

    it('a call keeps the id that it was told of by, whatever its later pieces say', async () => {
      const pieces: Chunk[] = [
        { type: 'start' },
        { type: 'tool-call', choice: 0, index: 0, name: 'clock', arguments: '{' },
        { type: 'tool-call', choice: 0, index: 0, id: 'late', arguments: '}' },
        { type: 'finish', choice: 0, reason: 'tool-calls' },
      ];
      const clock = notingTool('clock');
      const source = script([pieces, 'Noon.']);
      const { values } = await outcomeOf(runTools(source, { tools: [clock] }).stream(request));
      assert.deepEqual(values.slice(1, 3), [
        { type: 'tool-call', choice: 0, index: 0, id: 'call_rxllm_0', name: 'clock', arguments: '{' },
        { type: 'tool-call', choice: 0, index: 0, id: 'call_rxllm_0', arguments: '}' },
      ]);
      assert.equal(clock.calls[0]?.id, 'call_rxllm_0');
    });

    it('those of another choice are not run', async () => {
      const pieces: Chunk[] = [
        ...calling({ id: 'a', name: 'clock' }).slice(0, 2),
        { type: 'tool-call', choice: 1, index: 0, id: 'b', name: 'clock', arguments: '{}' },
        { type: 'finish', choice: 0, reason: 'tool-calls', raw: 'x' },
        { type: 'finish', choice: 1, reason: 'stop' },
      ];
      const browser = { name: 'clock', parameters: anything };
      const { values } = await outcomeOf(runTools(script([pieces]), { tools: [browser] }).stream(request));
      assert.deepEqual(values.slice(2), [
        { type: 'tool-call', choice: 1, index: 0, id: 'b', name: 'clock', arguments: '{}' },
        { type: 'finish', choice: 0, reason: 'tool-calls', raw: 'x' },
        { type: 'finish', choice: 1, reason: 'stop' },
      ]);
      const clock = notingTool('clock');
      await outcomeOf(runTools(script([pieces, 'Noon.']), { tools: [clock] }).stream(request));
      assert.deepEqual(
        clock.calls.map(({ id }) => id),
        ['a'],
      );
    });

    it('an id that one answer gives twice is made two', async () => {
      const source = script([calling({ id: 'a', name: 'clock' }, { id: 'a', name: 'clock' }), 'Noon.']);
      const clock = notingTool('clock');
      await valuesOf(runTools(source, { tools: [clock] }));
      const ids = results(source.requests[1]?.messages).map(({ toolCallId }) => toolCallId);
      assert.equal(ids[0], 'a');
      assert.notEqual(ids[1], 'a');
    });

    it('a tool is told of its call, the round, the conversation and a signal', async () => {
      const contexts: ToolContext[] = [];
      const clock = tool('clock', (_, context) => void contexts.push(context));
      const source = script([calling({ id: 'a', name: 'clock' }), calling({ id: 'b', name: 'clock' }), 'Noon.']);
      await valuesOf(runTools(source, { tools: [clock] }));
      assert.deepEqual(
        contexts.map(({ round }) => round),
        [1, 2],
      );
      assert.deepEqual(contexts[1]?.call, { id: 'b', name: 'clock', arguments: '{}' });
      assert.deepEqual(contexts[1]?.messages, source.requests[2]?.messages.slice(0, -1));
      assert.isFalse(contexts[0]?.signal.aborted);
      assert.notStrictEqual(contexts[0]?.signal, contexts[1]?.signal);
    });
  });

  describe('tools without execute:', () => {
    const browser = { name: 'browser', parameters: anything };

    it('the others run, then the run completes with tool-calls', async () => {
      const clock = notingTool('clock');
      const source = script([
        callingWith('stop', { id: 'a', name: 'browser' }, { id: 'b', name: 'clock' }, { id: 'c', name: 'browser' }),
      ]);
      const chunks = await valuesOf(runTools(source, { tools: [clock, browser] }));
      assert.deepEqual(told(chunks.slice(4)), ['tool-start b', 'tool-result b', 'round', 'finish']);
      assert.deepEqual(chunks.at(-1), { type: 'finish', choice: 0, reason: 'tool-calls' });
      assert.deepEqual(results((chunks.at(-2) as { readonly messages: readonly Message[] }).messages), [
        { role: 'tool', toolCallId: 'b', content: 'clock' },
      ]);
      assert.lengthOf(source.requests, 1);
    });

    it('a tool of the request alone is one, and one of the run’s own name is the run’s', async () => {
      const clock = notingTool('clock');
      const source = script([calling({ id: 'a', name: 'browser' }, { id: 'b', name: 'clock' })]);
      const tools = [browser, { name: 'clock', parameters: { type: 'object', title: 'other' } }];
      const chunks = await valuesOf(runTools(source, { tools: [clock] }), { ...request, tools });
      assert.deepEqual(source.requests[0]?.tools, [{ name: 'clock', parameters: anything }, browser]);
      assert.lengthOf(clock.calls, 1);
      assert.deepInclude(chunks.at(-1), { type: 'finish', reason: 'tool-calls' });
    });

    it('arguments that are no JSON are told to the model all the same', async () => {
      const source = script([calling({ id: 'a', name: 'browser', arguments: 'oops' }), 'Sorry.']);
      await valuesOf(runTools(source, { tools: [browser] }));
      assert.deepInclude(results(source.requests[1]?.messages)[0], { toolCallId: 'a', isError: true });
    });

    it('nobody is asked whether they may run', async () => {
      const source = script([calling({ id: 'a', name: 'browser' })]);
      assert.notInclude(
        told(await valuesOf(runTools(source, { tools: [browser], approve: neverAsk }))),
        'tool-approval a',
      );
    });
  });

  describe('beforeRound', () => {
    it('is told of each round before it', async () => {
      const states: unknown[] = [];
      const source = script([
        answerOf({ toolCalls: [{ id: 'a', name: 'clock' }], usage: { totalTokens: 3 } }),
        answerOf({ toolCalls: [{ id: 'b', name: 'clock' }], usage: { totalTokens: 4 } }),
        'Noon.',
      ]);
      const clock = tool('clock', () => 'noon');
      await valuesOf(
        runTools(source, {
          tools: [clock],
          beforeRound: ({ round, messages, usage, totalUsage, request: asked }) => {
            states.push({ round, messages: messages.length, usage, totalUsage, tools: asked.tools?.length });
            return undefined;
          },
        }),
      );
      assert.deepEqual(states, [
        { round: 1, messages: 1, usage: undefined, totalUsage: undefined, tools: 1 },
        { round: 2, messages: 3, usage: { totalTokens: 3 }, totalUsage: { totalTokens: 3 }, tools: 1 },
        { round: 3, messages: 5, usage: { totalTokens: 4 }, totalUsage: { totalTokens: 7 }, tools: 1 },
      ]);
    });

    it('changes the request of this round alone', async () => {
      const source = script([calling({ id: 'a', name: 'clock' }), calling({ id: 'b', name: 'clock' }), 'Noon.']);
      const options: RunToolsOptions = {
        tools: [tool('clock', () => 'noon')],
        beforeRound: ({ round, messages }) =>
          round === 2 ? { model: 'small', temperature: 0, messages: messages.slice(-2) } : undefined,
      };
      await valuesOf(runTools(source, options), { ...request, model: 'big' });
      assert.deepEqual(
        source.requests.map(({ model, temperature, messages }) => [model, temperature, messages.length]),
        [
          ['big', undefined, 1],
          ['small', 0, 2],
          ['big', undefined, 5],
        ],
      );
    });

    it('takes a tool away, which then is unknown', async () => {
      const clock = notingTool('clock');
      const source = script([calling({ id: 'a', name: 'clock' }), 'Sorry.']);
      const runner = runTools(source, {
        tools: [clock, notingTool('other')],
        beforeRound: ({ request: { tools = [] } }) => ({ tools: tools.slice(1) }),
      });
      await valuesOf(runner);
      assert.lengthOf(clock.calls, 0);
      assert.include(results(source.requests[1]?.messages)[0]?.content, 'the tools are other');
    });

    it('gives a tool for a round, which then is run', async () => {
      const clock = notingTool('clock');
      const source = script([calling({ id: 'a', name: 'clock' }), 'Noon.']);
      await valuesOf(runTools(source, { tools: [], beforeRound: () => ({ tools: [clock] }) }));
      assert.lengthOf(clock.calls, 1);
    });

    it('stops the run: before the first round nothing is asked, and later the last finish stands', async () => {
      const none = await outcomeOf(runTools(script([]), { tools: [], beforeRound: () => 'stop' }).stream(request));
      assert.deepEqual(none.values, [{ type: 'start' }, { type: 'finish', choice: 0, reason: 'stop' }]);
      const source = script([answerOf({ toolCalls: [{ id: 'a', name: 'clock' }], usage: { totalTokens: 3 } })]);
      const budget = runTools(source, {
        tools: [tool('clock', () => 'noon')],
        beforeRound: ({ totalUsage }) => ((totalUsage?.totalTokens ?? 0) > 2 ? 'stop' : undefined),
      });
      const { values } = await outcomeOf(budget.stream(request));
      assert.deepEqual(values.slice(-2), [
        { type: 'usage', totalTokens: 3 },
        { type: 'finish', choice: 0, reason: 'tool-calls' },
      ]);
    });

    it('fails the run by what it throws, unchanged', async () => {
      const mine = new TypeError('mine');
      const throwing = runTools(script([]), {
        tools: [],
        beforeRound: () => {
          throw mine;
        },
      });
      assert.strictEqual(await errorOf(throwing.run(request)), mine as never);
    });
  });

  describe('its options', () => {
    for (const [options, paths] of [
      [undefined, ['options']],
      [{}, ['options/tools']],
      [{ tools: [{ name: 'a' }] }, ['options/tools/0/parameters']],
      [{ tools: [{ name: 'a', parameters: {}, execute: 1 }] }, ['options/tools/0/execute']],
      [
        {
          tools: [
            { name: 'a', parameters: {} },
            { name: 'b', parameters: {} },
            { name: 'a', parameters: {} },
          ],
        },
        ['options/tools/2/name'],
      ],
      [{ tools: [], maxRounds: 0 }, ['options/maxRounds']],
      [{ tools: [], maxRounds: 1.5 }, ['options/maxRounds']],
      [{ tools: [], concurrency: 0 }, ['options/concurrency']],
      [{ tools: [], approve: true }, ['options/approve']],
      [{ tools: [], onToolError: 'ignore' }, ['options/onToolError']],
      [{ tools: [], beforeRound: 'stop' }, ['options/beforeRound']],
      [{ tools: [], maxSteps: 3 }, ['options/maxSteps']],
    ] as const) {
      it(`are refused at once: ${JSON.stringify(options)}`, () => {
        assert.deepInclude(
          thrownBy(() => runTools(script([]), options as never)),
          { name: 'InvalidRequestError', paths },
        );
      });
    }

    it('may say tell, and Infinity', async () => {
      await valuesOf(runTools(script(['Hi.']), { tools: [], onToolError: 'tell', maxRounds: Infinity }));
    });

    it('that do not exist are named with the nearest one', () => {
      const error = thrownBy(() => runTools(script([]), { tools: [], maxSteps: 3 } as never)) as Error;
      assert.include(error.message, 'options/maxSteps is not a known option: the nearest is "maxRounds"');
    });
  });

  it('refuses what is no source', () => {
    assert.deepInclude(
      thrownBy(() => runTools({ name: 'x' } as never, { tools: [] })),
      { name: 'InvalidRequestError', paths: ['source'] },
    );
  });

  it('has a name, and methods that work when taken off it', async () => {
    const { name, run, stream, streamEither } = runTools(script(['a', 'b', 'c']), { tools: [] });
    assert.equal(name, 'runTools(script)');
    assert.lengthOf(await firstValueFrom(stream(request).pipe(toArray())), 3);
    assert.lengthOf(await firstValueFrom(streamEither(request).pipe(toArray())), 3);
    assert.lengthOf(await firstValueFrom(run(request).pipe(toArray())), 4);
  });

  it('runs a source that tells of no start and no end', async () => {
    const clock = notingTool('clock');
    let asked = 0;
    const bare = {
      name: 'bare',
      stream: () =>
        of<Chunk>(
          ++asked === 1
            ? { type: 'tool-call', choice: 0, index: 0, name: 'clock', arguments: '' }
            : { type: 'text', choice: 0, text: 'Noon.' },
        ),
    };
    const { values, completed } = await outcomeOf(runTools(bare, { tools: [clock] }).stream(request));
    assert.isTrue(completed);
    assert.lengthOf(clock.calls, 1);
    assert.deepEqual(
      values.map(({ type }) => type),
      ['tool-call', 'text'],
    );
  });

  const reasons: readonly FinishReason[] = ['stop', 'other'];
  for (const reason of reasons) {
    it(`keeps the provider's word for its last finish (${reason})`, async () => {
      const [start, text] = answerOf('Hi') as [Chunk, Chunk];
      const finish: Chunk = { type: 'finish', choice: 0, reason, raw: 'eos' };
      const { values } = await outcomeOf(runTools(script([[start, text, finish]]), { tools: [] }).stream(request));
      assert.deepEqual(values.at(-1), finish);
    });
  }
});
