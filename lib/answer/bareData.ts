import { tryParse } from '../framing/json/tryParse.ts';
import { isRecord } from '../http/refusal/isRecord.ts';
import { isDone } from './isDone.ts';

/** The data of a line that is a frame or an end marker without `data:` in front. No field of an event stream has such a name. */
export const bareData = (line: string): string | undefined =>
  isDone(line) || (/^\s*\{/.test(line) && isRecord(tryParse(line))) ? line : undefined;
