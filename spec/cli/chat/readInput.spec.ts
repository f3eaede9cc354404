import { assert } from 'chai';
import { readInput, type Input } from '../../../lib/cli/chat/readInput.ts';
import type { LineEditor, LineEvent } from '../../../lib/cli/terminal/LineEditor.ts';

/** What these lines are read as, and the prompts that were shown. */
async function read(...events: readonly (string | LineEvent)[]): Promise<readonly [Input, readonly string[]]> {
  const prompts: string[] = [];
  const rest = [...events];
  const editor: Pick<LineEditor, 'read'> = {
    read(prompt) {
      prompts.push(prompt);
      const event = rest.shift() ?? { kind: 'end' };
      return Promise.resolve(typeof event === 'string' ? { kind: 'line', text: event } : event);
    },
  };
  return [await readInput(editor), prompts];
}

const prompt = (text: string): Input => ({ kind: 'prompt', text });
const command = (name: string, text = ''): Input => ({ kind: 'command', name, text });

describe('readInput', () => {
  it('reads a prompt', async () => {
    assert.deepEqual(await read('Hello, world'), [prompt('Hello, world'), ['>>> ']]);
  });

  it('reads a command, in any case, with what follows it', async () => {
    assert.deepEqual((await read('/clear'))[0], command('clear'));
    assert.deepEqual((await read('/?'))[0], command('?'));
    assert.deepEqual((await read('/System  Be brief. '))[0], command('system', 'Be brief.'));
  });

  it('takes a path for a prompt, and a command after a space too', async () => {
    for (const text of ['/etc/hosts', '/usr/bin is full', ' /clear', '/', '/2']) {
      assert.deepEqual((await read(text))[0], prompt(text));
    }
  });

  it('reads several lines between three quotes', async () => {
    assert.deepEqual(await read('"""one', 'two', 'three"""'), [prompt('one\ntwo\nthree'), ['>>> ', '... ', '... ']]);
    assert.deepEqual((await read('  """', '  indented', '""" '))[0], prompt('  indented'));
    assert.deepEqual((await read('"""one line"""'))[0], prompt('one line'));
    assert.deepEqual((await read('/system """Be', 'brief."""'))[0], command('system', 'Be\nbrief.'));
  });

  it('gives up on Ctrl-C and Ctrl-D', async () => {
    const interrupt: LineEvent = { kind: 'interrupt', hadText: false };
    assert.deepEqual((await read(interrupt))[0], interrupt);
    assert.deepEqual((await read('"""one', interrupt))[0], { kind: 'interrupt', hadText: true });
    assert.deepEqual((await read())[0], { kind: 'end' });
    assert.deepEqual((await read('"""one'))[0], { kind: 'end' });
  });
});
