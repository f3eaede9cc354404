import { toJsonText } from '../../framing/json/toJsonText.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import { type ReadChatOptions, readParts } from '../reading/readParts.ts';
import { saysNothing } from '../reading/saysNothing.ts';
import { toIndex } from '../reading/toIndex.ts';
import { UNREADABLE, Unreadable } from '../reading/Unreadable.ts';
import type { ChatFrame, Choice, Delta, ToolCallPiece } from './ChatFrame.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a frame member by member: unambiguous values are read whatever their type; values that carry no information are ignored; content
 * that cannot be read is reported. `undefined` for anything that is not an object, and if nothing of its choices can be read.
 */
export function readChatFrame(json: unknown, options: ReadChatOptions): ChatFrame | undefined {
  if (!isRecord(json)) return undefined;
  const unreadable = new Unreadable();
  const choices = readChoices(json['choices'], options, unreadable);
  if (unreadable.places.length > 0 && choices.length === 0) return undefined;
  return {
    ...json,
    id: toId(json['id']),
    model: toId(json['model']),
    choices,
    finish_reason: toWord(json['finish_reason']),
    [UNREADABLE]: unreadable.places,
  };
}

function readChoices(value: unknown, options: ReadChatOptions, unreadable: Unreadable): readonly Choice[] {
  if (saysNothing(value)) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((choice, i) => {
    const path = `choices/${i}`;
    const index = isRecord(choice) ? toIndex(choice['index']) : undefined;
    if (!isRecord(choice) || (!Array.isArray(value) && !('delta' in choice) && !('message' in choice))) {
      if (Array.isArray(value)) unreadable.add(path, 'a choice');
      else unreadable.add('choices', 'a list of choices');
      return [];
    }
    if (index === undefined && !saysNothing(choice['index'])) {
      unreadable.add(`${path}/index`, 'an index below 10,000');
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
  // Completions of old servers have their text in the choice itself, and some of them an empty delta too.
  const isEmpty = !message && saysNothing(delta?.content);
  const old = isEmpty ? readDelta(choice['text'], `${path}/text`, options, unreadable) : undefined;
  return {
    ...choice,
    index,
    delta: old ? { ...delta, ...old } : delta,
    message,
    finish_reason: toWord(choice['finish_reason']),
  };
}

function readDelta(value: unknown, path: string, options: ReadChatOptions, unreadable: Unreadable): Delta | undefined {
  if (saysNothing(value)) return undefined;
  if (typeof value === 'string') return { content: value };
  if (!isRecord(value)) {
    unreadable.add(path, 'an object');
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
    tool_calls: readAllCalls(value, path, unreadable),
  };
}

/** Calls, or one in the format of before there were tools: servers that send both repeat the call in it. */
function readAllCalls(delta: Json, path: string, unreadable: Unreadable): readonly ToolCallPiece[] {
  const calls = readCalls(delta['tool_calls'], `${path}/tool_calls`, unreadable);
  return calls.length > 0 ? calls : readFunctionCall(delta['function_call'], `${path}/function_call`, unreadable);
}

function readCalls(value: unknown, path: string, unreadable: Unreadable): readonly ToolCallPiece[] {
  if (saysNothing(value)) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((call, i) => {
    if (saysNothing(call)) return [];
    if (isRecord(call)) return [readCall(call, `${path}/${i}`, unreadable)];
    unreadable.add(`${path}/${i}`, 'a tool call');
    return [];
  });
}

function readCall(call: Json, path: string, unreadable: Unreadable): ToolCallPiece {
  // OpenAI's custom tools accept any text as `input`; some servers leave out the object around name and arguments, or name those otherwise.
  const { function: fn, custom } = call;
  const said = isRecord(fn) && !saysNothing(fn) ? fn : isRecord(custom) ? custom : call;
  return {
    ...call,
    index: toIndex(call['index']),
    id: toId(call['id']),
    function: {
      name: toId(said['name']),
      arguments: readArguments(said['arguments'] ?? said['parameters'] ?? said['input'], path, unreadable),
    },
  };
}

function readFunctionCall(value: unknown, path: string, unreadable: Unreadable): readonly ToolCallPiece[] {
  if (!isRecord(value) || saysNothing(value)) return [];
  const { name, arguments: json } = value;
  return [{ function: { name: toId(name), arguments: readArguments(json, path, unreadable) } }];
}

/** Arguments as text; an object is converted to its JSON text. */
function readArguments(value: unknown, path: string, unreadable: Unreadable): string | undefined {
  if (typeof value === 'string') return value;
  if (saysNothing(value)) return undefined;
  const text = toJsonText(value);
  if (text === undefined) unreadable.add(`${path}/arguments`, 'a string');
  return text;
}

const toId = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/** A finish reason; SGLang's own ones are objects with a `type`. */
function toWord(value: unknown): string | undefined {
  const word = isRecord(value) ? value['type'] : value;
  return typeof word === 'string' ? word : undefined;
}
