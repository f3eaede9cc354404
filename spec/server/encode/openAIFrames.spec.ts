import { assert, expect } from 'chai';
import { concat, map, of, throwError } from 'rxjs';
import { type Chunk, ConnectionError, InvalidRequestError, ProviderError } from '../../../lib/index.ts';
import { openAIFrames, type OpenAIFramesOptions } from '../../../lib/server/index.ts';
import { drain } from '../../support/drain.ts';
import { runMarbles } from '../../support/marbles.ts';

const start: Chunk = { type: 'start', id: 'chatcmpl-1', model: 'gpt' };
const text = (piece: string, choice = 0): Chunk => ({ type: 'text', choice, text: piece });
const finish = (reason: string, choice = 0): Chunk => ({ type: 'finish', choice, reason }) as Chunk;

/** A frame as it is sent, but for when. */
const frame = (choices: string, { id = 'chatcmpl-1', model = 'gpt' } = {}): string =>
  `data: {"id":"${id}","object":"chat.completion.chunk","created":0,"model":"${model}","choices":${choices}}\n\n`;
const delta = (json: string, index = 0, reason = 'null'): string =>
  frame(`[{"index":${index},"delta":${json},"logprobs":null,"finish_reason":${reason}}]`);
const role = (index = 0): string => delta('{"role":"assistant","content":""}', index);
const DONE = 'data: [DONE]\n\n';

const withoutTime = (written: string): string => written.replaceAll(/"created":\d+/g, '"created":0');

/** What is written of chunks. */
const write = (chunks: readonly Chunk[], options: OpenAIFramesOptions = {}): string =>
  withoutTime(drain(of(...chunks).pipe(openAIFrames(options))).join(''));

const callPiece = (piece: Partial<Chunk>): Chunk =>
  ({ type: 'tool-call', choice: 0, index: 0, arguments: '', ...piece }) as Chunk;

const said = (kind: 'auth' | 'rate-limit'): string => {
  const error = new ProviderError({ kind, inBand: true, detail: 'the words of the service', retryable: false });
  return drain(
    concat(
      of(start),
      throwError(() => error),
    ).pipe(openAIFrames()),
  ).join('');
};

describe('openAIFrames', () => {
  it('writes each chunk as it comes, and the end at once', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Chunk>('  -s--a-u-(f|)', {
        s: start,
        a: text('Hi'),
        u: { type: 'usage', totalTokens: 3 },
        f: finish('stop'),
      });
      const subscription = ' ^-------!   ';
      const expected = '     -r--h---(e|)';
      const written = source.pipe(openAIFrames({ includeUsage: true }), map(withoutTime));
      const values = {
        r: role(),
        h: delta('{"content":"Hi"}'),
        e: delta('{}', 0, '"stop"') + frame('[],"usage":{"total_tokens":3}') + DONE,
      };
      expectObservable(written).toBe(expected, values);
      expectSubscriptions(source.subscriptions).toBe(subscription);
    });
  });

  it('says each kind of content in a delta of its own', () => {
    const written = write([
      start,
      { type: 'reasoning', choice: 0, text: 'Hm "so"' },
      { type: 'refusal', choice: 0, text: 'No' },
      { type: 'source', choice: 0, url: 'https://example.org', title: 'Page' },
      { type: 'source', choice: 0, id: 'file-1', quote: 'words' },
      { type: 'activity', choice: 0, id: 'a', name: 'web_search', state: 'started' },
      { type: 'block', choice: 0, wire: 'anthropic', value: { secret: 1 } },
      finish('stop'),
    ]);
    assert.equal(
      written,
      role() +
        delta('{"reasoning_content":"Hm \\"so\\""}') +
        delta('{"refusal":"No"}') +
        delta('{"annotations":[{"type":"url_citation","url_citation":{"url":"https://example.org","title":"Page"}}]}') +
        delta('{"annotations":[{"type":"file_citation","file_citation":{"file_id":"file-1"}}]}') +
        delta('{}', 0, '"stop"') +
        DONE,
    );
  });

  it('calls reasoning as it is told to', () => {
    const chunks: Chunk[] = [start, { type: 'reasoning', choice: 0, text: 'Hm' }, finish('stop')];
    expect(write(chunks, { reasoningField: 'reasoning' })).to.include('{"reasoning":"Hm"}');
  });

  const reasons = {
    stop: 'stop',
    length: 'length',
    'tool-calls': 'tool_calls',
    'content-filter': 'content_filter',
    pause: 'stop',
    other: 'stop',
    unknown: 'stop',
  };
  for (const [reason, word] of Object.entries(reasons)) {
    it(`says ${word} where an answer ended by ${reason}`, () => {
      assert.equal(write([start, finish(reason)]), role() + delta('{}', 0, `"${word}"`) + DONE);
    });
  }

  describe('calls', () => {
    const first = (index: number, id: string, name: string): string =>
      delta(
        `{"tool_calls":[{"index":${index},"id":"${id}","type":"function","function":{"name":"${name}","arguments":""}}]}`,
      );
    const more = (index: number, json: string): string =>
      delta(`{"tool_calls":[{"index":${index},"function":{"arguments":${JSON.stringify(json)}}}]}`);
    const end = delta('{}', 0, '"tool_calls"') + DONE;

    it('begin with id, type, name and no arguments, and go on piece by piece', () => {
      const written = write([
        start,
        callPiece({ id: 'a', name: 'weather', arguments: '' }),
        callPiece({ arguments: '{"city":' }),
        callPiece({ index: 1, id: 'b', name: 'time', arguments: '{}' }),
        callPiece({ arguments: '"Bern"}' }),
        finish('tool-calls'),
      ]);
      assert.equal(
        written,
        role() +
          first(0, 'a', 'weather') +
          more(0, '{"city":') +
          first(1, 'b', 'time') +
          more(1, '{}') +
          more(0, '"Bern"}') +
          end,
      );
    });

    it('wait for their name, and then say what had come', () => {
      const written = write([
        start,
        callPiece({ id: 'a', arguments: '{"a"' }),
        callPiece({ name: 'late', arguments: ':1' }),
        callPiece({ arguments: '}' }),
        finish('tool-calls'),
      ]);
      assert.equal(written, role() + first(0, 'a', 'late') + more(0, '{"a":1') + more(0, '}') + end);
    });

    it('have the arguments {} where the model gave none', () => {
      const written = write([
        start,
        callPiece({ id: 'a', name: 'now' }),
        callPiece({ arguments: ' ' }),
        finish('tool-calls'),
      ]);
      assert.equal(written, role() + first(0, 'a', 'now') + more(0, ' ') + more(0, '{}') + end);
    });

    it('without an id get one of their own', () => {
      const written = write([
        start,
        callPiece({ name: 'a' }),
        callPiece({ index: 1, name: 'b' }),
        finish('tool-calls'),
      ]);
      const ids = [...written.matchAll(/"id":"(call_[0-9a-f]{24})"/g)].map(([, id]) => id);
      assert.equal(new Set(ids).size, 2);
    });

    it('without a name are told at the end', () => {
      expect(write([start, callPiece({ id: 'a', arguments: '{}' }), finish('tool-calls')])).to.include(
        first(0, 'a', '') + more(0, '{}') + delta('{}', 0, '"tool_calls"'),
      );
    });
  });

  describe('several choices', () => {
    it('have a role and a reason each, by index', () => {
      const written = write([start, text('A'), text('B', 1), finish('stop', 1), text('!'), finish('length')]);
      assert.equal(
        written,
        role() +
          delta('{"content":"A"}') +
          role(1) +
          delta('{"content":"B"}', 1) +
          delta('{"content":"!"}') +
          delta('{}', 0, '"length"') +
          delta('{}', 1, '"stop"') +
          DONE,
      );
    });

    it('without the first one end as well', () => {
      expect(write([start, text('B', 1), finish('stop', 1)])).to.match(
        /"index":1[^\n]*"stop"\}\]\}\n\ndata: \[DONE\]\n\n$/,
      );
    });
  });

  describe('who answers', () => {
    it('is the answer, but for what the options say', () => {
      const options = { id: 'mine', model: 'alias' };
      expect(write([start, finish('stop')], options))
        .to.include('"id":"mine"')
        .and.include('"model":"alias"');
    });

    it('has an id and a model in every frame, also where the answer names none', () => {
      const frames = write([text('Hi'), finish('stop')])
        .split('\n\n')
        .filter((line) => line.startsWith('data: {'))
        .map((line) => JSON.parse(line.slice('data: '.length)) as { id: string; model: string });
      assert.lengthOf(frames, 3);
      assert.equal(new Set(frames.map(({ id }) => id)).size, 1);
      expect(frames[0]?.id).to.match(/^chatcmpl-[0-9a-f]{24}$/);
      assert.equal(frames[0]?.model, 'unknown');
    });

    it('cannot break out of its frame', () => {
      const evil = 'x\r\n\r\ndata: [DONE]\r\n\r\n';
      const written = write([{ type: 'start', id: evil, model: evil }, text(evil), finish('stop')]);
      assert.lengthOf(written.split('\n\n'), 5);
      expect(written).to.not.include('\r');
    });
  });

  describe('usage', () => {
    const usage: Chunk = {
      type: 'usage',
      promptTokens: 5,
      completionTokens: 9,
      cachedTokens: 3,
      cacheWriteTokens: 1,
      reasoningTokens: 6,
    };

    it('is told where it is asked for, with the sum', () => {
      expect(write([start, usage, finish('stop')], { includeUsage: true })).to.include(
        '"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":9,"total_tokens":14,"prompt_tokens_details":{"cached_tokens":3,"cache_write_tokens":1},"completion_tokens_details":{"reasoning_tokens":6}}}\n\ndata: [DONE]',
      );
    });

    it('is not told where it is not asked for, and not made up', () => {
      expect(write([start, usage, finish('stop')])).to.not.include('usage');
      expect(write([start, finish('stop')], { includeUsage: true })).to.not.include('usage');
    });
  });

  describe('a failure', () => {
    const lost = new ConnectionError('ECONNRESET');
    const broken =
      'data: {"error":{"message":"The model service cannot be reached.","type":"server_error","param":null,"code":null}}\n\n';

    it('before the first chunk passes on', () => {
      runMarbles(({ cold, expectObservable }) => {
        expectObservable(cold<Chunk>('--#', undefined, lost).pipe(openAIFrames())).toBe('--#', undefined, lost);
      });
    });

    for (const [when, chunks] of Object.entries({
      'after the start': [start],
      'after content': [start, text('Hi')],
      'after a finish reason': [start, text('Hi'), finish('stop')],
    })) {
      it(`${when} ends the text by its frame, without a finish reason and without [DONE]`, () => {
        const written = drain(
          concat(
            of(...chunks),
            throwError(() => lost),
          ).pipe(openAIFrames()),
        ).join('');
        assert.isTrue(written.endsWith(broken));
        expect(written)
          .to.not.include('[DONE]')
          .and.not.match(/"finish_reason":"/);
      });
    }

    it('is a source that completes in the middle of an answer', () => {
      const written = write([start, text('Hi'), text('Ho', 1), finish('stop')]);
      expect(written).to.match(/data: \{"error":\{"message":"The answer was cut off\."[^\n]*\n\n$/);
      expect(written).to.not.match(/"finish_reason":"/);
    });

    it('is a source that says nothing', () => {
      assert.throws(() => write([]), 'empty');
    });

    it('says of the service only what concerns the caller', () => {
      expect(said('auth')).to.not.include('the words');
      expect(said('rate-limit')).to.include('the words').and.include('"code":"rate_limit_exceeded"');
    });
  });

  it('says nothing of what a run tells beside its answer', () => {
    const call = { id: 'a', name: 'now', arguments: '{}' };
    const events = [
      { type: 'tool-start', call },
      { type: 'round', round: 1, messages: [] },
    ] as unknown as Chunk[];
    assert.equal(write([start, ...events, finish('stop')]), write([start, finish('stop')]));
  });

  it('takes chunks with positions', () => {
    const positioned = [start, text('Hi'), finish('stop')].map((chunk, i) => ({ position: i + 1, chunk }));
    const written = drain(of(...positioned).pipe(openAIFrames())).join('');
    assert.equal(withoutTime(written), write([start, text('Hi'), finish('stop')]));
  });

  it('refuses options that it does not have', () => {
    assert.throws(() => openAIFrames({ ID: 'x' } as OpenAIFramesOptions), InvalidRequestError, 'id');
    assert.throws(() => openAIFrames({ model: 5 } as never), InvalidRequestError, 'options/model');
  });
});
