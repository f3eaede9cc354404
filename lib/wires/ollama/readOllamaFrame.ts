import { isRecord } from '../../http/refusal/isRecord.ts';
import { type ReadChatOptions, readParts } from '../reading/readParts.ts';
import { saysNothing } from '../reading/saysNothing.ts';
import { UNREADABLE, Unreadable } from '../reading/Unreadable.ts';
import type { OllamaCall, OllamaFrame, OllamaMessage } from './OllamaFrame.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads a frame member by member: unambiguous values are read whatever their type; values that carry no information are ignored; content
 * that cannot be read is reported. `undefined` for anything that is not an object, and if something cannot be read and there is no other
 * content.
 */
export function readOllamaFrame(json: unknown, options: ReadChatOptions): OllamaFrame | undefined {
  if (!isRecord(json)) return undefined;
  const unreadable = new Unreadable();
  const message = readMessage(json['message'], options, unreadable);
  const done = toFlag(json['done']);
  const done_reason = toWord(json['done_reason']);
  if (unreadable.places.length > 0 && message === undefined && done !== true && done_reason === undefined)
    return undefined;
  return {
    model: toWord(json['model']),
    message,
    done,
    done_reason,
    prompt_eval_count: toCount(json['prompt_eval_count']),
    eval_count: toCount(json['eval_count']),
    [UNREADABLE]: unreadable.places,
  };
}

/** A message that is a string is not an answer: other servers report errors like this. */
function readMessage(value: unknown, options: ReadChatOptions, unreadable: Unreadable): OllamaMessage | undefined {
  if (saysNothing(value)) return undefined;
  if (!isRecord(value)) {
    unreadable.add('message', 'an object');
    return undefined;
  }
  const read = (name: string) => readParts(value[name], `message/${name}`, options, unreadable);
  const textOf = (name: string) =>
    read(name)
      .map(({ text }) => text)
      .join('');
  return {
    content: typeof value['content'] === 'string' ? value['content'] : read('content'),
    thinking: textOf('thinking'),
    reasoning_content: textOf('reasoning_content'),
    reasoning: textOf('reasoning'),
    tool_calls: readCalls(value['tool_calls'], unreadable),
  };
}

function readCalls(value: unknown, unreadable: Unreadable): readonly OllamaCall[] {
  if (saysNothing(value)) return [];
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((call, i) => {
    if (saysNothing(call)) return [];
    const known = isRecord(call) ? readCall(call) : undefined;
    if (known === undefined) unreadable.add(`message/tool_calls/${i}`, 'a tool call');
    return known ?? [];
  });
}

/** A call without a name cannot be answered. */
function readCall(call: Json): OllamaCall | undefined {
  // Some servers leave out the object around name and arguments.
  const said = isRecord(call['function']) ? call['function'] : call;
  const name = toWord(said['name']);
  if (name === undefined) return undefined;
  return { id: toWord(call['id']), function: { name, arguments: said['arguments'] } };
}

function toWord(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' ? String(value) : undefined;
}

function toFlag(value: unknown): boolean | undefined {
  if (value === true || value === 'true' || value === 1) return true;
  return value === false || value === 'false' || value === 0 ? false : undefined;
}

function toCount(value: unknown): number | undefined {
  const count = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' ? count : undefined;
}
