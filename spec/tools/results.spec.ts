import { left, right, type Either } from 'fp-ts/lib/Either.js';
import { assert } from 'chai';
import * as t from 'io-ts';
import { concat, from, NEVER, Observable, of, throwError } from 'rxjs';
import * as z from 'zod';
import type { Message, ToolCall } from '../../lib/index.ts';
import { answerOf, script, type WrittenCall } from '../../lib/testing/index.ts';
import {
  defineTool,
  type RunChunk,
  type RunnableTool,
  type RunToolsOptions,
  runTools,
  type ToolFailure,
} from '../../lib/tools/index.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { anything, calling, notingTool, request, tool } from './parts.ts';

interface Answered {
  readonly chunks: readonly RunChunk[];
  readonly outcomes: readonly Either<ToolFailure, unknown>[];
  /** The results as the model was told them. */
  readonly told: readonly (Message & { readonly role: 'tool' })[];
}

/** What becomes of these calls in a run of two rounds. */
async function answers(
  calls: readonly WrittenCall[],
  tools: readonly RunnableTool[],
  options: Partial<RunToolsOptions> = {},
): Promise<Answered> {
  const source = script([calling(...calls), 'Done.']);
  const { values: chunks, error } = await outcomeOf(runTools(source, { tools, ...options }).run(request));
  if (error !== undefined) throw error;
  const outcomes = chunks.flatMap((chunk) => (chunk.type === 'tool-result' ? [chunk.outcome] : []));
  const told = (source.requests[1]?.messages ?? []).filter((message) => message.role === 'tool');
  return { chunks, outcomes, told };
}

const ofTool = (returned: unknown): Promise<Answered> => answers([{ id: 'a', name: 'x' }], [tool('x', () => returned)]);

async function* generate(): AsyncGenerator<number> {
  yield 1;
  yield 2;
  yield 3;
}

async function* returning(): AsyncGenerator<number, number> {
  yield 1;
  return 2;
}

class Point {
  readonly x = 1;
}

describe('what a tool gives', () => {
  const results: Readonly<Record<string, readonly [returned: () => unknown, content: string, result: unknown]>> = {
    'a string, as it is': [() => 'noon', 'noon', 'noon'],
    'an empty string': [() => '', '', ''],
    'an object, as JSON': [() => ({ at: 12 }), '{"at":12}', { at: 12 }],
    'an array, which is one result': [() => [1, 2], '[1,2]', [1, 2]],
    'a number': [() => 0, '0', 0],
    false: [() => false, 'false', false],
    null: [() => null, 'null', null],
    undefined: [() => undefined, '', undefined],
    'an instance of a class': [() => new Point(), '{"x":1}', new Point()],
    'a set, which is one result': [() => new Set([1]), '{}', new Set([1])],
    'a promise': [() => Promise.resolve({ at: 12 }), '{"at":12}', { at: 12 }],
    'a promise of an array': [() => Promise.resolve([1, 2]), '[1,2]', [1, 2]],
    'a promise of a stream': [() => Promise.resolve(of(1, 2)), '2', 2],
    // oxlint-disable-next-line unicorn/no-thenable -- query builders of databases are such
    'a thenable': [() => ({ then: (resolve: (value: number) => void) => resolve(5) }), '5', 5],
    'an Observable': [() => of(1, 2, 3), '3', 3],
    'an Observable of arrays': [() => of([1], [2, 3]), '[2,3]', [2, 3]],
    'an Observable without a value': [() => of(), '', undefined],
    'an Observable of undefined': [() => of(1, undefined), '', undefined],
    'an async iterable': [() => generate(), '3', 3],
    'an async generator that returns a value': [() => returning(), '2', 2],
  };
  for (const [name, [returned, content, result]] of Object.entries(results)) {
    it(name, async () => {
      const { outcomes, told } = await ofTool(returned());
      assert.deepEqual<unknown>(outcomes, [right(result)]);
      assert.deepEqual(told, [{ role: 'tool', toolCallId: 'a', content }]);
    });
  }

  it('several values: the last is the result, earlier ones are progress', async () => {
    for (const returned of [of(1, 2, 3), generate()]) {
      const { chunks } = await ofTool(returned);
      assert.deepEqual(
        chunks.flatMap((chunk) => (chunk.type === 'tool-progress' ? [chunk.value] : [])),
        [1, 2],
      );
    }
  });

  it('is encoded by the tool, where it says how', async () => {
    const clock = defineTool({
      name: 'clock',
      parameters: t.type({}),
      execute: () => ({ hour: 12 }),
      encode: ({ hour }) => `${hour} o'clock`,
    });
    const { told, outcomes } = await answers([{ id: 'a', name: 'clock' }], [clock]);
    assert.deepEqual(told, [{ role: 'tool', toolCallId: 'a', content: "12 o'clock" }]);
    assert.deepEqual<unknown>(outcomes, [right({ hour: 12 })]);
  });

  it('may be a text of 1 MiB', async () => {
    const text = 'x'.repeat(1024 * 1024);
    const { told } = await ofTool(text);
    assert.strictEqual(told[0]?.content, text);
  });

  it('comes in virtual time', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const answer = cold('        -----1--2--(3|)');
      const runs = '               ^----------!   ';
      const expected = '           --------p--(qr)';
      const source = script([calling({ id: 'a', name: 'x' }), NEVER]);
      const events = new Observable<string>((subscriber) => {
        const letters = { 'tool-progress': ['p', 'q'], 'tool-result': ['r'] } as Record<string, string[]>;
        return runTools(source, { tools: [tool('x', () => answer)] })
          .run(request)
          .subscribe(({ type }) => {
            const letter = letters[type]?.shift();
            if (letter !== undefined) subscriber.next(letter);
          });
      });
      expectObservable(events, '--------------------!').toBe(expected);
      expectSubscriptions(answer.subscriptions).toBe(runs);
    });
  });
});

describe('a mistake of the model', () => {
  const weather = defineTool({
    name: 'weather',
    parameters: z.object({ city: z.string(), days: z.array(z.number()) }),
    execute: ({ city }) => city,
  });
  const clock = defineTool({ name: 'clock', parameters: t.type({ zone: t.string }), execute: ({ zone }) => zone });
  const plain = notingTool('plain');
  const tools = [weather, clock, plain];

  const mistakes: Readonly<Record<string, readonly [call: WrittenCall, reason: ToolFailure['reason'], says: RegExp]>> =
    {
      'an unknown tool': [{ name: 'wether' }, 'unknown-tool', /"wether".*weather, clock, plain/],
      'a name of every object': [{ name: 'constructor' }, 'unknown-tool', /"constructor"/],
      'arguments that are no JSON': [{ name: 'plain', arguments: '{"city":' }, 'arguments', /not JSON/],
      'arguments that are an array': [{ name: 'plain', arguments: '[1]' }, 'arguments', /object, not an array/],
      'arguments that are null': [{ name: 'plain', arguments: 'null' }, 'arguments', /object, not null/],
      'arguments that are a text': [{ name: 'plain', arguments: '"x"' }, 'arguments', /object, not a string/],
      'arguments that do not fit zod': [
        { name: 'weather', arguments: { city: 'Oslo', days: [1, 'two'] } },
        'arguments',
        /days\/1/,
      ],
      'arguments that do not fit io-ts': [{ name: 'clock', arguments: {} }, 'arguments', /zone is required: a string/],
    };
  for (const [name, [call, reason, says]] of Object.entries(mistakes)) {
    it(`is told to it and does not end the run: ${name}`, async () => {
      const { outcomes, told } = await answers(
        [
          { id: 'a', ...call },
          { id: 'b', name: 'plain' },
        ],
        tools,
      );
      const [outcome] = outcomes;
      assert.deepInclude((outcome as { readonly left: ToolFailure }).left, { reason });
      assert.deepEqual(
        told.map(({ toolCallId, isError }) => [toolCallId, isError]),
        [
          ['a', true],
          ['b', undefined],
        ],
        'its sibling is run',
      );
      const content = told[0]?.content as string;
      assert.match(content, /^Error: /);
      assert.match(content, says);
      assert.notMatch(content, /\n\s+at /, 'no stack');
    });
  }

  for (const mode of ['fail', () => assert.fail('it was asked')] as const) {
    it(`is told whatever onToolError says (${typeof mode})`, async () => {
      const { told } = await answers([{ id: 'a', name: 'nobody' }], tools, { onToolError: mode });
      assert.lengthOf(told, 1);
    });
  }

  it('is told word by word', async () => {
    const calls = [
      { id: 'a', name: 'weather', arguments: 'oops' },
      { id: 'b', name: 'clock', arguments: { zone: 1 } },
      { id: 'c', name: 'weather', arguments: { days: 1 } },
    ];
    const { told } = await answers(calls, tools);
    const [first, second, third] = told.map(({ content }) => content as string);
    assert.match(first ?? '', /^Error: the arguments are not JSON: Unexpected token/);
    assert.equal(second, 'Error: the arguments do not fit: zone must be a string');
    assert.match(third ?? '', /^Error: the arguments do not fit: city: .+; days: .+$/);
    const alone = await answers([{ id: 'a', name: 'x'.repeat(150) }], []);
    assert.equal(alone.told[0]?.content, `Error: there is no tool "${'x'.repeat(100)}": there are no tools`);
  });

  it('is told in at most 2,000 characters, no half of a pair at the end', async () => {
    const many = Array.from({ length: 500 }, (_, i) => tool(`tool_number_${i}`, () => 1));
    const emoji = `😀${'😀'.repeat(3000)}`;
    const failing = defineTool({
      name: 'failing',
      parameters: anything,
      execute: () => {
        throw new Error(emoji);
      },
    });
    const { told } = await answers(
      [
        { id: 'a', name: 'x'.repeat(5000) },
        { id: 'b', name: 'failing' },
        { id: 'c', name: 'tool_number_1', arguments: `{"${'y'.repeat(5000)}` },
      ],
      [...many, failing],
    );
    for (const { content } of told) {
      assert.isAtMost(content.length, 2000);
      assert.isTrue((content as string).isWellFormed());
    }
    assert.lengthOf(told[0]?.content as string, 2000);
    assert.match(told[1]?.content as string, /😀…$/);
    const just = 'y'.repeat(2000 - 'Error: '.length);
    assert.equal((await ofTool(throwError(() => new Error(just)))).told[0]?.content, `Error: ${just}`);
  });

  it("'' is {}, and so is white space", async () => {
    const seen: unknown[] = [];
    const noting = tool('noting', (args) => void seen.push(args));
    await answers(
      [
        { id: 'a', name: 'noting', arguments: '' },
        { id: 'b', name: 'noting', arguments: ' \n' },
      ],
      [noting],
    );
    assert.deepEqual(seen, [{}, {}]);
  });

  it('leaves no arguments in the conversation that a provider would refuse', async () => {
    const source = script([
      calling(
        { id: 'a', name: 'plain', arguments: '{"ci' },
        { id: 'b', name: 'plain', arguments: '[1]' },
        { id: 'c', name: 'plain', arguments: '{"x":1}' },
      ),
      'Done.',
    ]);
    await outcomeOf(runTools(source, { tools: [plain] }).stream(request));
    assert.deepInclude(source.requests[1]?.messages[1], {
      toolCalls: [
        { id: 'a', name: 'plain', arguments: '{}' },
        { id: 'b', name: 'plain', arguments: '{}' },
        { id: 'c', name: 'plain', arguments: '{"x":1}' },
      ],
    });
  });
});

describe('arguments', () => {
  it('reach the tool as its schema reads them', async () => {
    const seen: unknown[] = [];
    const weather = defineTool({
      name: 'weather',
      parameters: z.object({ city: z.string().transform((city) => city.toUpperCase()), days: z.number().default(3) }),
      execute: (args) => void seen.push(args),
    });
    await answers([{ id: 'a', name: 'weather', arguments: { city: 'Oslo' } }], [weather]);
    assert.deepEqual(seen, [{ city: 'OSLO', days: 3 }]);
  });

  it('may be read by a schema that takes its time', async () => {
    const weather = defineTool({
      name: 'weather',
      parameters: z.object({ city: z.string().refine(async (city) => city === 'Oslo', 'no such city') }),
      execute: ({ city }) => city,
    });
    const { outcomes } = await answers(
      [
        { id: 'a', name: 'weather', arguments: { city: 'Nowhere' } },
        { id: 'b', name: 'weather', arguments: { city: 'Oslo' } },
      ],
      [weather],
    );
    assert.deepEqual<unknown>(
      outcomes.toSorted((x) => (x._tag === 'Left' ? -1 : 1)),
      [left({ reason: 'arguments', message: 'the arguments do not fit: city: no such city' }), right('Oslo')],
    );
  });

  it('of plain JSON Schema are not checked', async () => {
    const strict = defineTool({
      name: 'strict',
      parameters: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] },
      execute: (args) => args,
    });
    const { outcomes } = await answers([{ id: 'a', name: 'strict', arguments: { m: 'x' } }], [strict]);
    assert.deepEqual<unknown>(outcomes, [right({ m: 'x' })]);
  });

  it('whose schema throws are a failure of the tool', async () => {
    const broken = defineTool({
      name: 'broken',
      parameters: z.object({ city: z.string().refine(() => assert.fail('schema lost')) }),
      execute: () => 1,
    });
    const { outcomes } = await answers([{ id: 'a', name: 'broken', arguments: { city: 'x' } }], [broken]);
    assert.deepEqual<unknown>(outcomes, [left({ reason: 'failed', message: 'schema lost' })]);
  });
});

describe('a tool that fails', () => {
  const failure = new Error('boom');
  const fail = (): never => {
    throw failure;
  };
  async function* failing(): AsyncGenerator<number> {
    yield 1;
    throw failure;
  }
  const ways: Readonly<Record<string, () => unknown>> = {
    synchronously: fail,
    'by a promise': () => Promise.reject(failure),
    'by an Observable': () => throwError(() => failure),
    'by an Observable, after a value': () =>
      concat(
        of(1),
        throwError(() => failure),
      ),
    'by an async iterable': failing,
    'by an iterator that throws': () => ({ [Symbol.asyncIterator]: fail }),
    'by a promise of an Observable': () => Promise.resolve(throwError(() => failure)),
  };
  for (const [way, execute] of Object.entries(ways)) {
    it(`${way}, is told, and its siblings go on`, async () => {
      const sibling = notingTool('sibling');
      const calls = [
        { id: 'a', name: 'failing' },
        { id: 'b', name: 'sibling' },
      ];
      const { outcomes, told } = await answers(calls, [tool('failing', execute), sibling]);
      assert.sameDeepMembers([...outcomes], [left({ reason: 'failed', message: 'boom' }), right('sibling')]);
      assert.deepEqual(told, [
        { role: 'tool', toolCallId: 'a', content: 'Error: boom', isError: true },
        { role: 'tool', toolCallId: 'b', content: 'sibling' },
      ]);
    });

    it(`${way}, ends the run with its own error where onToolError is fail`, async () => {
      const source = script([calling({ id: 'a', name: 'failing' })]);
      const runner = runTools(source, { tools: [tool('failing', execute)], onToolError: 'fail' });
      assert.strictEqual(await errorOf(runner.stream(request)), failure as never);
      assert.strictEqual(
        await errorOf(
          runTools(script([calling({ name: 'failing' })]), {
            tools: [tool('failing', execute)],
            onToolError: 'fail',
          }).run(request),
        ),
        failure as never,
      );
    });
  }

  it('in encode, is told too', async () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const calls = [
      { id: 'a', name: 'circular' },
      { id: 'b', name: 'encode' },
      { id: 'c', name: 'big' },
    ];
    const encode = defineTool({ name: 'encode', parameters: anything, execute: () => 1, encode: fail });
    const { told } = await answers(calls, [tool('circular', () => circular), encode, tool('big', () => 1n)]);
    assert.deepEqual(
      told.map(({ isError }) => isError),
      [true, true, true],
    );
    assert.equal(told[1]?.content, 'Error: boom');
  });

  it('is told in the words that onToolError gives', async () => {
    const seen: unknown[] = [];
    const { outcomes, told } = await answers([{ id: 'a', name: 'failing' }], [tool('failing', fail)], {
      onToolError: (error: unknown, call: ToolCall) => {
        seen.push(error, call.id);
        return 'Ask me later.';
      },
    });
    assert.deepEqual(seen, [failure, 'a']);
    assert.deepEqual<unknown>(outcomes, [left({ reason: 'failed', message: 'Ask me later.' })]);
    assert.deepEqual(told, [{ role: 'tool', toolCallId: 'a', content: 'Ask me later.', isError: true }]);
  });

  it('ends the run where onToolError throws, unchanged', async () => {
    const mine = new TypeError('mine');
    const runner = runTools(script([calling({ name: 'failing' })]), {
      tools: [tool('failing', fail)],
      onToolError: () => {
        throw mine;
      },
    });
    assert.strictEqual(await errorOf(runner.run(request)), mine as never);
  });

  it('with what is no error, is told as text', async () => {
    for (const [thrown, content] of [
      ['lost', 'Error: lost'],
      [undefined, 'Error: undefined'],
      [new RangeError(''), 'Error: RangeError'],
      [{ toString: fail }, 'Error: an error without a message'],
      [Object.create(null), 'Error: an error without a message'],
    ] as const) {
      const { told } = await ofTool(throwError(() => thrown));
      assert.equal(told[0]?.content, content);
    }
  });

  it('stops its siblings where the run fails', async () => {
    let stopped = 0;
    const endless = tool('endless', (_, { signal }) => {
      signal.addEventListener('abort', () => stopped++);
      return new Observable(() => () => stopped++);
    });
    const source = script([calling({ name: 'endless' }, { name: 'failing' }, { name: 'never' })]);
    const never = notingTool('never');
    const runner = runTools(source, { tools: [endless, tool('failing', fail), never], onToolError: 'fail' });
    assert.strictEqual(await errorOf(runner.run(request)), failure as never);
    assert.equal(stopped, 2);
    assert.lengthOf(never.calls, 0);
  });
});

describe('10,000 calls in one answer', () => {
  const calls = Array.from({ length: 10_000 }, (_, i) => ({ id: `c${i}`, name: 'x' }));

  for (const [how, returned] of Object.entries({
    'at once': (): unknown => 'x',
    'by promises': (): unknown => Promise.resolve('x'),
    'by streams': (): unknown => from(['w', 'x']),
  })) {
    it(`are run ${how}`, async () => {
      const { told } = await answers(calls, [tool('x', returned)]);
      assert.lengthOf(told, 10_000);
      assert.deepEqual(told.at(-1), { role: 'tool', toolCallId: 'c9999', content: 'x' });
    });
  }

  it('are asked about', async () => {
    let asked = 0;
    const { told } = await answers(calls, [tool('x', () => 'x')], {
      approve: () => {
        asked++;
        return asked % 2 === 0;
      },
    });
    assert.equal(asked, 10_000);
    assert.lengthOf(
      told.filter(({ isError }) => isError),
      5_000,
    );
  });

  it('and 1,000 rounds of one', async () => {
    const answersOfRounds = Array.from({ length: 1000 }, (_, i) => calling({ id: `c${i}`, name: 'x' }));
    const runner = runTools(script([...answersOfRounds, 'Done.']), { tools: [tool('x', () => 'x')], maxRounds: 2000 });
    const { values } = await outcomeOf(runner.stream(request));
    assert.lengthOf(values, 1003);
    assert.deepEqual(values.slice(-2), answerOf('Done.').slice(1));
  });
});
