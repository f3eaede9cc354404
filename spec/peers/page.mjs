// Preloaded in front of a page's program: what a page has, in Node.
import { EventSource } from 'eventsource';

globalThis.EventSource = class extends EventSource {
  constructor(path) {
    super(new URL(path.replace('Hello', process.env['PROMPT']), process.env['ORIGIN']));
  }
};
globalThis.document = { body: { append: (text) => process.stdout.write(text) } };
