import { PartialJsonParser } from '../../structured/PartialJsonParser.ts';
import { UsageError } from './UsageError.ts';

/** Parses a JSON file of the user. An error says where and why it failed, without quoting the text as Node's message does. */
export function parseJson(text: string, what: string): unknown {
  const json = text.replace(/^\ufeff/, '');
  try {
    return JSON.parse(json);
  } catch {
    throw new UsageError(`${what} is not JSON: ${whyNot(json)}`);
  }
}

function whyNot(json: string): string {
  const parser = new PartialJsonParser();
  parser.write(json);
  const { failure } = parser;
  if (failure === undefined) return 'it ends in the middle';
  const before = json.slice(0, failure.offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${failure.reason}`;
}
