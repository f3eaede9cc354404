import { assert } from 'chai';
import { finalize, NEVER, throwError } from 'rxjs';
import { ProviderError } from '../../../../lib/errors/ProviderError.ts';
import { Answers } from '../../../../lib/cli/serve/http/Answers.ts';
import { createHandler } from '../../../../lib/cli/serve/http/createHandler.ts';
import { memoryLog } from '../../../../lib/relay/memoryLog.ts';
import type { ChatSourceLike } from '../../../../lib/sources/ChatSource.ts';
import { script } from '../../../../lib/testing/script.ts';

const ORIGIN = 'http://127.0.0.1:8787';
const ID = '0123456789abcdef';
const PAGE = new Map([['/', { type: 'text/html; charset=utf-8', bytes: new TextEncoder().encode('<!doctype html>') }]]);
const SETTINGS = { provider: 'script', model: 'm', log: true, canned: false };

type Handler = (request: Request) => Promise<Response>;

const question = { id: ID, messages: [{ role: 'user', content: 'Hi' }] };

describe('the handler of rxllm serve', () => {
  it('serves the page under a strict policy', async () => {
    const response = await handlerOf()(new Request(ORIGIN));
    assert.strictEqual(await response.text(), '<!doctype html>');
    const { headers } = response;
    assert.strictEqual(headers.get('content-type'), 'text/html; charset=utf-8');
    const policy = headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';/);
    assert.notMatch(policy, /unsafe|\*|https?:|data:/);
    assert.strictEqual(headers.get('x-content-type-options'), 'nosniff');
    assert.strictEqual(headers.get('referrer-policy'), 'no-referrer');
  });

  it('serves the head of the page alone where that is asked', async () => {
    const response = await handlerOf()(new Request(ORIGIN, { method: 'HEAD' }));
    assert.strictEqual(response.headers.get('content-length'), '15');
    assert.strictEqual(await response.text(), '');
  });

  it('tells the page its settings', async () => {
    assert.deepEqual(await (await handlerOf()(new Request(`${ORIGIN}/settings`))).json(), SETTINGS);
  });

  it("leaves OpenAI's paths to the gateway", async () => {
    assert.strictEqual(await (await handlerOf()(new Request(`${ORIGIN}/v1/models`))).text(), 'gateway /v1/models');
  });

  const refusals: readonly (readonly [string, string, number])[] = [
    ['GET', '/favicon.ico', 404],
    ['GET', '/page.js/', 404],
    ['GET', '/answers/short', 404],
    ['GET', '/answers/../settings/x', 404],
    ['POST', '/', 405],
    ['GET', '/answers', 405],
    ['POST', `/answers/${ID}`, 405],
    ['GET', `/answers/${ID}?after=-1`, 400],
  ];
  for (const [method, path, status] of refusals) {
    it(`answers ${method} ${path} by ${status}`, async () => {
      const response = await handlerOf()(new Request(ORIGIN + path, { method }));
      assert.strictEqual(response.status, status);
      assert.isString(((await response.json()) as { readonly error: { readonly message: string } }).error.message);
    });
  }

  describe('asked by a page of another name', () => {
    it('refuses, whatever is asked', async () => {
      const response = await handlerOf()(named('evil.example', { 'sec-fetch-site': 'same-origin' }));
      assert.strictEqual(response.status, 421);
      assert.strictEqual((await handlerOf()(named('evil.example', { origin: 'http://evil.example' }))).status, 421);
    });

    it('answers programs, and pages of its own', async () => {
      assert.strictEqual((await handlerOf()(named('gateway.example', {}))).status, 200);
      assert.strictEqual((await handlerOf()(named('localhost:8787', { 'sec-fetch-site': 'same-origin' }))).status, 200);
    });
  });

  describe('an answer', () => {
    it('comes as chunks, with positions where there is a log', async () => {
      const text = await (await handlerOf()(post(question))).text();
      assert.match(text, /^id: 1\ndata: \{"type":"start"/);
      assert.match(text, /id: 2\ndata: \{"type":"text","choice":0,"text":"Hello"\}\n\n/);
      assert.match(text, /event: end\ndata: \{\}\n\n$/);
    });

    it('is asked for once, and read as often as anybody wants', async () => {
      const source = script(['Hello']);
      const handler = handlerOf(source);
      const [first, second] = await Promise.all([handler(post(question)), handler(post(question))]);
      const texts = await Promise.all([first.text(), second.text()]);
      assert.strictEqual(texts[0], texts[1]);
      const rest = await (await handler(new Request(`${ORIGIN}/answers/${ID}?after=1`))).text();
      assert.match(rest, /^id: 2\n/);
      assert.strictEqual(source.requests.length, 1);
      assert.deepEqual(source.requests[0]?.messages, question.messages as never);
    });

    it('takes nothing of the page but the model and the messages', async () => {
      const source = script(['Hello']);
      const response = await handlerOf(source)(post({ ...question, proxy: 'http://evil.example' }));
      assert.strictEqual(response.status, 400);
      assert.strictEqual(source.requests.length, 0);
    });

    it('is not asked for by a page of another origin, which may send no JSON', async () => {
      const source = script(['Hello']);
      const foreign = { host: '127.0.0.1:8787', origin: 'http://evil.example', 'content-type': 'text/plain' };
      assert.strictEqual((await handlerOf(source)(post(question, foreign))).status, 415);
      assert.strictEqual(source.requests.length, 0);
    });

    it('tells of its failure by an event, with the kind, and tells the server all of it', async () => {
      const error = new ProviderError({ kind: 'auth', inBand: false, retryable: false, detail: 'a secret' });
      const seen: unknown[] = [];
      const source = { name: 'failing', stream: () => throwError(() => error) };
      const handler = handlerOf(source, { keeps: false, onError: (failure: unknown) => seen.push(failure) });
      const response = await handler(post(question));
      assert.strictEqual(response.status, 200);
      const text = await response.text();
      assert.match(text, /^event: error\ndata: \{"name":"ProviderError",.*"kind":"auth"/);
      assert.notInclude(text, 'a secret');
      assert.deepEqual(seen, [error]);
    });

    it('is stopped', async () => {
      let stopped = false;
      const source = { name: 'silent', stream: () => NEVER.pipe(finalize(() => (stopped = true))) };
      const handler = handlerOf(source);
      const reading = await handler(post(question));
      const response = await handler(new Request(`${ORIGIN}/answers/${ID}`, { method: 'DELETE' }));
      assert.deepEqual(await response.json(), { type: 'stopped' });
      assert.match(await reading.text(), /event: error\n.*"name":"AbortError"/s);
      assert.isTrue(stopped);
    });

    it('is never asked for where the stop came first', async () => {
      const source = script(['Hello']);
      const handler = handlerOf(source);
      await handler(new Request(`${ORIGIN}/answers/${ID}`, { method: 'DELETE' }));
      assert.match(await (await handler(post(question))).text(), /"name":"AbortError"/);
      assert.strictEqual(source.requests.length, 0);
    });

    it('says what really ended it, where that came before the stop', async () => {
      const handler = handlerOf();
      await (await handler(post(question))).text();
      const response = await handler(new Request(`${ORIGIN}/answers/${ID}`, { method: 'DELETE' }));
      assert.deepEqual(await response.json(), { type: 'complete' });
    });

    it('cannot be read again without a log', async () => {
      const handler = handlerOf(undefined, { keeps: false });
      await (await handler(post(question))).text();
      for (const method of ['GET', 'DELETE']) {
        assert.strictEqual((await handler(new Request(`${ORIGIN}/answers/${ID}`, { method }))).status, 404);
      }
    });
  });
});

const ignore = (_error: unknown): void => undefined;

const handlerOf = (source: ChatSourceLike = script(['Hello']), { keeps = true, onError = ignore } = {}): Handler =>
  createHandler({
    gateway: async ({ url }) => new Response(`gateway ${new URL(url).pathname}`),
    answers: new Answers({ source, log: keeps ? memoryLog() : undefined, onError }),
    page: PAGE,
    settings: SETTINGS,
    host: '127.0.0.1',
  });

const post = (body: unknown, headers: Readonly<Record<string, string>> = {}): Request =>
  new Request(`${ORIGIN}/answers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const named = (host: string, headers: Readonly<Record<string, string>>): Request =>
  new Request(`${ORIGIN}/settings`, { headers: { host, ...headers } });
