import assert from 'node:assert/strict';
import { isChatStreamError } from '../../../errors/isChatStreamError.ts';
import type { Chunk } from '../../../chunk/Chunk.ts';
import type { Outcome } from './outcomeOf.ts';

/** The text of choice 0. */
export const textOf = (chunks: readonly Chunk[]): string =>
  chunks.map((chunk) => (chunk.type === 'text' && chunk.choice === 0 ? chunk.text : '')).join('');

/** Fails unless the answer ended properly, in the order that the contract promises, with this text. */
export function expectAnswer(outcome: Outcome<Chunk>, text: string): void {
  if (!outcome.completed) throw outcome.error;
  expectOrder(outcome);
  assert.equal(textOf(outcome.values), text);
}

/** Fails unless the answer ended with this error, after this text. */
export function expectFailure(
  outcome: Outcome<Chunk>,
  expected: Readonly<Record<string, unknown>>,
  text: string = '',
): void {
  assert.ok(!outcome.completed, 'it completed, where an error was due');
  expectOrder(outcome);
  assert.equal(textOf(outcome.values), text);
  if (text === '') assert.deepEqual(outcome.values, [], 'there is nothing to take back before the first content');
  expectError(outcome.error, { contentReceived: text !== '', ...expected });
}

/** Fails unless this is an error of the library with these members. */
export function expectError(error: unknown, expected: Readonly<Record<string, unknown>>): void {
  assert.ok(isChatStreamError(error), `no error of this library: ${String(error)}`);
  const got = error as unknown as Readonly<Record<string, unknown>>;
  const same = Object.fromEntries(Object.keys(expected).map((name) => [name, got[name]]));
  assert.deepEqual(same, expected, String(error));
}

function expectOrder({ values, completed }: Outcome<Chunk>): void {
  const letters = values.map(({ type }) => LETTERS[type] ?? 'c').join('');
  assert.match(letters, completed ? /^sc*u?f+$/ : /^(?:sc+)?$/, 'start, content, usage, finish: in this order');
}

const LETTERS: Readonly<Record<string, string>> = { start: 's', usage: 'u', finish: 'f' };
