import { ProviderError } from '../../errors/ProviderError.ts';
import { classifyInBandError } from './classifyError.ts';
import type { ReadWireError } from './WireError.ts';

/**
 * Throws a `ProviderError` for JSON inside an answer that is an error.
 *
 * @param isError whether it is one by the usual rules. The wire may know it for one too
 */
export function throwInBandError(json: unknown, readWireError: ReadWireError | undefined, isError: boolean): void {
  const wireError = readWireError?.(json);
  if (wireError || isError) throw new ProviderError({ ...classifyInBandError(json, wireError), inBand: true });
}
