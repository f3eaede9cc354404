import type { ProviderCall } from '../../answer/ProviderCall.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { Message } from '../../request/Message.ts';
import { callToWire, type SentCall, sentCalls } from './functionCalls.ts';
import { modelTraits } from './modelTraits.ts';
import { partToWire } from './partToWire.ts';
import { type PlacedResult, resultsToWire } from './toolResults.ts';

/** A placeholder for the signature that a call of another model, or of a history without blocks, does not have. */
const NO_SIGNATURE = 'skip_thought_signature_validator';

type AssistantMessage = Message & { readonly role: 'assistant' };
type UserMessage = Message & { readonly role: 'user' };

interface Content {
  readonly role: 'user' | 'model';
  readonly parts: readonly JsonObject[];
}

/** A conversation in the format of the wire. */
export interface GeminiContents {
  readonly systemInstruction: JsonObject | undefined;
  readonly contents: readonly Content[] | undefined;
}

/**
 * Converts a conversation to the format of the wire: the instructions in one place, wherever they were, and the results of one round of
 * calls in one content.
 *
 * @param takesIds whether the service accepts ids of calls; Vertex does not
 */
export function geminiContents(call: ProviderCall, takesIds: boolean): GeminiContents {
  const { isGemma } = modelTraits(call.model);
  const { messages } = call.request;
  const contents = new ContentsBuilder(call, takesIds);
  for (const [i, message] of messages.entries()) contents.add(message, `messages/${i}`);
  const instructions = messages.flatMap(instructionOf);
  const all = contents.finish();
  return {
    systemInstruction: isGemma || instructions.length === 0 ? undefined : { parts: instructions },
    contents: nonEmpty(isGemma ? withInstructions(all, instructions) : all),
  };
}

class ContentsBuilder {
  readonly #call: ProviderCall;
  readonly #takesIds: boolean;
  /** Gemini 3 and later require signatures, and can read images within results. */
  readonly #isGemini3: boolean;
  readonly #contents: Content[] = [];
  /** The calls so far, those of the nearest message first. */
  #calls: readonly SentCall[] = [];
  /** Consecutive results. */
  #results: PlacedResult[] = [];

  constructor(call: ProviderCall, takesIds: boolean) {
    this.#call = call;
    this.#takesIds = takesIds;
    this.#isGemini3 = modelTraits(call.model).thinking === 'level';
  }

  add(message: Message, path: string): void {
    if (message.role === 'tool') {
      this.#results.push({ message, path });
      return;
    }
    if (message.role !== 'user' && message.role !== 'assistant') return;
    this.#closeResults();
    if (message.role === 'user') this.#push('user', this.#userParts(message, path));
    else this.#addAssistant(message, path);
  }

  finish(): readonly Content[] {
    this.#closeResults();
    return this.#contents;
  }

  #closeResults(): void {
    if (this.#results.length === 0) return;
    const { unsupported } = this.#call;
    const options = { calls: this.#calls, holdsMedia: this.#isGemini3, unsupported };
    this.#push('user', resultsToWire(this.#results, options));
    this.#results = [];
  }

  #userParts({ content }: UserMessage, path: string): readonly JsonObject[] {
    if (typeof content === 'string') return [{ text: content }];
    const { unsupported } = this.#call;
    return content.flatMap((part, i) => partToWire(part, `${path}/content/${i}`, unsupported));
  }

  #addAssistant(message: AssistantMessage, path: string): void {
    const blocks = (message.blocks ?? []).filter(({ wire }) => wire === 'gemini');
    const parts =
      blocks.length > 0 ? blocks.map(({ value }) => this.#asTaken(value)) : this.#assistantParts(message, path);
    this.#push('model', parts);
    this.#calls = [...sentCalls(message, parts), ...this.#calls];
  }

  /** A block is sent unchanged, except for the id that only one of the two services accepts. */
  #asTaken(value: JsonObject): JsonObject {
    const { functionCall } = value as { readonly functionCall?: JsonObject };
    if (this.#takesIds || functionCall?.['id'] === undefined) return value;
    const { id: _, ...rest } = functionCall;
    return { ...value, functionCall: rest };
  }

  #assistantParts({ content, toolCalls = [] }: AssistantMessage, path: string): readonly JsonObject[] {
    const calls = toolCalls.map((call, i) => {
      const part = callToWire(call, `${path}/toolCalls/${i}`, this.#takesIds);
      return i === 0 && this.#isGemini3 ? { ...part, thoughtSignature: NO_SIGNATURE } : part;
    });
    return content ? [{ text: content }, ...calls] : calls;
  }

  /** A content without parts is refused. */
  #push(role: Content['role'], parts: readonly JsonObject[]): void {
    if (parts.length > 0) this.#contents.push({ role, parts });
  }
}

function instructionOf(message: Message): readonly JsonObject[] {
  const isInstruction = message.role === 'system' || message.role === 'developer';
  return isInstruction && message.content !== '' ? [{ text: message.content }] : [];
}

/** Inserts the text of the instructions before the user's first content. */
function withInstructions(contents: readonly Content[], instructions: readonly JsonObject[]): readonly Content[] {
  if (instructions.length === 0) return contents;
  const first = contents.findIndex(({ role }) => role === 'user');
  if (first < 0) return [{ role: 'user', parts: instructions }, ...contents];
  return contents.map((content, i) =>
    i === first ? { ...content, parts: [...instructions, ...content.parts] } : content,
  );
}

const nonEmpty = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);
