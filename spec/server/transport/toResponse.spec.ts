import { assert, expect } from 'chai';
import { concat, EMPTY, NEVER, Observable, of, Subject, throwError } from 'rxjs';
import { type Chunk, ConnectionError, ProviderError } from '../../../lib/index.ts';
import { openAIFrames, sseChunks, toResponse, type ToResponseOptions, uiMessages } from '../../../lib/server/index.ts';
import { PausableSource } from '../../support/PausableSource.ts';
import { watchedController } from '../../support/watchSignal.ts';

const COMMENT = ': keep-alive\n\n';
const limited = new ProviderError({
  kind: 'rate-limit',
  inBand: false,
  detail: 'slow down',
  retryable: true,
  retryAfterMs: 1500,
});
const lost = new ConnectionError('ECONNRESET');

/** Counts its subscriptions and remembers whether it is still subscribed. */
function watched<T>(source: Observable<T>): { source: Observable<T>; asked: () => number; isOpen: () => boolean } {
  let [asked, open] = [0, 0];
  return {
    source: new Observable<T>((subscriber) => {
      asked++;
      open++;
      subscriber.add(() => open--);
      return source.subscribe(subscriber);
    }),
    asked: () => asked,
    isOpen: () => open > 0,
  };
}

const read = async (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | undefined> => {
  const { value } = await reader.read();
  return value && new TextDecoder().decode(value);
};

describe('toResponse', () => {
  it('is a stream of events that no proxy keeps back', async () => {
    const response = await toResponse(of('data: a\n\n', 'data: ü\n\n'));
    assert.equal(response.status, 200);
    assert.deepEqual(Object.fromEntries(response.headers), {
      'cache-control': 'no-cache, no-transform',
      'content-type': 'text/event-stream',
      'x-accel-buffering': 'no',
    });
    assert.equal(await response.text(), 'data: a\n\ndata: ü\n\n');
  });

  it('has the status and the headers that it is given, in any form', async () => {
    const forms = [
      { 'X-Team': 'a', 'content-type': 'text/plain' },
      [
        ['x-team', 'a'],
        ['content-type', 'text/plain'],
      ],
    ];
    for (const headers of [...forms, new Headers(forms[0] as Record<string, string>)]) {
      const response = await toResponse(of('x'), { status: 201, headers: headers as never });
      assert.equal(response.status, 201);
      expect(Object.fromEntries(response.headers)).to.include({ 'x-team': 'a', 'content-type': 'text/plain' });
    }
    const cookies = await toResponse(of('x'), {
      headers: { 'set-cookie': ['a=1', 'b=2'], 'x-count': 5, 'x-none': undefined },
    });
    assert.deepEqual(cookies.headers.getSetCookie(), ['a=1', 'b=2']);
    expect(cookies.headers.get('x-count')).to.equal('5');
    assert.isFalse(cookies.headers.has('x-none'));
  });

  it('asks once, and nothing again for a second read', async () => {
    const text = watched(of('a'));
    const response = await toResponse(text.source);
    await response.text();
    assert.equal(text.asked(), 1);
  });

  it('gives each text when it comes', async () => {
    const source = new Subject<string>();
    const opened = toResponse(source);
    source.next('a');
    const response = await opened;
    const reader = response.body?.getReader();
    assert(reader);
    assert.equal(await read(reader), 'a');
    const next = read(reader);
    source.next('b');
    assert.equal(await next, 'b');
    source.complete();
    assert.isUndefined(await read(reader));
  });

  describe('a failure before the first text', () => {
    it('is a status and JSON', async () => {
      const response = await toResponse(
        throwError(() => limited),
        { headers: { 'access-control-allow-origin': '*' } },
      );
      assert.equal(response.status, 429);
      expect(Object.fromEntries(response.headers)).to.deep.equal({
        'access-control-allow-origin': '*',
        'cache-control': 'no-store',
        'content-length': '101',
        'content-type': 'application/json',
        'retry-after': '2',
        'retry-after-ms': '1500',
        'x-content-type-options': 'nosniff',
        'x-should-retry': 'false',
      });
      assert.equal(
        await response.text(),
        '{"error":{"message":"slow down","type":"rate_limit_error","param":null,"code":"rate_limit_exceeded"}}',
      );
    });

    it('is its words alone where they are asked for', async () => {
      const response = await toResponse(
        throwError(() => lost),
        { errorBody: 'text', headers: { 'content-type': 'x/y' } },
      );
      assert.equal(response.status, 502);
      assert.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8');
      assert.equal(await response.text(), 'The model service cannot be reached.');
    });

    it('tells nothing of an error of somebody else', async () => {
      const response = await toResponse(throwError(() => new TypeError('secret')));
      assert.equal(response.status, 500);
      expect(await response.text()).to.not.include('secret');
    });
  });

  describe('a model that is silent for longer than the status waits', () => {
    const options: ToResponseOptions = { holdStatusMs: 1, heartbeatMs: 5 };

    it('gets a 200, a comment at once, and a comment each time that it is silent again', async () => {
      const source = new Subject<string>();
      const response = await toResponse(source, options);
      assert.equal(response.status, 200);
      const reader = response.body?.getReader();
      assert(reader);
      assert.equal(await read(reader), COMMENT);
      assert.equal(await read(reader), COMMENT);
      source.next('a');
      assert.equal(await read(reader), 'a');
      assert.equal(await read(reader), COMMENT);
      await reader.cancel();
    });

    const frames = {
      openAIFrames: [
        openAIFrames(),
        'data: {"error":{"message":"The model service cannot be reached.","type":"server_error","param":null,"code":null}}\n\n',
      ],
      uiMessages: [
        uiMessages(),
        'data: {"type":"start"}\n\ndata: {"type":"error","errorText":"The model service cannot be reached."}\n\n',
      ],
      sseChunks: [
        sseChunks(),
        'event: error\nid: 0\ndata: {"name":"ConnectionError","retryable":true,"contentReceived":false,"detail":"The model service cannot be reached."}\n\n',
      ],
    } as const;
    for (const [name, [encoder, frame]] of Object.entries(frames)) {
      it(`and then fails, tells so in the words of ${name}`, async () => {
        const source = new Subject<Chunk>();
        const response = await toResponse(source.pipe(encoder), { holdStatusMs: 1 });
        const reader = response.body?.getReader();
        assert(reader);
        assert.equal(await read(reader), COMMENT);
        source.error(lost);
        assert.equal(await read(reader), frame);
        assert.isUndefined(await read(reader));
      });
    }

    it('and then fails without an encoder, breaks the connection', async () => {
      const source = new Subject<string>();
      const response = await toResponse(source, { holdStatusMs: 1 });
      const body = response.text();
      source.error(lost);
      assert.strictEqual(await body.catch((error: unknown) => error), lost);
    });

    for (const [what, own] of Object.entries({
      'is told not to': { heartbeatMs: false },
      'is not a stream of events': { headers: { 'content-type': 'text/plain' } },
    } as Record<string, ToResponseOptions>)) {
      it(`gets no comment where it ${what}`, async () => {
        const source = new Subject<string>();
        const response = await toResponse(source, { ...options, ...own });
        const body = response.text();
        await new Promise((resolve) => setTimeout(resolve, 20));
        source.next('a');
        source.complete();
        assert.equal(await body, 'a');
      });
    }
  });

  it('breaks the connection where a text fails that nobody ends, so that it does not pass for whole', async () => {
    const response = await toResponse(
      concat(
        of('a'),
        throwError(() => lost),
      ),
    );
    assert.strictEqual(await response.text().catch((error: unknown) => error), lost);
  });

  describe('a reader that leaves', () => {
    it('unsubscribes the text while it is silent', async () => {
      const text = watched(concat(of('a'), NEVER));
      const response = await toResponse(text.source);
      const reader = response.body?.getReader();
      assert(reader);
      await read(reader);
      const pending = reader.read();
      await reader.cancel();
      assert.isFalse(text.isOpen());
      assert.isTrue((await pending).done);
    });

    it('before it has read', async () => {
      const text = watched(concat(of('a'), NEVER));
      const response = await toResponse(text.source);
      await response.body?.cancel();
      assert.isFalse(text.isOpen());
    });

    it('before the first text, by the signal of its request', async () => {
      const { controller, listeners } = watchedController();
      const text = watched<string>(NEVER);
      const opened = toResponse(text.source, { request: { headers: {}, signal: controller.signal } });
      assert.isTrue(text.isOpen());
      controller.abort();
      assert.isFalse(text.isOpen());
      assert.equal(listeners(), 0);
      assert.equal(await (await opened).text(), '');
    });

    it('before it was answered at all', async () => {
      const text = watched<string>(NEVER);
      await toResponse(text.source, { request: { headers: {}, signal: AbortSignal.abort() } });
      assert.equal(text.asked(), 0);
    });

    it('leaves no listener on the signal when the text has ended', async () => {
      const { controller, listeners, added } = watchedController();
      const response = await toResponse(of('a'), { request: { headers: {}, signal: controller.signal } });
      await response.text();
      assert.equal(added(), 1);
      assert.equal(listeners(), 0);
    });
  });

  it('pauses the model for a reader that does not read', async () => {
    const source = new PausableSource<string>();
    const opened = toResponse(source);
    source.emit('x'.repeat(100_000));
    const response = await opened;
    assert.isTrue(source.paused);
    const reader = response.body?.getReader();
    assert(reader);
    await read(reader);
    assert.isFalse(source.paused);
    await reader.cancel();
  });

  describe('a request that the answer is not for', () => {
    for (const [what, request] of Object.entries({
      'an EventSource that connects again': { headers: new Headers({ 'Last-Event-ID': '0' }) },
      'one of Node’s': { headers: { 'last-event-id': '17' } },
      'one with an empty id': { headers: { 'last-event-id': '' } },
    })) {
      it(`is answered by 204, and nobody is asked: ${what}`, async () => {
        const text = watched(of('a'));
        const response = await toResponse(text.source, { request, headers: { 'x-team': 'a', 'content-type': 'x/y' } });
        assert.equal(response.status, 204);
        assert.isNull(response.body);
        assert.deepEqual(Object.fromEntries(response.headers), { 'cache-control': 'no-store', 'x-team': 'a' });
        assert.equal(text.asked(), 0);
      });
    }

    it('unless the text goes on where its reader left', async () => {
      const request = { headers: { 'last-event-id': '7' } };
      assert.equal(await (await toResponse(of('a'), { request, resumes: true })).text(), 'a');
    });

    it('is a HEAD, which gets the head', async () => {
      const text = watched(of('a'));
      const response = await toResponse(text.source, { request: new Request('http://a.test', { method: 'HEAD' }) });
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('content-type'), 'text/event-stream');
      assert.isNull(response.body);
      assert.equal(text.asked(), 0);
    });
  });

  it('is empty where the text is', async () => {
    assert.equal(await (await toResponse(EMPTY)).text(), '');
  });

  describe('rejects, and asks nobody, for', () => {
    for (const [what, options] of Object.entries({
      'options/heartbeatMS': { heartbeatMS: 5 },
      'options/heartbeatMs': { heartbeatMs: 0 },
      'options/holdStatusMs': { holdStatusMs: -1 },
      'options/status': { status: 204 },
      'options/errorBody': { errorBody: 'xml' },
      'options/request': { request: 'x' },
      'options/headers/x-team': { headers: { 'x-team': 'a\r\nx-admin: yes' } },
      'options/headers/x team': { headers: { 'x team': 'a' } },
    })) {
      it(what, async () => {
        const text = watched(of('a'));
        const error: unknown = await toResponse(text.source, options as never).catch((reason: unknown) => reason);
        expect(error).to.include({ name: 'InvalidRequestError' });
        expect((error as { paths: string[] }).paths).to.deep.equal([what]);
        assert.equal(text.asked(), 0);
      });
    }
  });
});
