import { tryParse } from '../../framing/json/tryParse.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import { saysNothing } from '../reading/saysNothing.ts';
import { toIndex } from '../reading/toIndex.ts';
import { UNREADABLE, Unreadable } from '../reading/Unreadable.ts';
import type { FunctionCall, GeminiCandidate, GeminiContent, GeminiFrame, GeminiPart } from './GeminiFrame.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a frame member by member: unambiguous values are read whatever their type; values that carry no information are ignored; content
 * that cannot be read is reported. `undefined` for anything that is not an object, and if nothing of its candidates can be read.
 */
export function readGeminiFrame(json: unknown): GeminiFrame | undefined {
  // A proxy that passes on a stream of arrays as events wraps each frame in an array.
  const frame: unknown = Array.isArray(json) && json.length === 1 ? json[0] : json;
  if (!isRecord(frame)) return undefined;
  const unreadable = new Unreadable();
  const candidates = readCandidates(frame['candidates'], unreadable);
  if (unreadable.places.length > 0 && candidates.length === 0) return undefined;
  return {
    ...frame,
    responseId: toWord(frame['responseId']),
    modelVersion: toWord(frame['modelVersion']),
    candidates,
    [UNREADABLE]: unreadable.places,
  };
}

function readCandidates(value: unknown, unreadable: Unreadable): readonly GeminiCandidate[] {
  return listOf(value).flatMap((candidate, i) => {
    const path = `candidates/${i}`;
    if (!isRecord(candidate)) {
      unreadable.add(path, 'a candidate');
      return [];
    }
    const index = toIndex(candidate['index']);
    if (index === undefined && !saysNothing(candidate['index'])) {
      unreadable.add(`${path}/index`, 'an index below 10,000');
      return [];
    }
    const content = readContent(candidate['content'], `${path}/content`, unreadable);
    return [{ ...candidate, index, content, finishReason: toReason(candidate['finishReason']) }];
  });
}

function readContent(value: unknown, path: string, unreadable: Unreadable): GeminiContent | undefined {
  if (saysNothing(value)) return undefined;
  if (isRecord(value)) return { parts: readParts(value['parts'], `${path}/parts`, unreadable) };
  return { parts: readParts(value, path, unreadable) };
}

function readParts(value: unknown, path: string, unreadable: Unreadable): readonly GeminiPart[] {
  const isList = Array.isArray(value);
  return listOf(value).flatMap((part, i) => {
    const at = isList ? `${path}/${i}` : path;
    if (typeof part === 'string' || typeof part === 'number') return [{ text: String(part) }];
    if (isRecord(part)) return readPart(part, at, unreadable);
    if (!saysNothing(part)) unreadable.add(at, 'a part');
    return [];
  });
}

function readPart(part: Json, path: string, unreadable: Unreadable): readonly GeminiPart[] {
  const text = readText(part['text'], `${path}/text`, unreadable);
  const functionCall = readCall(part['functionCall'], `${path}/functionCall`, unreadable);
  return [{ ...part, text, functionCall, thoughtSignature: toWord(part['thoughtSignature']) }];
}

function readText(value: unknown, path: string, unreadable: Unreadable): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (saysNothing(value)) return undefined;
  const texts = listOf(value).map((piece) => (isRecord(piece) ? piece['text'] : piece));
  if (texts.every((piece) => typeof piece === 'string' || typeof piece === 'number')) return texts.join('');
  unreadable.add(path, 'a string');
  return undefined;
}

function readCall(value: unknown, path: string, unreadable: Unreadable): FunctionCall | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) {
    if (!saysNothing(value)) unreadable.add(path, 'a function call');
    return undefined;
  }
  const known = { name: toWord(value['name']), id: toWord(value['id']), args: toArguments(value['args']) };
  // It may be sent back to the service unchanged.
  return Object.fromEntries(Object.entries({ ...value, ...known }).filter(([, member]) => member !== undefined));
}

/** Arguments given as JSON text are parsed, if the text is an object. */
function toArguments(args: unknown): unknown {
  if (typeof args !== 'string') return args;
  if (args === '') return undefined;
  const parsed = tryParse(args);
  return isRecord(parsed) ? parsed : args;
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return saysNothing(value) ? [] : [value];
}

const toWord = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

const toReason = (value: unknown): string | number | undefined =>
  typeof value === 'string' || typeof value === 'number' ? value : undefined;
