import { assert, expect } from 'chai';
import * as fc from 'fast-check';
import { concat, from, of, throwError } from 'rxjs';
import { type Chunk, parseChunks, type ParseChunksOptions } from '../../../lib/index.ts';
import { chunkings, cutAt, toBytes } from '../../support/bytes.ts';
import { drain } from '../../support/drain.ts';
import { runMarbles } from '../../support/marbles.ts';
import { errorOf, outcomeOf } from '../../support/outcome.ts';

const text = (piece: string): Chunk => ({ type: 'text', choice: 0, text: piece });
const END = 'event: end\ndata: {}\n\n';

const parse = (written: string, options: ParseChunksOptions = {}): Chunk[] =>
  drain(of(toBytes(written)).pipe(parseChunks(options)));

const failureOf = (written: string): Promise<Record<string, unknown> & Error> =>
  errorOf(of(toBytes(written)).pipe(parseChunks()));

describe('parseChunks', () => {
  it('gives each chunk with the byte that ends its event, and completes with the end', () => {
    runMarbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('  -a-b-(cd)-e-', {
        a: toBytes('id: 0\ndata: {"type":"start"}\n'),
        b: toBytes('\ndata: {"type":"te'),
        c: toBytes('xt","choice":0,"text":"Hi"}\n'),
        d: toBytes(`\n${END}`),
        e: toBytes('data: {"type":"text","choice":0,"text":"too late"}\n\n'),
      });
      const subscription = ' ^----!      ';
      const expected = '     ---s-(t|)   ';
      expectObservable(source.pipe(parseChunks())).toBe(expected, { s: { type: 'start' }, t: text('Hi') });
      expectSubscriptions(source.subscriptions).toBe(subscription);
    });
  });

  it('reads every type of chunk', () => {
    const chunks: Chunk[] = [
      { type: 'start', id: 'a', model: 'm', requestId: 'r' },
      { type: 'reasoning', choice: 0, text: 'Hm' },
      text('Grüße,\n世界 \u2028👋'),
      { type: 'refusal', choice: 1, text: 'No' },
      { type: 'tool-call', choice: 0, index: 0, id: 'c', name: 'f', arguments: '{"a":' },
      { type: 'source', choice: 0, url: 'https://example.org', title: 't', quote: 'q' },
      { type: 'activity', choice: 0, id: 'x', name: 'web_search', state: 'failed' },
      { type: 'block', choice: 0, wire: 'anthropic', value: { deep: [{ er: null }] } },
      { type: 'usage', promptTokens: 1, completionTokens: 2, totalTokens: 3, cachedTokens: 0 },
      { type: 'finish', choice: 0, reason: 'tool-calls', raw: 'tool_use' },
    ];
    const written = chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
    for (const [how, pieces] of chunkings(toBytes(`${written}${END}`))) {
      assert.deepEqual(drain(from(pieces).pipe(parseChunks())), chunks, how);
    }
  });

  it('does not care where bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.array(fc.nat(5000)), (texts, offsets) => {
        const chunks = texts.map(text);
        const bytes = toBytes(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('') + END);
        const pieces = cutAt(
          offsets.map((offset) => offset % (bytes.length + 1)),
          bytes,
        );
        assert.deepEqual(drain(from(pieces).pipe(parseChunks())), chunks);
      }),
    );
  });

  it('tells the position of each chunk that has one, before the chunk', () => {
    const log: unknown[] = [];
    of(toBytes(`id: 7\ndata: {"type":"start"}\n\nid: 8\ndata: {"type":"text","choice":0,"text":"Hi"}\n\n${END}`))
      .pipe(parseChunks({ onPosition: (position) => log.push(position) }))
      .subscribe((chunk) => log.push(chunk.type));
    assert.deepEqual(log, [7, 'start', 8, 'text']);
  });

  it('tells no position where there is none', () => {
    const positions: number[] = [];
    const written = `id: 0\ndata: {"type":"start"}\n\n${END}`;
    assert.lengthOf(parse(written, { onPosition: (position) => positions.push(position) }), 1);
    assert.isEmpty(positions);
  });

  it('skips comments, and events and chunks of types that it does not know', () => {
    const written = `: keep-alive\n\nevent: ping\ndata: x\n\ndata: {"type":"hologram","choice":0}\n\ndata: {"type":"text","choice":0,"text":"Hi"}\n\n${END}`;
    assert.deepEqual(parse(written), [text('Hi')]);
  });

  describe('raises the failure of the server as the same class', () => {
    const said = {
      ProviderError: { name: 'ProviderError', kind: 'rate-limit', retryable: true, retryAfterMs: 1500, detail: 'slow' },
      ConnectionError: { name: 'ConnectionError', retryable: true, detail: 'no way there' },
      DeadlineError: { name: 'DeadlineError', retryable: true, deadline: 'idle', milliseconds: 20 },
      IncompleteAnswerError: { name: 'IncompleteAnswerError', retryable: true, reason: 'connection-lost' },
      AbortError: { name: 'AbortError', retryable: false },
      AllSourcesFailedError: {
        name: 'AllSourcesFailedError',
        retryable: true,
        errors: [{ name: 'ProviderError', kind: 'overloaded', retryable: true, detail: 'busy' }],
      },
    };
    for (const [name, json] of Object.entries(said)) {
      it(name, async () => {
        const error = await failureOf(`event: error\ndata: ${JSON.stringify(json)}\n\n`);
        const { errors, detail: _, ...rest } = { errors: undefined, detail: undefined, ...json };
        expect(error).to.include(rest);
        if (errors) expect((error['errors'] as unknown[])[0]).to.include(errors[0]);
      });
    }

    it('which a newer version may have more of', async () => {
      const error = await failureOf('event: error\ndata: {"name":"NovelError","retryable":true,"detail":"new"}\n\n');
      expect(error).to.include({ name: 'ProviderError', kind: 'other', retryable: true, detail: 'new' });
    });

    it('after the chunks before it', async () => {
      const written = toBytes('data: {"type":"start"}\n\nevent: error\ndata: {"name":"AbortError"}\n\n');
      const { values, error } = await outcomeOf(of(written).pipe(parseChunks()));
      assert.deepEqual(values, [{ type: 'start' }]);
      expect(error).to.include({ name: 'AbortError' });
    });
  });

  describe('takes nothing for whole that is not', () => {
    for (const [what, written] of Object.entries({
      'a body without an end': 'data: {"type":"finish","choice":0,"reason":"stop"}\n\n',
      'an end that is cut': 'data: {"type":"start"}\n\nevent: end\ndata: {}\n',
      nothing: '',
      'a comment': ': keep-alive\n\n',
    })) {
      it(what, async () => {
        expect(await failureOf(written)).to.include({ name: 'IncompleteAnswerError', reason: 'no-end-marker' });
      });
    }

    for (const [what, data] of Object.entries({
      'no JSON': '{"type":',
      'no chunk': '[]',
      'a chunk without a member': '{"type":"text","choice":0}',
      'a chunk with a wrong member': '{"type":"finish","choice":0,"reason":"constructor"}',
    })) {
      it(`an event that holds ${what}`, async () => {
        const error = await failureOf(`data: ${data}\n\n${END}`);
        assert.equal(error.name, 'MalformedFrameError');
        expect(error['frame']).to.include({ data, index: 0 });
      });
    }

    it('an event that is too large', async () => {
      const bytes$ = of(toBytes(`data: {"type":"text","choice":0,"text":"${'x'.repeat(200)}"}\n\n`));
      expect(await errorOf(bytes$.pipe(parseChunks({ maxEventBytes: 100 })))).to.include({
        name: 'EventTooLargeError',
        limitBytes: 100,
      });
    });
  });

  it('passes on what the connection fails with', async () => {
    const lost = new Error('lost');
    const error = await errorOf(
      concat(
        of(toBytes('data: {"type":"start"}\n\n')),
        throwError(() => lost),
      ).pipe(parseChunks()),
    );
    assert.strictEqual(error, lost);
  });
});
