import type { Answer } from '../../chunk/Answer.ts';
import { toMessage } from '../../chunk/toMessage.ts';
import type { Message } from '../../request/Message.ts';

/** The conversation so far, in the form that the next request needs. */
export class Conversation {
  #instructions: readonly Message[];
  #turns: readonly Message[];

  /** @param history the messages of an earlier run */
  constructor(history: readonly Message[] = []) {
    const first = history.findIndex((message) => !isInstruction(message));
    const end = first === -1 ? history.length : first;
    this.#instructions = history.slice(0, end);
    this.#turns = history.slice(end);
  }

  get hasInstructions(): boolean {
    return this.#instructions.length > 0;
  }

  /** All messages, for saving. */
  get messages(): readonly Message[] {
    return [...this.#instructions, ...this.#turns];
  }

  /** Replaces the instructions; an empty text removes them. */
  instruct(text: string): void {
    this.#instructions = text === '' ? [] : [{ role: 'system', content: text }];
  }

  /** Forgets everything except the instructions. */
  clear(): void {
    this.#turns = [];
  }

  /** The messages that ask a question. */
  asking(question: Message): readonly Message[] {
    return [...this.#instructions, ...withoutOpenCalls(this.#turns), question];
  }

  /** Keeps a question with its answer. Returns `false` for a turn that the service blocked: it would block the next request too. */
  add(question: Message, answer: Answer): boolean {
    if (answer.finishReason === 'content-filter') return false;
    this.#turns = [...withoutOpenCalls(this.#turns), question, toMessage(answer)];
    return true;
  }

  /** Keeps a question with the text of a partial answer. Its blocks and calls may be incomplete. Returns `false` if there is no text. */
  addPart(question: Message, { text }: Answer): boolean {
    if (text === '') return false;
    this.#turns = [...withoutOpenCalls(this.#turns), question, { role: 'assistant', content: text }];
    return true;
  }
}

const isInstruction = ({ role }: Message): boolean => role === 'system' || role === 'developer';

/** The command does not run tools, and services refuse a question after an unanswered call, so only the text is sent back. */
function withoutOpenCalls(turns: readonly Message[]): readonly Message[] {
  const last = turns.at(-1);
  if (last?.role !== 'assistant' || last.toolCalls === undefined || last.toolCalls.length === 0) return turns;
  const before = turns.slice(0, -1);
  return last.content ? [...before, { role: 'assistant', content: last.content }] : before;
}
