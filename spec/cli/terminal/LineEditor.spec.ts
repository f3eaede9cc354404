import { PassThrough } from 'node:stream';
import { assert } from 'chai';
import { LineEditor, type LineEvent } from '../../../lib/cli/terminal/LineEditor.ts';

const UP = '\u001b[A';
const MARK_PASTES = '\u001b[?2004h';
const MARK_NO_PASTES = '\u001b[?2004l';

interface Setup {
  readonly editor: LineEditor;
  readonly type: (keys: string) => void;
  /** What the terminal was sent. */
  readonly screen: () => string;
  /** The raw mode, each time it was set. */
  readonly modes: boolean[];
  readonly hangUp: () => void;
}

const line = (text: string): LineEvent => ({ kind: 'line', text });

describe('LineEditor', () => {
  const editors: LineEditor[] = [];
  afterEach(() => {
    for (const editor of editors.splice(0)) editor.close();
  });

  function open(options?: { readonly mayMark?: boolean }): Setup {
    const modes: boolean[] = [];
    const keyboard = Object.assign(new PassThrough(), { isTTY: true, setRawMode: (raw: boolean) => modes.push(raw) });
    let screen = '';
    const output = Object.assign(new PassThrough({ encoding: 'utf8' }), { columns: 80 });
    output.on('data', (piece: string) => (screen += piece));
    const editor = new LineEditor(keyboard, output, options);
    editors.push(editor);
    return {
      editor,
      type: (keys) => void keyboard.write(keys),
      screen: () => screen,
      modes,
      hangUp: () => void keyboard.destroy(new Error('EIO')),
    };
  }

  it('reads a line, with the keys of an editor', async () => {
    const { editor, type, screen } = open();
    const reading = editor.read('>>> ');
    // Backspace, and Ctrl-A: to the start of the line.
    for (const key of 'ello!\u007f\u0001H\r') type(key);
    assert.deepEqual(await reading, line('Hello'));
    assert.include(screen(), '>>> ');
  });

  it('gives the lines before at the arrow keys, each once', async () => {
    const { editor, type } = open();
    for (const text of ['one', 'two', 'two']) {
      const reading = editor.read('>>> ');
      type(`${text}\r`);
      assert.deepEqual(await reading, line(text));
    }
    const reading = editor.read('>>> ');
    type(`${UP}${UP}\r`);
    assert.deepEqual(await reading, line('one'));
  });

  it('keeps lines that are typed early', async () => {
    const { editor, type } = open();
    const reading = editor.read('>>> ');
    type('one\rtwo\rthree\r');
    assert.deepEqual(await reading, line('one'));
    assert.deepEqual(await editor.read('>>> '), line('two'));
    editor.suspend();
    assert.deepEqual(await editor.read('>>> '), line('three'));
  });

  it('shows an early line again behind its prompt where an answer has come between', async () => {
    const { editor, type, screen } = open();
    const reading = editor.read('>>> ');
    type('one\rtwo\r');
    await reading;
    editor.suspend();
    const before = screen().length;
    await editor.read('>>> ');
    assert.strictEqual(screen().slice(before), '>>> two\n');
  });

  it('takes away what was typed on Ctrl-C, and says whether there was something', async () => {
    const { editor, type } = open();
    let reading = editor.read('>>> ');
    type('half\u0003');
    assert.deepEqual(await reading, { kind: 'interrupt', hadText: true });
    reading = editor.read('>>> ');
    type('\u0003');
    assert.deepEqual(await reading, { kind: 'interrupt', hadText: false });
    reading = editor.read('>>> ');
    type('whole\r');
    assert.deepEqual(await reading, line('whole'));
  });

  it('ends on Ctrl-D in an empty line, and when the terminal goes away', async () => {
    const left = open();
    const leaving = left.editor.read('>>> ');
    left.type('\u0004');
    assert.deepEqual(await leaving, { kind: 'end' });
    assert.isTrue(left.screen().endsWith('\n'));
    assert.deepEqual(await left.editor.read('>>> '), { kind: 'end' });
    const lost = open();
    const waiting = lost.editor.read('>>> ');
    lost.hangUp();
    assert.deepEqual(await waiting, { kind: 'end' });
  });

  it('takes pasted lines for one text', async () => {
    const { editor, type, screen } = open();
    const reading = editor.read('>>> ');
    type('\u001b[200~one\rtwo\r\u001b[201~three\r');
    assert.deepEqual(await reading, line('one\ntwo\nthree'));
    assert.include(screen(), '... ');
    const next = editor.read('>>> ');
    type('four\r');
    assert.deepEqual(await next, line('four'));
  });

  it('forgets a paste on Ctrl-C', async () => {
    const { editor, type } = open();
    const reading = editor.read('>>> ');
    type('\u001b[200~one\rtwo\u001b[201~\u0003');
    assert.deepEqual(await reading, { kind: 'interrupt', hadText: true });
    const next = editor.read('>>> ');
    type('three\r');
    assert.deepEqual(await next, line('three'));
  });

  it('leaves the terminal as it was while nothing is read', async () => {
    const { editor, type, screen, modes } = open();
    assert.isFalse(modes.at(-1));
    const reading = editor.read('>>> ');
    assert.isTrue(modes.at(-1));
    type('a\r');
    await reading;
    editor.suspend();
    assert.isFalse(modes.at(-1));
    assert.isBelow(screen().indexOf(MARK_PASTES), screen().indexOf(MARK_NO_PASTES));
    void editor.read('>>> ');
    editor.close();
    assert.isFalse(modes.at(-1));
    assert.isTrue(screen().trimEnd().endsWith(MARK_NO_PASTES));
  });

  it('asks a simple terminal for nothing', async () => {
    const { editor, type, screen } = open({ mayMark: false });
    const reading = editor.read('>>> ');
    type('a\r');
    await reading;
    editor.suspend();
    assert.notInclude(screen(), '2004');
  });
});
