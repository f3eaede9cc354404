import { isRecord } from '../../http/refusal/isRecord.ts';
import { saysNothing } from '../saysNothing.ts';
import { toArguments } from '../toArguments.ts';
import { toIndex } from '../toIndex.ts';
import { type ChatFrame, type Choice, type Delta, type ToolCallPiece, UNREADABLE } from './ChatFrame.ts';
import { type ReadChatOptions, readParts, type Unreadable } from './readParts.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a frame member by member: what is plain is read, whatever its type; what says nothing costs nothing; what is content and cannot be
 * read is named. `undefined` for what is not an object, and where nothing of its choices can be read.
 */
export function readChatFrame(json: unknown, options: ReadChatOptions): ChatFrame | undefined {
  if (!isRecord(json)) return undefined;
  const unreadable: Unreadable = [];
  const choices = readChoices(json['choices'], options, unreadable);
  if (unreadable.length > 0 && choices.length === 0) return undefined;
  return {
    ...json,
    id: toId(json['id']),
    model: toId(json['model']),
    choices,
    finish_reason: toWord(json['finish_reason']),
    [UNREADABLE]: unreadable,
  };
}

function readChoices(value: unknown, options: ReadChatOptions, unreadable: Unreadable): readonly Choice[] {
  if (saysNothing(value)) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((choice, i) => {
    const path = `choices/${i}`;
    const index = isRecord(choice) ? toIndex(choice['index']) : undefined;
    if (!isRecord(choice) || (!Array.isArray(value) && !('delta' in choice) && !('message' in choice))) {
      unreadable.push(Array.isArray(value) ? `${path}: a choice` : 'choices: a list of choices');
      return [];
    }
    if (index === undefined && !saysNothing(choice['index'])) {
      unreadable.push(`${path}/index: an index below 10,000`);
      return [];
    }
    return [readChoice(choice, index, path, options, unreadable)];
  });
}

function readChoice(
  choice: Json,
  index: number | undefined,
  path: string,
  options: ReadChatOptions,
  unreadable: Unreadable,
): Choice {
  const delta = readDelta(choice['delta'], `${path}/delta`, options, unreadable);
  const message = readDelta(choice['message'], `${path}/message`, options, unreadable);
  // Completions of old servers have their text in the choice itself.
  const old = delta || message ? undefined : readDelta(choice['text'], `${path}/text`, options, unreadable);
  return { ...choice, index, delta: delta ?? old, message, finish_reason: toWord(choice['finish_reason']) };
}

function readDelta(value: unknown, path: string, options: ReadChatOptions, unreadable: Unreadable): Delta | undefined {
  if (saysNothing(value)) return undefined;
  if (typeof value === 'string') return { content: value };
  if (!isRecord(value)) {
    unreadable.push(`${path}: an object`);
    return undefined;
  }
  const read = (name: string) => readParts(value[name], `${path}/${name}`, options, unreadable);
  const textOf = (name: string) =>
    read(name)
      .map(({ text }) => text)
      .join('');
  return {
    ...value,
    content: typeof value['content'] === 'string' ? value['content'] : read('content'),
    refusal: textOf('refusal'),
    reasoning_content: textOf('reasoning_content'),
    reasoning: textOf('reasoning'),
    tool_calls: [
      ...readCalls(value['tool_calls'], `${path}/tool_calls`, unreadable),
      ...readFunctionCall(value['function_call']),
    ],
  };
}

function readCalls(value: unknown, path: string, unreadable: Unreadable): readonly ToolCallPiece[] {
  if (saysNothing(value)) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((call, i) => {
    if (saysNothing(call)) return [];
    if (isRecord(call)) return [readCall(call)];
    unreadable.push(`${path}/${i}: a tool call`);
    return [];
  });
}

function readCall(call: Json): ToolCallPiece {
  // OpenAI's custom tools take any text; some servers leave out the object around name and arguments.
  const { function: fn, custom } = call;
  const said = isRecord(fn) ? fn : isRecord(custom) ? { ...custom, arguments: custom['input'] } : call;
  return {
    index: toIndex(call['index']),
    id: toId(call['id']),
    function: { name: toId(said['name']), arguments: toArguments(said['arguments']) },
    extra_content: call['extra_content'],
  };
}

/** What was sent before there were tools. */
const readFunctionCall = (value: unknown): readonly ToolCallPiece[] =>
  isRecord(value) && Object.keys(value).length > 0
    ? [{ function: { name: toId(value['name']), arguments: toArguments(value['arguments']) } }]
    : [];

const toId = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

const toWord = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
