import * as t from 'io-ts';
import { shape } from '../../codec/shape.ts';
import { oneOf } from '../../codec/oneOf.ts';
import { listOf } from '../../codec/listOf.ts';
import { decodeOrThrow } from '../../codec/decodeOrThrow.ts';
import { dispatch } from '../../codec/dispatch.ts';
import type { Message, Part, ToolCall } from '../../request/Message.ts';

const Text = t.type({ type: t.literal('text'), text: t.string });
const File = shape('a file', { type: t.literal('file'), url: t.string, mediaType: t.string }, { filename: t.string });
const Tool = shape(
  'a call of a tool',
  { type: t.string, toolCallId: t.string, state: t.string },
  { toolName: t.string, errorText: t.string, input: t.unknown, rawInput: t.unknown, output: t.unknown },
);
const Other = t.type({ type: t.string });

const isTool = (type: unknown): boolean =>
  type === 'dynamic-tool' || (typeof type === 'string' && type.startsWith('tool-'));

/** A part of one of the kinds that are read; other parts are the page's own. */
const UIPart: t.Type<UIPart> = dispatch<UIPart>('a part', (value) => {
  if (!t.UnknownRecord.is(value)) return undefined;
  const { type } = value;
  return type === 'text' ? Text : type === 'file' ? File : isTool(type) ? Tool : Other;
});

const UIMessage = t.type({
  role: oneOf('system', 'user', 'assistant'),
  parts: listOf(UIPart, 'a list of parts'),
});
const UIMessages = listOf(UIMessage, 'a list of messages');

type Text = t.TypeOf<typeof Text>;
type File = t.TypeOf<typeof File>;
type Tool = t.TypeOf<typeof Tool>;
type UIPart = Text | File | Tool | t.TypeOf<typeof Other>;

/**
 * Converts the messages that a page with `useChat` sends to messages of a request.
 *
 * Text, files, and calls with their results are read; reasoning, sources and data are ignored. Each step of an answer becomes an
 * assistant's message, followed by the results of its calls. A call without a result stays if it is in the last message, for a run to
 * answer, and is omitted elsewhere, since no service accepts it.
 *
 * Throws `InvalidRequestError` with paths if they are not such messages: they come from a page, so they may be anything.
 *
 * @see https://ai-sdk.dev/docs/reference/ai-sdk-core/ui-message
 * @example
 * ```ts
 * import { openAICompatible } from 'rxllm';
 * import { fromUIMessages, toResponse, uiMessages } from 'rxllm/server';
 *
 * const provider = openAICompatible({ baseUrl: 'http://127.0.0.1:11434/v1', defaultModel: 'llama3.2' });
 *
 * export async function POST(request: Request): Promise<Response> {
 *   const { messages } = (await request.json()) as { messages: unknown };
 *   const answer$ = provider.stream({ messages: fromUIMessages(messages) });
 *   return toResponse(answer$.pipe(uiMessages()), { request, errorBody: 'text' });
 * }
 * ```
 */
export function fromUIMessages(messages: unknown): Message[] {
  decodeOrThrow(UIMessages, messages, 'messages');
  const given = messages as t.TypeOf<typeof UIMessages>;
  return given.flatMap(({ role, parts }, i): readonly Message[] => {
    if (role === 'system') return [{ role, content: textOf(parts) }];
    if (role === 'user') return [{ role, content: contentOf(parts) }];
    return stepsOf(parts).flatMap((step) => toTurn(step, i === given.length - 1));
  });
}

function contentOf(parts: readonly UIPart[]): string | readonly Part[] {
  if (!parts.some(isFilePart)) return textOf(parts);
  return parts.flatMap((part): readonly Part[] => {
    if (isTextPart(part)) return [{ type: 'text', text: part.text }];
    return isFilePart(part) ? [toFile(part)] : [];
  });
}

function toFile({ url, mediaType, filename }: File): Part {
  if (mediaType.startsWith('image/')) return { type: 'image', url };
  return { type: 'file', url, mediaType, ...(filename === undefined ? {} : { name: filename }) };
}

/** An answer consists of steps, each of which the model gave at once. */
function stepsOf(parts: readonly UIPart[]): readonly (readonly UIPart[])[] {
  const steps: UIPart[][] = [[]];
  for (const part of parts) {
    if (part.type === 'step-start') steps.push([]);
    else steps.at(-1)?.push(part);
  }
  return steps;
}

function toTurn(step: readonly UIPart[], isLast: boolean): readonly Message[] {
  const tools = step
    .filter(isToolPart)
    .filter((part) => isAnswered(part) || (isLast && part.state !== 'input-streaming'));
  const content = textOf(step);
  if (content === '' && tools.length === 0) return [];
  return [
    { role: 'assistant', content, ...(tools.length === 0 ? {} : { toolCalls: tools.map(toCall) }) },
    ...tools.filter(isAnswered).map(toResult),
  ];
}

const isAnswered = ({ state }: Tool): boolean => state === 'output-available' || state === 'output-error';

function toCall({ type, toolCallId: id, toolName, input, rawInput }: Tool): ToolCall {
  const given = input ?? rawInput ?? {};
  const json = typeof given === 'string' ? given : JSON.stringify(given);
  return { id, name: type === 'dynamic-tool' ? (toolName ?? '') : type.slice('tool-'.length), arguments: json };
}

function toResult({ toolCallId, state, output, errorText = '' }: Tool): Message {
  if (state === 'output-error') return { role: 'tool', toolCallId, content: errorText, isError: true };
  return { role: 'tool', toolCallId, content: typeof output === 'string' ? output : JSON.stringify(output ?? null) };
}

const textOf = (parts: readonly UIPart[]): string =>
  parts
    .filter(isTextPart)
    .map(({ text }) => text)
    .join('');

const isTextPart = (part: UIPart): part is Text => part.type === 'text';
const isFilePart = (part: UIPart): part is File => part.type === 'file';
const isToolPart = (part: UIPart): part is Tool => isTool(part.type);
