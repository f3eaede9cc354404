import { assert, expect } from 'chai';
import { type Either, left, right } from 'fp-ts/lib/Either.js';
import { MalformedFrameError, openAICompatible, type MalformedFrame } from '../../lib/index.ts';
import { dropMalformed } from '../../lib/answer/dropMalformed.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf } from '../support/outcome.ts';
import { type BytesServer, serveBytes } from '../support/serveBytes.ts';
import { DONE, frame, text } from '../support/wire.ts';

const bad: MalformedFrame = { reason: 'shape', data: '5', index: 1, errors: ['ChatFrame'] };
const frames: Readonly<Record<string, Either<MalformedFrame, string>>> = { a: right('a'), b: right('b'), x: left(bad) };

describe('dropMalformed', () => {
  it('skips what is malformed where nothing is said', () => {
    for (const policy of ['skip', undefined] as const) {
      runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
        const source = hot('-a-x-b-|', frames);
        const subs = '      ^------!';
        const expected = '  -a---b-|';

        expectObservable(source.pipe(dropMalformed(policy))).toBe(expected);
        expectSubscriptions(source.subscriptions).toBe(subs);
      });
    }
  });

  it("fails at the first with 'fail', and unsubscribes the source", () => {
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-a-x-b-|', frames);
      const subs = '      ^--!    ';
      const expected = '  -a-#    ';

      expectObservable(source.pipe(dropMalformed('fail'))).toBe(expected, undefined, new MalformedFrameError(bad));
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('tells a function of each, and goes on', () => {
    const told: MalformedFrame[] = [];
    runMarbles(({ hot, expectObservable }) => {
      const source = hot('-a-x-x-b-|', frames);
      const expected = '  -a-----b-|';

      expectObservable(source.pipe(dropMalformed((malformed) => told.push(malformed)))).toBe(expected);
    });
    assert.deepEqual(told, [bad, bad]);
  });

  it('passes on what the function throws, unchanged, and unsubscribes the source', () => {
    const mine = new TypeError('mine');
    runMarbles(({ hot, expectObservable, expectSubscriptions }) => {
      const source = hot('-a-x-b-|', frames);
      const subs = '      ^--!    ';
      const expected = '  -a-#    ';
      const thrown = source.pipe(
        dropMalformed(() => {
          throw mine;
        }),
      );

      expectObservable(thrown).toBe(expected, undefined, mine);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  describe("in a provider's stream", () => {
    let server: BytesServer;
    before(async () => {
      server = await serveBytes();
    });
    after(() => server.close());

    it('its error knows provider, model, request and whether content had come, and holds no key', async () => {
      server.serve({
        headers: { 'content-type': 'text/event-stream', 'x-request-id': 'r-1' },
        body: [text('Hi'), frame('{"choices":"key-4711"}'), DONE],
      });
      const provider = openAICompatible({ baseUrl: server.url, apiKey: 'key-4711', onMalformed: 'fail', name: 'mine' });
      const request = { model: 'm', messages: [{ role: 'user', content: 'Hello' }] } as const;
      const error = await errorOf(provider.stream(request));
      expect(error).to.include({
        name: 'MalformedFrameError',
        provider: 'mine',
        model: 'm',
        requestId: 'r-1',
        contentReceived: true,
      });
      expect(error['frame']).to.include({ index: 1, data: '{"choices":"[redacted]"}' });
    });
  });
});
