import { assert, expect } from 'chai';
import { left, right } from 'fp-ts/lib/Either.js';
import { concat, of, throwError } from 'rxjs';
import {
  AbortError,
  type Chunk,
  ConnectionError,
  IncompleteAnswerError,
  InvalidRequestError,
} from '../../../lib/index.ts';
import { type Encodable, uiMessages, type UIMessagesOptions } from '../../../lib/server/index.ts';
import { drain } from '../../support/drain.ts';
import { runMarbles } from '../../support/marbles.ts';

const start: Chunk = { type: 'start', id: 'chatcmpl-1', model: 'gpt' };
const text = (piece: string, choice = 0): Chunk => ({ type: 'text', choice, text: piece });
const reasoning = (piece: string): Chunk => ({ type: 'reasoning', choice: 0, text: piece });
const finish = (reason: string): Chunk => ({ type: 'finish', choice: 0, reason }) as Chunk;
const piece = (chunk: Partial<Chunk>): Chunk =>
  ({ type: 'tool-call', choice: 0, index: 0, arguments: '', ...chunk }) as Chunk;

interface Part {
  readonly type: string;
  readonly [member: string]: unknown;
}

const DONE = '[DONE]';

/** The parts that are written of chunks, and whether they end cleanly. */
function partsOf(written: string): readonly (Part | typeof DONE)[] {
  return written
    .split('\n\n')
    .slice(0, -1)
    .map((event) => {
      const data = event.replace(/^data: /, '');
      return data === DONE ? DONE : (JSON.parse(data) as Part);
    });
}

const write = (chunks: readonly Encodable[], options: UIMessagesOptions = {}): readonly (Part | typeof DONE)[] =>
  partsOf(drain(of(...chunks).pipe(uiMessages(options))).join(''));

const OPEN = [{ type: 'start' }, { type: 'start-step' }];
const end = (finishReason = 'stop'): readonly (Part | typeof DONE)[] => [
  { type: 'finish-step' },
  { type: 'finish', finishReason },
  DONE,
];

const fail = (error: unknown, ...chunks: readonly Chunk[]): readonly (Part | typeof DONE)[] =>
  partsOf(
    drain(
      concat(
        of(...chunks),
        throwError(() => error),
      ).pipe(uiMessages()),
    ).join(''),
  );

describe('uiMessages', () => {
  it('writes each chunk as it comes, and the end at once', () => {
    runMarbles(({ cold, expectObservable }) => {
      const source = cold<Chunk>(' -s--a--b--(f|)', { s: start, a: text('Hi'), b: text('!'), f: finish('stop') });
      const expected = '           -s--a--b--(e|)';
      expectObservable(source.pipe(uiMessages({ messageId: 'm1' }))).toBe(expected, {
        s: 'data: {"type":"start","messageId":"m1"}\n\n',
        a: 'data: {"type":"start-step"}\n\ndata: {"type":"text-start","id":"text-1"}\n\ndata: {"type":"text-delta","id":"text-1","delta":"Hi"}\n\n',
        b: 'data: {"type":"text-delta","id":"text-1","delta":"!"}\n\n',
        e: 'data: {"type":"text-end","id":"text-1"}\n\ndata: {"type":"finish-step"}\n\ndata: {"type":"finish","finishReason":"stop"}\n\ndata: [DONE]\n\n',
      });
    });
  });

  it('closes one kind of block before it opens another, each with an id of its own', () => {
    assert.deepEqual(write([start, reasoning('Hm'), text('A'), reasoning('so'), text('B'), finish('stop')]), [
      ...OPEN,
      { type: 'reasoning-start', id: 'reasoning-1' },
      { type: 'reasoning-delta', id: 'reasoning-1', delta: 'Hm' },
      { type: 'reasoning-end', id: 'reasoning-1' },
      { type: 'text-start', id: 'text-2' },
      { type: 'text-delta', id: 'text-2', delta: 'A' },
      { type: 'text-end', id: 'text-2' },
      { type: 'reasoning-start', id: 'reasoning-3' },
      { type: 'reasoning-delta', id: 'reasoning-3', delta: 'so' },
      { type: 'reasoning-end', id: 'reasoning-3' },
      { type: 'text-start', id: 'text-4' },
      { type: 'text-delta', id: 'text-4', delta: 'B' },
      { type: 'text-end', id: 'text-4' },
      ...end(),
    ]);
  });

  it('keeps reasoning back where it is told to, and leaves other choices out', () => {
    assert.deepEqual(
      write([start, reasoning('Hm'), text('A'), text('B', 1), finish('stop')], { sendReasoning: false }),
      write([start, text('A'), finish('stop')]),
    );
  });

  it('says a refusal as text', () => {
    assert.deepEqual(
      write([start, { type: 'refusal', choice: 0, text: 'No' }, finish('stop')]),
      write([start, text('No'), finish('stop')]),
    );
  });

  it('says what the text cites, what the service does, and the usage; a block is not for the page', () => {
    const written = write([
      start,
      { type: 'activity', choice: 0, id: 'a1', name: 'web_search', state: 'started' },
      { type: 'source', choice: 0, url: 'https://example.org', title: 'Page' },
      { type: 'source', choice: 0, id: 'file-1' },
      { type: 'block', choice: 0, wire: 'anthropic', value: {} },
      { type: 'usage', promptTokens: 5, totalTokens: 9 },
      finish('stop'),
    ]);
    assert.deepEqual(written, [
      ...OPEN,
      { type: 'data-activity', id: 'a1', data: { name: 'web_search', state: 'started' } },
      { type: 'source-url', sourceId: 'source-1', url: 'https://example.org', title: 'Page' },
      { type: 'source-document', sourceId: 'file-1', mediaType: 'application/octet-stream', title: 'file-1' },
      { type: 'finish-step' },
      {
        type: 'finish',
        finishReason: 'stop',
        messageMetadata: { usage: { promptTokens: 5, totalTokens: 9 } },
      },
      DONE,
    ]);
  });

  const reasons = {
    stop: 'stop',
    length: 'length',
    'tool-calls': 'tool-calls',
    'content-filter': 'content-filter',
    pause: 'other',
    other: 'other',
    unknown: 'other',
  };
  for (const [reason, word] of Object.entries(reasons)) {
    it(`says ${word} where an answer ended by ${reason}`, () => {
      assert.deepInclude(write([start, text('A'), finish(reason)]), { type: 'finish', finishReason: word });
    });
  }

  describe('calls of the model', () => {
    it('come piece by piece, and whole when the answer is over', () => {
      const written = write([
        start,
        text('A'),
        piece({ id: 'a', name: 'weather', arguments: '{"city":' }),
        piece({ index: 1, id: 'b', name: 'now' }),
        piece({ arguments: '"Bern"}' }),
        finish('tool-calls'),
      ]);
      assert.deepEqual(written.slice(4), [
        { type: 'text-end', id: 'text-1' },
        { type: 'tool-input-start', toolCallId: 'a', toolName: 'weather' },
        { type: 'tool-input-delta', toolCallId: 'a', inputTextDelta: '{"city":' },
        { type: 'tool-input-start', toolCallId: 'b', toolName: 'now' },
        { type: 'tool-input-delta', toolCallId: 'a', inputTextDelta: '"Bern"}' },
        { type: 'tool-input-available', toolCallId: 'a', toolName: 'weather', input: { city: 'Bern' } },
        { type: 'tool-input-delta', toolCallId: 'b', inputTextDelta: '{}' },
        { type: 'tool-input-available', toolCallId: 'b', toolName: 'now', input: {} },
        ...end('tool-calls'),
      ]);
    });

    it('whose arguments are not JSON are told as they are', () => {
      assert.deepInclude(write([start, piece({ id: 'a', name: 'f', arguments: '{"' }), finish('tool-calls')]), {
        type: 'tool-input-error',
        toolCallId: 'a',
        toolName: 'f',
        input: '{"',
        errorText: 'The arguments are not JSON.',
      });
    });
  });

  describe('what a run makes of them', () => {
    const call = { id: 'a', name: 'weather', arguments: '{"city":"Bern"}' };
    const asked = piece({ id: 'a', name: 'weather', arguments: call.arguments });
    const round: Encodable = { type: 'round', round: 1, messages: [] };

    it('are outputs, and each round is a step', () => {
      const written = write([
        start,
        asked,
        { type: 'tool-approval', call, args: { city: 'Bern' } },
        { type: 'tool-start', call },
        { type: 'tool-progress', call, value: 'looking' },
        { type: 'tool-result', call, content: '18 °C', outcome: right({ degrees: 18 }) },
        round,
        text('Warm.'),
        { type: 'round', round: 2, messages: [] },
        finish('stop'),
      ]);
      assert.deepEqual(written, [
        ...OPEN,
        { type: 'tool-input-start', toolCallId: 'a', toolName: 'weather' },
        { type: 'tool-input-delta', toolCallId: 'a', inputTextDelta: call.arguments },
        { type: 'tool-input-available', toolCallId: 'a', toolName: 'weather', input: { city: 'Bern' } },
        {
          type: 'data-tool-approval',
          id: 'a',
          data: { toolCallId: 'a', toolName: 'weather', input: { city: 'Bern' } },
        },
        { type: 'tool-output-available', toolCallId: 'a', output: 'looking', preliminary: true },
        { type: 'tool-output-available', toolCallId: 'a', output: { degrees: 18 } },
        { type: 'finish-step' },
        { type: 'start-step' },
        { type: 'text-start', id: 'text-1' },
        { type: 'text-delta', id: 'text-1', delta: 'Warm.' },
        { type: 'text-end', id: 'text-1' },
        ...end(),
      ]);
    });

    it('may be a failure', () => {
      const failure = { reason: 'failed', message: 'no such city' } as const;
      const result: Encodable = { type: 'tool-result', call, content: 'Error', outcome: left(failure) };
      assert.deepInclude(write([start, asked, result, round, finish('stop')]), {
        type: 'tool-output-error',
        toolCallId: 'a',
        errorText: 'no such city',
      });
    });

    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    for (const [what, value] of Object.entries({ nothing: undefined, 'a circle': circular, 'a bigint': 5n })) {
      it(`is what the model was told, where the result is ${what}`, () => {
        const result: Encodable = { type: 'tool-result', call, content: 'told', outcome: right(value) };
        const progress: Encodable = { type: 'tool-progress', call, value };
        const written = write([start, asked, progress, result, round, finish('stop')]);
        assert.deepInclude(written, { type: 'tool-output-available', toolCallId: 'a', output: 'told' });
        assert.lengthOf(
          written.filter((part) => part !== DONE && part.type === 'tool-output-available'),
          1,
        );
      });
    }

    it('of a call of an earlier message comes after that call, which the page may not know', () => {
      const result: Encodable = { type: 'tool-result', call, content: 'x', outcome: right(1) };
      assert.deepEqual(write([result, { type: 'round', round: 0, messages: [] }, start, text('A'), finish('stop')]), [
        ...OPEN,
        { type: 'tool-input-available', toolCallId: 'a', toolName: 'weather', input: { city: 'Bern' } },
        { type: 'tool-output-available', toolCallId: 'a', output: 1 },
        { type: 'finish-step' },
        { type: 'start-step' },
        { type: 'text-start', id: 'text-1' },
        { type: 'text-delta', id: 'text-1', delta: 'A' },
        { type: 'text-end', id: 'text-1' },
        ...end(),
      ]);
    });
  });

  describe('a failure', () => {
    it('before the first chunk passes on', () => {
      const lost = new ConnectionError('ECONNRESET');
      runMarbles(({ cold, expectObservable }) => {
        expectObservable(cold<Chunk>('--#', undefined, lost).pipe(uiMessages())).toBe('--#', undefined, lost);
      });
    });

    it('ends the text by an error, and by no clean end', () => {
      const written = fail(new IncompleteAnswerError('connection-lost'), start, text('Hi'));
      assert.deepEqual(written.slice(4), [{ type: 'error', errorText: 'The answer was cut off.' }]);
    });

    it('that is a stop ends it by an abort', () => {
      assert.deepEqual(fail(new AbortError('secret'), start, text('Hi')).slice(4), [{ type: 'abort' }]);
    });

    it('is a source that completes without a finish reason', () => {
      assert.deepEqual(write([start, text('Hi')]).at(-1), { type: 'error', errorText: 'The answer was cut off.' });
      assert.throws(() => write([]), 'empty');
    });

    it('of somebody else tells nothing', () => {
      assert.deepEqual(fail(new Error('secret'), start).at(-1), { type: 'error', errorText: 'The server failed.' });
    });
  });

  it('refuses options that it does not have', () => {
    assert.throws(() => uiMessages({ messageID: 'x' } as UIMessagesOptions), InvalidRequestError, 'messageId');
    expect(() => uiMessages({ sendReasoning: 'no' } as never)).to.throw('options/sendReasoning');
  });
});
