import { assert } from 'chai';
import type { Transcript } from '../../../lib/testing/index.ts';
import type { Exchange } from '../exchange.ts';
import { openRaw, until } from '../openRaw.ts';
import { useServer } from '../useServer.ts';
import { wires } from '../wires.ts';

const asking = { stream: true };

describe('a transcript of the embedded server', () => {
  const start = useServer();
  const play = async (transcript: Transcript): Promise<Exchange> =>
    wires.openAI(await start({ answer: transcript }), asking);

  it('goes out byte for byte, with its status, type and headers', async () => {
    const { status, headers, body, ending } = await play({
      status: 418,
      contentType: 'text/tea',
      headers: { 'X-Request-Id': 'r-1', 'X-Canned-Answer': 'by the test' },
      pieces: ['a\r\n', '', Uint8Array.of(0xf0, 0x9f, 0x91), Uint8Array.of(0x8b), '\n\n'],
    });
    assert.deepEqual([status, body, ending], [418, 'a\r\n👋\n\n', 'complete']);
    assert.deepInclude(headers, {
      'content-type': 'text/tea',
      'x-request-id': 'r-1',
      'x-canned-answer': 'by the test',
      'transfer-encoding': 'chunked',
      connection: 'close',
    });
  });

  it('is an event stream with status 200 and a complete body by default', async () => {
    const { status, headers, body, ending } = await play({ pieces: ['data: 1\n\n'] });
    assert.deepEqual(
      [status, headers['content-type'], body, ending],
      [200, 'text/event-stream', 'data: 1\n\n', 'complete'],
    );
  });

  it('goes without a content type where it is false', async () => {
    const { headers } = await play({ contentType: false, pieces: ['data: 1\n\n'] });
    assert.notProperty(headers, 'content-type');
  });

  it('may promise more than it sends', async () => {
    const { body, ending } = await play({ headers: { 'content-length': '100' }, pieces: ['short'], ending: 'cut' });
    assert.deepEqual([body, ending], ['short', 'cut']);
  });

  it('may be reset before it begins', async () => {
    const { status, body, ending } = await play({ headers: false, pieces: ['never'], ending: 'reset' });
    assert.deepEqual([status, body, ending], [undefined, '', 'reset']);
  });

  it('may be without end: pieces are made as the client reads, and no more once it left', async () => {
    let made = 0;
    let left = false;
    const pieces: Transcript['pieces'] = {
      *[Symbol.iterator]() {
        try {
          for (;;) yield `data: ${made++}\n\n`;
        } finally {
          left = true;
        }
      },
    };
    const running = await start({ answer: { pieces } });
    const { ending } = await wires.openAI(running, { ...asking, until: 'data: 9\n\n' });
    await running.socketsClosed();
    await until(() => left);
    assert.equal(ending, 'left');
  });

  it('waits for a client that does not read', async () => {
    const PIECE = 'x'.repeat(65_536);
    let made = 0;
    const pieces: Transcript['pieces'] = {
      *[Symbol.iterator]() {
        while (made < 2000) {
          made++;
          yield PIECE;
        }
      },
    };
    const running = await start({ answer: { pieces } });
    const client = await openRaw(running, 'default-of-the-test');
    client.pause();
    await untilQuiet(() => made);
    assert.isAbove(made, 0);
    assert.isBelow(made, 1000);
    client.destroy();
    await running.socketsClosed();
  });

  describe('the pace', () => {
    it('sends a piece at once, and the next only when its time has come', async () => {
      const running = await start({ answer: { pieces: ['now', 'later'] }, paceMs: 3_600_000 });
      const { body, ending } = await wires.openAI(running, { ...asking, until: 'now' });
      assert.deepEqual([body, ending], ['now', 'left']);
    });

    it('is a natural one by default', async () => {
      const running = await start({ answer: { pieces: ['word ', 'by ', 'word', '!'] }, paceMs: undefined });
      const startedAt = performance.now();
      const { body } = await wires.openAI(running, asking);
      assert.equal(body, 'word by word!');
      // Three pauses of 30 ms; a timer may be early by less than one.
      assert.isAtLeast(performance.now() - startedAt, 85);
    });
  });
});

/** Settles when a count has stood still for a fifth of a second. */
async function untilQuiet(count: () => number): Promise<void> {
  for (let last = -1; last !== count();) {
    last = count();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
