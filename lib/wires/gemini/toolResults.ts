import type { ProviderCall } from '../../answer/ProviderCall.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { mustBe } from '../../errors/Issue.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { Message } from '../../request/Message.ts';
import { parseArguments } from '../asking/parseArguments.ts';
import type { SentCall } from './functionCalls.ts';
import { partToWire } from './partToWire.ts';

type ToolMessage = Message & { readonly role: 'tool' };

/** A `tool` message, and its path. */
export interface PlacedResult {
  readonly message: ToolMessage;
  readonly path: string;
}

/** What is needed to convert the results. */
export interface ResultOptions {
  /** The calls before them, those of the nearest message first. */
  readonly calls: readonly SentCall[];
  /** Whether images and files may be within a result. Gemini 3 and later read them there. */
  readonly holdsMedia: boolean;
  readonly unsupported: ProviderCall['unsupported'];
}

/**
 * The results of one round of calls as the parts of one content, in the order of the calls: the service counts them.
 *
 * Throws an `InvalidRequestError` for a result without a call: the wire requires the name of the function that was called.
 */
export function resultsToWire(results: readonly PlacedResult[], options: ResultOptions): readonly JsonObject[] {
  const taken = new Set<SentCall>();
  const mapped = results.map((result) => {
    const call = callOf(result, options.calls, taken);
    taken.add(call);
    return { place: call.place, ...resultToWire(result, call, options) };
  });
  const inOrder = mapped.toSorted((a, b) => a.place - b.place);
  return [...inOrder.map(({ part }) => part), ...inOrder.flatMap(({ beside }) => beside)];
}

/** In some histories calls share one id: each has its own result. */
function callOf({ message, path }: PlacedResult, calls: readonly SentCall[], taken: ReadonlySet<SentCall>): SentCall {
  const named = calls.filter(({ id }) => id === message.toolCallId);
  const call = named.find((candidate) => !taken.has(candidate)) ?? named[0];
  if (call) return call;
  throw new InvalidRequestError([mustBe(`${path}/toolCallId`, 'the id of a call in an assistant message before it')]);
}

interface MappedResult {
  readonly part: JsonObject;
  /** Images and files that cannot be within the result. */
  readonly beside: readonly JsonObject[];
}

function resultToWire(
  { message, path }: PlacedResult,
  { name, sentId }: SentCall,
  { holdsMedia, unsupported }: ResultOptions,
): MappedResult {
  const { content, isError } = message;
  const parts = typeof content === 'string' ? [{ type: 'text', text: content } as const] : content;
  const text = parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
  const media = parts.flatMap((part, i) =>
    part.type === 'text' ? [] : partToWire(part, `${path}/content/${i}`, unsupported),
  );
  const within = holdsMedia ? media.filter((part) => 'inlineData' in part) : [];
  return {
    part: {
      functionResponse: {
        ...(sentId === undefined ? {} : { id: sentId }),
        name,
        response: isError === true ? { error: text } : toResponse(text),
        ...(within.length === 0 ? {} : { parts: within }),
      },
    },
    beside: media.filter((part) => !within.includes(part)),
  };
}

/** The wire requires an object: any other result becomes its `output`. */
const toResponse = (text: string): JsonObject => (text === '' ? undefined : parseArguments(text)) ?? { output: text };
