import { AnswerBuilder } from '../../chunk/AnswerBuilder.ts';
import { failureLine } from '../session/failureLine.ts';
import { LineEditor } from '../terminal/LineEditor.ts';
import { toPrintable } from '../terminal/PrintableText.ts';
import { ask, type Asking } from './ask.ts';
import type { Attachment } from './Attachment.ts';
import type { Conversation } from './Conversation.ts';
import { toQuestion } from './Question.ts';
import { readInput } from './readInput.ts';
import { readAttachments } from './readQuestion.ts';
import { saveConversation } from './saveConversation.ts';

const HELP = `
  /system TEXT   set the instructions for the next answers; without TEXT, remove them
  /file PATH     send a file with the next prompt
  /clear         forget the conversation
  /help          show this list
  /bye           leave; so does Ctrl-D
  """            start a prompt of several lines, and end it
  Ctrl-C         stop the answer; press it twice to leave

`;

/** A conversation at a terminal, until the person there leaves. */
export class Dialogue {
  readonly #conversation: Conversation;
  readonly #asking: Asking;
  readonly #editor: LineEditor;
  readonly #releaseInterrupts: () => void;
  /** Files to send with the next question. */
  #attachments: readonly Attachment[];
  /** Stops the answer that is arriving. */
  #stop: AbortController | undefined;
  /** Whether Ctrl-C was the last thing typed. */
  #wasInterrupted = false;

  constructor(conversation: Conversation, attachments: readonly Attachment[], asking: Asking) {
    const { stdin, stdout, env, interrupts } = asking.session;
    this.#conversation = conversation;
    this.#attachments = attachments;
    this.#asking = asking;
    this.#editor = new LineEditor(stdin, stdout.stream, { mayMark: env['TERM'] !== 'dumb' });
    this.#releaseInterrupts = interrupts.divert(() => this.#interrupt());
  }

  async run(): Promise<void> {
    const { service, model, session } = this.#asking;
    const canned = service.settings.embedded ? ', canned answers' : '';
    await this.#remark(
      `You are talking to ${toPrintable(model)} (${service.provider.name}${canned}). Type /help for help.`,
    );
    for (;;) {
      const input = await readInput(this.#editor);
      if (input.kind === 'end') return;
      if (input.kind === 'interrupt') {
        if (this.#wasInterrupted && !input.hadText) session.interrupts.end();
        session.signal.throwIfAborted();
        await this.#noteInterrupt();
        continue;
      }
      this.#wasInterrupted = false;
      if (input.kind === 'command') {
        if (isLeave(input.name)) return;
        await this.#obey(input.name, input.text);
      } else if (input.text.trim() !== '') {
        await this.#answer(input.text);
      }
    }
  }

  close(): void {
    this.#releaseInterrupts();
    this.#editor.close();
  }

  /** Ctrl-C as a signal: an answer is arriving, or the signal came from elsewhere. */
  #interrupt(): void {
    const { interrupts } = this.#asking.session;
    if (this.#stop === undefined) this.#editor.interrupt();
    else if (this.#stop.signal.aborted) interrupts.end();
    else this.#stop.abort();
  }

  async #noteInterrupt(): Promise<void> {
    this.#wasInterrupted = true;
    await this.#remark('Press Ctrl-C again to leave, or type /bye.');
  }

  async #obey(name: string, text: string): Promise<void> {
    const conversation = this.#conversation;
    switch (name) {
      case 'help':
      case '?':
        return this.#asking.session.stdout.write(HELP);
      case 'clear':
        conversation.clear();
        this.#attachments = [];
        return this.#remark('The conversation has been cleared.');
      case 'system':
        conversation.instruct(text);
        return this.#remark(text === '' ? 'The instructions are removed.' : 'The instructions are set.');
      case 'file':
        return this.#attach(text);
      default:
        return this.#remark(
          `/${name} is not a command; /help lists them. To send a prompt that begins with a slash, type a space first.`,
        );
    }
  }

  async #attach(path: string): Promise<void> {
    const { session } = this.#asking;
    if (path === '' || path === '-') return this.#remark('/file needs a path: /file PATH');
    const home = session.env['HOME'];
    const whole = home === undefined ? path : path.replace(/^~(?=\/)/, () => home);
    try {
      this.#attachments = [...this.#attachments, ...(await readAttachments([whole], session, '/file'))];
      return await this.#remark('The file will be sent with the next prompt.');
    } catch (error) {
      session.signal.throwIfAborted();
      return session.stderr.write(failureLine(error));
    }
  }

  async #answer(prompt: string): Promise<void> {
    const { session } = this.#asking;
    const question = toQuestion(prompt, this.#attachments);
    const stop = new AbortController();
    const keep = new AnswerBuilder();
    this.#stop = stop;
    this.#editor.suspend();
    try {
      const signal = AbortSignal.any([session.signal, stop.signal]);
      await ask(question, this.#conversation, this.#asking, { signal, keep });
    } catch (error) {
      session.signal.throwIfAborted();
      await this.#tellFailure(error, stop.signal);
      // Without an answer the question is not kept, and its files go with the next one.
      if (!this.#conversation.addPart(question.message, keep.snapshot())) return;
    } finally {
      this.#stop = undefined;
    }
    this.#attachments = [];
    await this.#save();
  }

  async #tellFailure(error: unknown, stopped: AbortSignal): Promise<void> {
    const { stdout, stderr } = this.#asking.session;
    // The terminal shows ^C without the knowledge of `stdout`, so the line is ended in any case.
    await Promise.all([stopped.aborted ? stdout.write('\n') : stdout.endLine(), stderr.endLine()]);
    if (!stopped.aborted) return stderr.write(failureLine(error));
    await this.#noteInterrupt();
  }

  async #save(): Promise<void> {
    const { options, session } = this.#asking;
    try {
      await saveConversation(this.#conversation, options);
    } catch (error) {
      await session.stderr.write(failureLine(error));
    }
  }

  /** A line by the command itself. */
  async #remark(line: string): Promise<void> {
    await this.#asking.session.stderr.writeDim(`${line}\n`);
  }
}

const isLeave = (name: string): boolean => ['bye', 'exit', 'quit'].includes(name);
