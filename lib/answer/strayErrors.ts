import { ProviderError } from '../errors/ProviderError.ts';
import { tryParse } from '../framing/json/tryParse.ts';
import { classifyErrorText } from '../http/refusal/classifyError.ts';
import { isErrorAlone } from '../http/refusal/tellsOfError.ts';
import { throwInBandError } from '../http/refusal/throwInBandError.ts';
import type { ReadWireError } from '../http/refusal/WireError.ts';

/** A longer error is not kept. */
const MAX_LENGTH = 64 * 1024;

/**
 * Finds errors in the lines of an event stream that the standard ignores: JSON without `data:` in front, on one line or on several, and
 * a field called `error`. The function throws a `ProviderError` when an error is complete.
 */
export function strayErrors(readError?: ReadWireError): (line: string) => void {
  let json = '';
  return (line) => {
    if (/^error:/i.test(line)) throw inBandError(line.slice('error:'.length).trim(), readError);
    if (json === '' && !/^\s*[[{]/.test(line)) return;
    json = json.length + line.length > MAX_LENGTH ? '' : `${json}${line}\n`;
    if (!/[\]}]\s*$/.test(line)) return;
    // The kept lines may have started like JSON without being JSON.
    const value = tryParse(json) ?? tryParse(line);
    if (value === undefined) return;
    throwInBandError(value, readError, isErrorAlone(value));
    json = '';
  };
}

const inBandError = (text: string, readError?: ReadWireError): ProviderError =>
  new ProviderError({ ...classifyErrorText(text, readError), inBand: true });
