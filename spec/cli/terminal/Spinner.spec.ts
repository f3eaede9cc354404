import { PassThrough } from 'node:stream';
import { assert } from 'chai';
import { Output } from '../../../lib/cli/terminal/Output.ts';
import { Spinner } from '../../../lib/cli/terminal/Spinner.ts';
import { timersOf } from '../../support/timersOf.ts';

interface Turning {
  readonly spinner: Spinner;
  readonly text: () => string;
  /** Settles when the terminal has been sent this many frames. */
  readonly turned: (frames: number) => Promise<void>;
}

function open({ isTTY = true, capable = true } = {}): Turning {
  let text = '';
  let tell: (() => void) | undefined;
  const stream = new PassThrough({ encoding: 'utf8' });
  stream.on('data', (piece: string) => {
    text += piece;
    tell?.();
  });
  const { signal } = new AbortController();
  const output = new Output(Object.assign(stream, { isTTY }), { signal, styled: true, capable });
  return {
    spinner: new Spinner(output),
    text: () => text,
    async turned(frames) {
      while (text.split('\r').length <= frames) await new Promise<void>((resolve) => (tell = resolve));
    },
  };
}

describe('Spinner', () => {
  it('turns on its line, and leaves it empty', async () => {
    const { spinner, text, turned } = open();
    spinner.start();
    await turned(3);
    spinner.stop();
    assert.strictEqual(text(), '\r⠋\r⠙\r⠹\r\u001b[K');
    spinner.stop();
    assert.strictEqual(text(), '\r⠋\r⠙\r⠹\r\u001b[K');
  });

  it('shows nothing where the answer comes at once', () => {
    const { spinner, text } = open();
    spinner.start();
    spinner.stop();
    assert.strictEqual(text(), '');
  });

  it('can be started again, and is one spinner if it is started twice', async () => {
    const { spinner, text, turned } = open();
    spinner.start();
    spinner.start();
    await turned(2);
    spinner.stop();
    spinner.start();
    await turned(4);
    spinner.stop();
    assert.strictEqual(text(), '\r⠋\r⠙\r\u001b[K\r⠋\r\u001b[K');
  });

  it('does not turn in a pipe, nor on a terminal that cannot move its cursor', () => {
    for (const options of [{ isTTY: false }, { capable: false }]) {
      const { spinner } = open(options);
      assert.deepEqual(
        timersOf(() => spinner.start()),
        [],
      );
    }
  });
});
