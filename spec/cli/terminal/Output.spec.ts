import { PassThrough, Writable } from 'node:stream';
import { assert } from 'chai';
import { Output, type OutputOptions } from '../../../lib/cli/terminal/Output.ts';

/** An output, and what it has written. */
function open(options: Partial<OutputOptions & { readonly isTTY: boolean }> = {}): {
  readonly output: Output;
  readonly text: () => string;
} {
  const { isTTY = true, ...rest } = options;
  let text = '';
  const stream = new PassThrough({ encoding: 'utf8' });
  stream.on('data', (piece: string) => (text += piece));
  const output = new Output(Object.assign(stream, { isTTY }), { ...DEFAULTS, ...rest });
  return { output, text: () => text };
}

const DEFAULTS: OutputOptions = { signal: new AbortController().signal, styled: true, capable: true };

describe('Output', () => {
  it('ends a line that was begun, and no other', async () => {
    const { output, text } = open();
    await output.endLine();
    await output.write('a');
    await output.write('');
    await output.endLine();
    await output.endLine();
    await output.write('b\n');
    await output.endLine();
    await output.writeDim('c');
    await output.endLine();
    await output.flush();
    assert.strictEqual(text(), 'a\nb\n\u001b[2mc\u001b[22m\n');
  });

  it('dims nothing in a pipe, and nothing where that is not wanted', async () => {
    for (const options of [{ isTTY: false }, { styled: false }]) {
      const { output, text } = open(options);
      await output.writeDim('a\n');
      await output.flush();
      assert.strictEqual(text(), 'a\n');
    }
  });

  it('knows a terminal whose cursor moves', () => {
    assert.deepInclude(open().output, { isTerminal: true, mayMove: true });
    assert.deepInclude(open({ capable: false }).output, { isTerminal: true, mayMove: false });
    assert.deepInclude(open({ isTTY: false }).output, { isTerminal: false, mayMove: false });
  });

  it('waits for a slow reader', async () => {
    const taken: (() => void)[] = [];
    const stream = new Writable({ highWaterMark: 1, write: (_, __, done) => void taken.push(done) });
    const output = new Output(stream, DEFAULTS);
    let isReady = false;
    const written = output.write('ab').then(() => (isReady = true));
    await new Promise((resolve) => setImmediate(resolve));
    assert.isFalse(isReady);
    taken.shift()?.();
    await written;
  });

  it('waits no longer when it is interrupted', async () => {
    const interrupt = new AbortController();
    const stuck = new Writable({ highWaterMark: 1, write: () => undefined });
    const output = new Output(stuck, { ...DEFAULTS, signal: interrupt.signal });
    const writing = output.write('ab').then(
      () => 'written',
      () => 'interrupted',
    );
    const flushing = output.flush().then(
      () => 'flushed',
      () => 'interrupted',
    );
    interrupt.abort();
    assert.deepEqual(await Promise.all([writing, flushing]), ['interrupted', 'interrupted']);
  });

  it('tells of a failure once, and loses what follows it', async () => {
    const failures: string[] = [];
    const onFailure = (error: Error): void => void failures.push(error.message);
    const broken = new Writable({ write: (_, __, done) => setImmediate(done, new Error('EPIPE')) });
    const output = new Output(broken, { ...DEFAULTS, onFailure });
    await output.write('a');
    await output.flush();
    await output.write('b');
    await output.flush();
    assert.deepEqual(failures, ['EPIPE']);
  });
});
