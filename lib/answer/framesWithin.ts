import { JsonSplitter } from '../framing/json/JsonSplitter.ts';
import { tryParse } from '../framing/json/tryParse.ts';
import { isErrorAlone } from '../http/refusal/tellsOfError.ts';
import { isRecord } from '../http/refusal/isRecord.ts';
import { isDone } from './isDone.ts';

/**
 * The frames in data that is not JSON: some servers put several into one event, since they leave out the empty lines or all line
 * ends, and some write `data:` twice. Empty unless all of it is frames and end markers, or its last line an error: a gateway that loses
 * its upstream writes one into the event that it has begun.
 */
export function framesWithin(data: string): readonly string[] {
  const text = data.replaceAll(/(^|\}) *data: ?/gm, '$1\n').trim();
  const values = isDone(text) ? [text] : valuesOf(text);
  if (values.every((value) => isDone(value) || isRecord(tryParse(value)))) return values;
  const last = data.slice(data.lastIndexOf('\n') + 1);
  return isErrorAlone(tryParse(last)) ? [last] : [];
}

function valuesOf(text: string): readonly string[] {
  const splitter = new JsonSplitter(Infinity);
  splitter.write(text);
  const values: string[] = [];
  for (let value = splitter.read(); value !== undefined; value = splitter.read()) values.push(value);
  const rest = splitter.end();
  return rest === undefined ? values : [...values, rest];
}
