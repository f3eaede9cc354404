import { assert } from 'chai';
import * as fc from 'fast-check';
import { type Chunk, ollama } from '../../../lib/index.ts';
import { cutAt, toBytes } from '../../support/bytes.ts';
import { fetchBytes } from '../../support/fetchBytes.ts';
import { outcomeOf } from '../../support/outcome.ts';

const request = { model: 'q', messages: [{ role: 'user', content: 'Hello' }] } as const;

/** A piece of an answer: how a line says it, and which chunk it is. */
type Piece = readonly [json: object, chunk: Chunk];

const words = fc.string({ unit: 'binary', minLength: 1, maxLength: 10 }).filter((text) => text.isWellFormed());
const text = words.map((content): Piece => [{ content }, { type: 'text', choice: 0, text: content }]);
const thought = words.map((thinking): Piece => [
  { content: '', thinking },
  { type: 'reasoning', choice: 0, text: thinking },
]);
const pieces = fc.array(fc.oneof(text, thought), { maxLength: 8 });
const cuts = fc.array(fc.nat(3000), { maxLength: 16 });
const lineEnd = fc.constantFrom('\n', '\r\n', '\n\n', '\n \n');

describe("ollama's lines, cut anywhere", () => {
  it('say the same', async () => {
    await fc.assert(
      fc.asyncProperty(pieces, cuts, lineEnd, async (said, offsets, ending) => {
        const all = [
          ...said.map(([members]) => ({ model: 'q', message: { role: 'assistant', ...members }, done: false })),
          { model: 'q', message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop', eval_count: 1 },
        ];
        const bytes = toBytes(all.map((line) => JSON.stringify(line) + ending).join(''));
        const cut = cutAt(
          offsets.map((offset) => Math.min(offset, bytes.length)),
          bytes,
        );
        const fetch = fetchBytes({ contentType: 'application/x-ndjson', pieces: cut });
        assert.deepEqual(await outcomeOf(ollama({ fetch }).stream(request)), {
          values: [
            { type: 'start', model: 'q' },
            ...said.map(([, chunk]) => chunk),
            { type: 'usage', completionTokens: 1 },
            { type: 'finish', choice: 0, reason: 'stop', raw: 'stop' },
          ],
          completed: true,
        });
      }),
      { numRuns: 300 },
    );
  });

  it('that end early give what had come whole, and an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 8 }), fc.nat(), cuts, async (said, at, offsets) => {
        const all = said.map((content) => JSON.stringify({ model: 'q', message: { content }, done: false }));
        const bytes = toBytes(all.map((line) => `${line}\n`).join(''));
        const end = at % bytes.length;
        const early = bytes.slice(0, end);
        const fetch = fetchBytes({
          contentType: 'application/x-ndjson',
          pieces: cutAt(
            offsets.map((offset) => Math.min(offset, end)),
            early,
          ),
        });
        const { values, completed, error } = await outcomeOf(ollama({ fetch }).stream(request));
        assert.isFalse(completed);
        assert.include(['IncompleteAnswerError', 'EmptyAnswerError'], (error as Error).name);
        // A line without its end is one all the same, if it is whole.
        const whole = Math.max(
          0,
          all.findIndex((_, i) => toBytes(all.slice(0, i + 1).join('\n')).length > end),
        );
        const count = end >= bytes.length - 1 ? all.length : whole;
        assert.deepEqual(
          values.flatMap((chunk) => (chunk.type === 'text' ? [chunk.text] : [])),
          said.slice(0, count),
        );
      }),
      { numRuns: 300 },
    );
  });
});
