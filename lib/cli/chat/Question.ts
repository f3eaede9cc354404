import type { Message, Part } from '../../request/Message.ts';
import type { Attachment } from './Attachment.ts';

/** A message of the user, and the names of its files. */
export interface Question {
  readonly message: Message & { readonly role: 'user' };
  /** In the order of the message's parts. */
  readonly files: readonly string[];
}

/** A prompt after its files. If everything is text, it is a single text, since not every server accepts a list of parts. */
export function toQuestion(prompt: string, attachments: readonly Attachment[]): Question {
  const parts: readonly Part[] = attachments.map(({ part }) => part);
  const texts = [
    ...parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])),
    ...(prompt === '' ? [] : [prompt]),
  ];
  const isText = parts.every(({ type }) => type === 'text');
  const all: readonly Part[] = prompt === '' ? parts : [...parts, { type: 'text', text: prompt }];
  return {
    message: { role: 'user', content: isText ? texts.join('\n\n') : all },
    files: isText ? [] : attachments.map(({ name }) => name),
  };
}
