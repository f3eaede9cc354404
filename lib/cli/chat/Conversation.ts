import type { Answer } from '../../chunk/Answer.ts';
import { toMessage } from '../../chunk/toMessage.ts';
import type { Message } from '../../request/Message.ts';

/** What was said so far, as the next request needs it. */
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

  /** Everything, to be kept. */
  get messages(): readonly Message[] {
    return [...this.#instructions, ...this.#turns];
  }

  /** Puts other instructions before the conversation, or none. */
  instruct(text: string): void {
    this.#instructions = text === '' ? [] : [{ role: 'system', content: text }];
  }

  /** Forgets what was said, the instructions excepted. */
  clear(): void {
    this.#turns = [];
  }

  /** The messages that ask a question. */
  asking(question: Message): readonly Message[] {
    return [...this.#instructions, ...withoutOpenCalls(this.#turns), question];
  }

  /** Keeps a question with its answer. Gives `false` where it does not: a service that refused a turn refuses it again with the next. */
  add(question: Message, answer: Answer): boolean {
    if (answer.finishReason === 'content-filter') return false;
    this.#turns = [...withoutOpenCalls(this.#turns), question, toMessage(answer)];
    return true;
  }

  /** Keeps a question with what had come of its answer: its text alone, since blocks and calls may not be whole. */
  addPart(question: Message, { text }: Answer): boolean {
    if (text === '') return false;
    this.#turns = [...withoutOpenCalls(this.#turns), question, { role: 'assistant', content: text }];
    return true;
  }
}

const isInstruction = ({ role }: Message): boolean => role === 'system' || role === 'developer';

/** Nobody here answers a call, and a service wants each one answered before the next question: only the text goes back. */
function withoutOpenCalls(turns: readonly Message[]): readonly Message[] {
  const last = turns.at(-1);
  if (last?.role !== 'assistant' || last.toolCalls === undefined || last.toolCalls.length === 0) return turns;
  const before = turns.slice(0, -1);
  return last.content ? [...before, { role: 'assistant', content: last.content }] : before;
}
