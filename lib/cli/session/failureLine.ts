import { toErrorLine } from '../terminal/toErrorLine.ts';
import { Failure } from './Failure.ts';

/** An error as one line for a terminal. */
export function failureLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return toErrorLine(message, error instanceof Failure ? error.advice : '');
}
