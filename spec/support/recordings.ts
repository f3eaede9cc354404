import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from 'chai';
import { isRight } from 'fp-ts/lib/Either.js';
import { firstValueFrom } from 'rxjs';
import {
  type Answer,
  type FinishReason,
  isChatStreamError,
  type Provider,
  settle,
  type Usage,
} from '../../lib/index.ts';
import { inPiecesOf } from './bytes.ts';
import { type BytesServer, serveBytes } from './serveBytes.ts';

/** Where real answers lie that were recorded elsewhere; a clone of the repository alone does not have them. */
const FOLDER = process.env['RXLLM_RECORDINGS'] ?? join(import.meta.dirname, '../../../shared/recordings');

/** What a script that shares nothing with this library read in one recorded answer. */
export interface ExpectedAnswer {
  readonly wire: string;
  readonly form: 'sse' | 'json' | 'ndjson' | 'array';
  readonly status: number;
  readonly contentType: string;
  readonly id: string | null;
  readonly model: string | null;
  readonly textLength: number;
  readonly textSha256: string;
  readonly reasoningLength: number;
  readonly reasoningSha256: string;
  readonly refusal: string;
  readonly toolCalls: readonly {
    readonly id: string | null;
    readonly name: string | null;
    readonly arguments: string;
  }[];
  /** The service's own word. */
  readonly finish: string | null;
  /** The service's own names. */
  readonly usage: Readonly<Record<string, number>> | null;
  readonly error: unknown;
  readonly [member: string]: unknown;
}

/** How one wire's recordings are played and compared. */
export interface RecordingsOptions {
  readonly provider: (baseUrl: string) => Provider;
  /** Which reason a recorded word is; `undefined` where it is not compared. */
  readonly finishOf: (expected: ExpectedAnswer) => FinishReason | undefined;
  /** What the recorded counts are in our names; members that are left out are not compared. */
  readonly usageOf: (usage: Readonly<Record<string, number>>, expected: ExpectedAnswer) => Partial<Usage>;
  /** Compares what only this wire has. */
  readonly compare?: (answer: Answer, expected: ExpectedAnswer, name: string) => void;
  /** What was recorded, corrected where the script and the wire's own rules differ. Say why. */
  readonly correct?: (expected: ExpectedAnswer, name: string) => ExpectedAnswer;
  /** The error that a recording has to give, though no error was recorded: it is no answer. */
  readonly errorOf?: (expected: ExpectedAnswer, name: string) => string | undefined;
}

/** Describes a spec that plays every recorded answer of a wire: whole, cut into pieces, and as JSON with `stream: false`. */
export function describeRecordings(wire: string, options: RecordingsOptions): void {
  describe(`The recorded answers of ${wire}`, () => {
    const all = readExpected();
    if (all === undefined) {
      it('are not here: set RXLLM_RECORDINGS to their folder to play them');
      return;
    }
    let server: BytesServer;
    before(async () => (server = await serveBytes()));
    after(() => server.close());

    for (const [name, recorded] of Object.entries(all).filter(([, { wire: own }]) => own === wire)) {
      const expected = options.correct?.(recorded, name) ?? recorded;
      it(`reads ${name}`, async () => {
        const bytes = readFileSync(join(FOLDER, name));
        for (const size of [bytes.length, 4096, 97, 7]) {
          // The smallest pieces take their time: a short answer shows the same.
          if (size === 7 && bytes.length > 8192) continue;
          await play(server, bytes.length === 0 ? [] : inPiecesOf(size, bytes), expected, options, name);
        }
      });
    }
  });
}

/** What is expected of a text and of a reasoning: their lengths and sums. */
export const expectedText = (text: string): Partial<ExpectedAnswer> => ({
  textLength: text.length,
  textSha256: sha256(text),
});
export const expectedReasoning = (text: string): Partial<ExpectedAnswer> => ({
  reasoningLength: text.length,
  reasoningSha256: sha256(text),
});

/** A recorded body as text. */
export const textOf = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

function readExpected(): Readonly<Record<string, ExpectedAnswer>> | undefined {
  const path = join(FOLDER, 'expected.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, ExpectedAnswer>) : undefined;
}

async function play(
  server: BytesServer,
  body: readonly Uint8Array[],
  expected: ExpectedAnswer,
  options: RecordingsOptions,
  name: string,
): Promise<void> {
  const { status, contentType, form, error } = expected;
  server.serve({ status, headers: { 'content-type': contentType }, body });
  const provider = options.provider(server.url);
  const answer$ = provider.stream({ messages: [{ role: 'user', content: 'Hello' }], stream: form !== 'json' });
  const settled = await firstValueFrom(answer$.pipe(settle()));
  const errorName = options.errorOf?.(expected, name);
  if (errorName !== undefined) {
    assert.deepInclude(isRight(settled) ? {} : (settled.left.error as object), { name: errorName });
    return;
  }
  if (isRight(settled)) {
    assert.isNull(error, 'an error was recorded');
    compare(settled.right, expected, options, name);
    return;
  }
  assert.isNotNull(error, `no error was recorded, but: ${String(settled.left.error)}`);
  assert.isTrue(isChatStreamError(settled.left.error) && settled.left.error.name === 'ProviderError');
  assert.equal(settled.left.answer.text.length, expected.textLength);
}

function compare(answer: Answer, expected: ExpectedAnswer, options: RecordingsOptions, name: string): void {
  assert.deepEqual(
    { text: answer.text.length, sha256: sha256(answer.text) },
    { text: expected.textLength, sha256: expected.textSha256 },
  );
  assert.deepEqual(
    { reasoning: answer.reasoning.length, sha256: sha256(answer.reasoning) },
    { reasoning: expected.reasoningLength, sha256: expected.reasoningSha256 },
  );
  assert.equal(answer.refusal, expected.refusal);
  compareCalls(answer, expected);
  const finish = options.finishOf(expected);
  if (finish !== undefined) assert.equal(answer.finishReason, finish, `finish ${expected.finish}`);
  if (expected.usage) assert.deepInclude(answer.usage ?? {}, options.usageOf(expected.usage, expected));
  if (expected.id) assert.equal(answer.id, expected.id);
  if (expected.model) assert.equal(answer.model, expected.model);
  options.compare?.(answer, expected, name);
}

function compareCalls({ toolCalls }: Answer, expected: ExpectedAnswer): void {
  // A tool of OpenAI's that takes any text was recorded without its name.
  const recorded = expected.toolCalls.filter(({ name }) => name !== null);
  if (recorded.length < expected.toolCalls.length) return;
  assert.deepEqual(
    toolCalls.map(({ name, arguments: json }) => ({ name, arguments: normalise(json) })),
    recorded.map(({ name, arguments: json }) => ({ name, arguments: normalise(json) })),
  );
  for (const [i, { id }] of recorded.entries()) if (id) assert.equal(toolCalls[i]?.id, id);
  assert.equal(new Set(toolCalls.map(({ id }) => id)).size, toolCalls.length, 'ids are unique');
}

/** Arguments as JSON, so that white space does not count; no arguments are an empty object. */
function normalise(json: string): unknown {
  try {
    return JSON.parse(json === '' ? '{}' : json);
  } catch {
    return json;
  }
}

/** Of a text's UTF-8 bytes. */
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
