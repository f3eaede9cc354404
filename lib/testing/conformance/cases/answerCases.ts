import assert from 'node:assert/strict';
import { firstValueFrom } from 'rxjs';
import { collect } from '../../../chunk/collect.ts';
import type { Chunk } from '../../../chunk/Chunk.ts';
import type { ConformanceCase } from '../ConformanceCase.ts';
import { inPiecesOf } from '../kit/cuts.ts';
import type { Define } from '../kit/Define.ts';
import { expectAnswer, textOf } from '../kit/expectations.ts';
import { outcomeOf } from '../kit/outcomeOf.ts';
import type { SampleAnswer, WireSample } from '../WireSample.ts';

/** Text that looks like framing, text that needs escapes, many scripts, split characters. */
const AWKWARD = [
  'data: [DONE]',
  '\n\ndata: {}\n\n',
  '\r\nevent: error\r\n',
  '"}}]}',
  '\\"\\\\n',
  '\u2028\u2029\u0085\ufeff',
  '\u0000\u0007\u001b[31m',
  'Grüße, 世界! नमस्ते, שלום, e\u0301 & ',
  '👩\u200d🚀',
  '\ud834\udd1e',
  '<think>{"error":"none"}</think>',
  ' ',
];

/** Content types with which the same stream may be sent. */
const TYPES = ['text/plain', 'application/octet-stream', 'application/json', 'text/event-stream; charset=utf-8', ''];

/** The contents of an answer. */
export const answerCases = (define: Define, { json, answers = {} }: WireSample): readonly ConformanceCase[] => [
  define(
    'answers: arrive piece by piece, in order',
    'An answer is start, content, usage, finish; no word is lost, repeated or misplaced.',
    async (rig) => {
      const words = Array.from({ length: 200 }, (_, i) => `${i} `);
      rig.serve(rig.whole(...words));
      const outcome = await rig.ask();
      expectAnswer(outcome, words.join(''));
      const [finish] = outcome.values.filter(({ type }) => type === 'finish');
      assert.equal(finish?.type === 'finish' && finish.reason, 'stop');
    },
  ),

  define(
    'answers: are emitted as soon as they arrive',
    'The first words are emitted before the server sends more.',
    async (rig) => {
      const { begin, text, end } = rig.sample;
      let goOn: (() => unknown) | undefined;
      rig.serveBy((response) => {
        response.write(begin + text('Hel'));
        goOn = () => response.end(text('lo') + end);
      });
      const provider = rig.provider();
      const chunks: Chunk[] = [];
      await new Promise<void>((complete, error) => {
        provider.stream(rig.request(provider)).subscribe({
          next: (chunk) => {
            chunks.push(chunk);
            if (chunk.type === 'text' && chunk.text === 'Hel') goOn?.();
          },
          error,
          complete,
        });
      });
      assert.equal(textOf(chunks), 'Hello');
    },
  ),

  define('answers: keep every character', 'Text is data, whatever it looks like.', async (rig) => {
    rig.serve(rig.whole(...AWKWARD));
    expectAnswer(await rig.ask(), AWKWARD.join(''));
  }),

  define(
    'answers: are the same by subscribe, for await and streamEither',
    'An answer is the same, however it is read.',
    async (rig) => {
      rig.serve(rig.whole('Hel', 'lo'));
      const provider = rig.provider();
      const request = rig.request(provider);
      const { values } = await outcomeOf(provider.stream(request));
      const looped: Chunk[] = [];
      for await (const chunk of provider.stream(request)) looped.push(chunk);
      const either = await outcomeOf(provider.streamEither(request));
      assert.deepEqual(looped, values);
      assert.deepEqual(
        either.values.map((item) => (item._tag === 'Right' ? item.right : item)),
        values,
      );
    },
  ),

  ...TYPES.map((contentType) =>
    define(
      `answers: are read as ${contentType || 'no content type'}`,
      'If the content type is wrong or missing, the first byte decides.',
      async (rig) => {
        rig.serve(rig.whole('Hel', 'lo'), { contentType });
        expectAnswer(await rig.ask(), 'Hello');
      },
    ),
  ),

  define(
    'answers: are not affected by pings and comments',
    'Pings and comments do not change an answer.',
    async (rig) => {
      const { begin, text, end, silence } = rig.sample;
      rig.serve([silence + silence + begin, silence, text('Hel') + silence, text('lo'), silence, silence + end]);
      expectAnswer(await rig.ask(), 'Hello');
    },
  ),

  ...(json === undefined
    ? []
    : [
        define(
          'answers: are the same as one JSON value',
          '`stream: false` gives the same chunks, and one JSON answer is its own end marker.',
          async (rig) => {
            const said = AWKWARD.join('');
            rig.serve(json(said), { contentType: 'application/json' });
            const outcome = await rig.ask({}, { stream: false });
            expectAnswer(outcome, said);
            // A server that cannot stream sends this, whatever was requested.
            assert.deepEqual((await rig.ask()).values, outcome.values);
          },
        ),
      ]),

  ...Object.entries(answers).flatMap(([name, answer]) => sampleCases(define, name, answer)),
];

function sampleCases(define: Define, name: string, { stream, json, says }: SampleAnswer): readonly ConformanceCase[] {
  const proves = 'Everything that the wire sends is in the chunks.';
  const streamed = define(`answers: ${name}`, proves, async (rig) => {
    for (const pieces of [[stream], inPiecesOf(1, new TextEncoder().encode(stream))]) {
      rig.serve(pieces);
      const provider = rig.provider();
      const answer = await firstValueFrom(provider.stream(rig.request(provider)).pipe(collect()));
      assert.deepEqual(pick(answer, says), says);
    }
  });
  if (json === undefined) return [streamed];
  const whole = define(`answers: ${name}, as one JSON`, proves, async (rig) => {
    rig.serve(json, { contentType: 'application/json' });
    const provider = rig.provider();
    const answer$ = provider.stream(rig.request(provider, { stream: false }));
    assert.deepEqual(pick(await firstValueFrom(answer$.pipe(collect())), says), says);
  });
  return [streamed, whole];
}

const pick = (answer: object, names: object): object =>
  Object.fromEntries(Object.keys(names).map((name) => [name, (answer as Readonly<Record<string, unknown>>)[name]]));
