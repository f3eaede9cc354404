import { assert, expect } from 'chai';
import { left, right } from 'fp-ts/lib/Either.js';
import { of } from 'rxjs';
import { dropMalformed } from '../../lib/operators/dropMalformed.ts';
import { openAICompatible } from '../../lib/providers/openAICompatible.ts';
import type { MalformedFrame } from '../../lib/types/MalformedFrame.ts';
import { drain } from '../support/drain.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { type BytesServer, serveBytes } from '../support/serveBytes.ts';
import { DONE, frame, text } from '../support/wire.ts';

describe('dropMalformed', () => {
  const bad: MalformedFrame = { reason: 'json', data: 'x', index: 1, errors: ['no JSON'] };
  const source = of(right('a'), left(bad), right('b'));

  it('skips malformed frames where nothing is said', () => {
    assert.deepEqual(drain(source.pipe(dropMalformed())), ['a', 'b']);
    assert.deepEqual(drain(source.pipe(dropMalformed('skip'))), ['a', 'b']);
  });

  it('tells a function of each, and goes on', () => {
    const told: MalformedFrame[] = [];
    assert.deepEqual(drain(source.pipe(dropMalformed((malformed) => void told.push(malformed)))), ['a', 'b']);
    assert.deepEqual(told, [bad]);
  });

  it('passes on what the function throws, unchanged', async () => {
    const mine = new Error('mine');
    const { values, error } = await outcomeOf(
      source.pipe(
        dropMalformed(() => {
          throw mine;
        }),
      ),
    );
    assert.deepEqual(values, ['a']);
    assert.strictEqual(error, mine);
  });

  it('fails at the first where that is asked', async () => {
    const { values, error } = await outcomeOf(source.pipe(dropMalformed('fail')));
    assert.deepEqual(values, ['a']);
    expect(error).to.include({ name: 'MalformedFrameError', retryable: false });
    assert.deepEqual((error as { readonly frame?: unknown }).frame, bad);
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
