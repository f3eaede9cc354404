import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { assert } from 'chai';
import { isRedisInstalled, startRedis } from '../../support/startRedis.ts';
import { runCommand } from '../runCommand.ts';
import { describeUnless } from './describeUnless.ts';
import { missingBuild, runServe, type Serve, startServe } from './startServe.ts';
import { startUpstream, type Upstream } from './upstream.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const ID = 'an-id-of-the-page-1';

describe('rxllm serve', function () {
  this.timeout(60_000);

  describe('bad usage: one line and exit 2', () => {
    const table: readonly (readonly [readonly string[], string])[] = [
      [['--port', '65536'], '--port must be a number from 0 to 65535'],
      [['--port', 'http'], '--port must be a number from 0 to 65535'],
      [['--log', 'disk'], '--log must be memory, or a URL that begins with redis:// or rediss://'],
      [['--log', 'http://me:secret@host'], '--log must be memory, or a URL that begins with redis:// or rediss://'],
      [['--retries', 'x'], '--retries must be a number from 0 to 999'],
      [['Hello'], "too many arguments for 'serve'. Expected 0 arguments but got 1."],
      [['--hsot', '::'], "unknown option '--hsot' (Did you mean --host?)"],
    ];
    for (const [argv, complaint] of table) {
      it(JSON.stringify(argv.join(' ')), async () => {
        assert.deepEqual(await runCommand(['serve', ...argv]), {
          code: 2,
          stdout: '',
          stderr: `rxllm: ${complaint}\n`,
        });
      });
    }
  });

  describeUnless(missingBuild, 'as a process', () => {
    let upstream: Upstream;
    let running: Serve[];

    beforeEach(async () => {
      running = [];
      upstream = await startUpstream();
    });
    afterEach(async () => {
      for (const serve of running) await serve.close();
      await upstream.server.close();
    });

    const start = async (...argv: readonly string[]): Promise<Serve> => {
      const serve = await startServe(...upstream.options, ...argv);
      running.push(serve);
      return serve;
    };
    it('prints its addresses, and answers there', async () => {
      const { url, stdout, stderr, tells } = await start();
      await tells('Ctrl-C ends it.\n');
      assert.match(stdout(), /^chat page {3}http:\/\/127\.0\.0\.1:\d+\nOpenAI API {2}http:\/\/127\.0\.0\.1:\d+\/v1\n$/);
      assert.strictEqual(stderr(), 'openai · small\nCtrl-C ends it.\n');
      const page = await fetch(url);
      assert.strictEqual(page.headers.get('content-type'), 'text/html; charset=utf-8');
      const models = (await (await fetch(`${url}/v1/models`)).json()) as { readonly data: readonly { id: string }[] };
      assert.deepEqual(
        models.data.map(({ id }) => id),
        ['small', 'large'],
      );
      const response = await complete(url, { stream: true });
      const answer = await upstream.answer(0);
      answer.say('Hi');
      answer.finish();
      assert.match(await response.text(), /"delta":\{"content":"Hi"\}.*data: \[DONE\]\n\n$/s);
    });

    it('asks the model of the command line where a request names none, with its instructions', async () => {
      const { url } = await start('--system', 'Be brief.');
      void complete(url, {});
      const answer = await upstream.answer(0);
      assert.deepEqual(answer.messages(), ['Be brief.', 'Hello']);
      assert.deepInclude(JSON.parse(answer.received.body), { model: 'small' });
      void complete(url, { model: 'large', messages: [{ role: 'system', content: 'Be long.' }] });
      const other = await upstream.answer(1);
      assert.deepEqual(other.messages(), ['Be long.']);
      assert.deepInclude(JSON.parse(other.received.body), { model: 'large' });
      answer.cut();
      other.cut();
    });

    it('tells the terminal why, and the client that it failed', async () => {
      const serve = await startServe('--embedded', '-p', 'openai', '--retries', '0');
      running.push(serve);
      const response = await complete(serve.url, { model: 'unauthorized' });
      assert.strictEqual(response.status, 502);
      assert.notInclude(await response.text(), 'API key');
      await serve.tells('rxllm: provider error (auth 401 invalid_api_key): Canned: incorrect API key provided.\n');
    });

    it('closes the socket of the model when a client leaves', async () => {
      const { url } = await start();
      const leaving = new AbortController();
      const response = fetch(`${url}/v1/chat/completions`, {
        method: 'POST',
        headers: JSON_TYPE,
        body: '{"stream":true,"messages":[{"role":"user","content":"Hello"}]}',
        signal: leaving.signal,
      });
      const answer = await upstream.answer(0);
      leaving.abort();
      await response.catch(() => undefined);
      await answer.closed;
    });

    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      it(`ends by ${signal} with everything closed, and exits ${code}`, async () => {
        const serve = await start('--log', 'memory');
        const asked = Promise.allSettled([complete(serve.url, { stream: true }), post(serve.url, ID)]);
        const answers = [await upstream.answer(0), await upstream.answer(1)];
        serve.child.kill(signal);
        assert.strictEqual(await serve.code, code);
        for (const { closed } of answers) await closed;
        await asked;
        assert.strictEqual(serve.stderr(), 'openai · small\nCtrl-C ends it.\n');
      });
    }

    it('says so where the port is in use', async () => {
      const { url } = await start();
      const second = runServe('--embedded', '--port', new URL(url).port);
      const [[exitCode], stderr] = await Promise.all([once(second, 'close'), text(second.stderr as never)]);
      assert.strictEqual(exitCode, 1);
      assert.strictEqual(
        stderr,
        `rxllm: port ${new URL(url).port} is in use (choose another one with --port; 0 picks a free one)\n`,
      );
    });

    it('warns where other machines reach it', async () => {
      const { url, tells } = await start('--host', '0.0.0.0');
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
      await tells('rxllm: anyone who can reach this address can send requests at your expense: no key is required\n');
    });

    it('says so where no Redis answers', async () => {
      const child = runServe('--embedded', '--port', '0', '--log', 'redis://:secret@127.0.0.1:1');
      const [[exitCode], stderr] = await Promise.all([once(child, 'close'), text(child.stderr as never)]);
      assert.strictEqual(exitCode, 1);
      assert.strictEqual(
        stderr,
        'rxllm: Redis cannot be used: ECONNREFUSED (tried 127.0.0.1:1; check --log and the server there)\n',
      );
    });

    describeUnless(isRedisInstalled ? undefined : 'apt-get install redis-server', 'with Redis', () => {
      it('goes on reading, and stops, at another server', async () => {
        const redis = await startRedis();
        try {
          const [first, second] = await Promise.all([start('--log', redis.url), start('--log', redis.url)]);
          void post(first.url, ID).catch(() => undefined);
          const answer = await upstream.answer(0);
          answer.say('One');
          const reading = await fetch(`${second.url}/answers/${ID}?after=0`);
          const stopped = await fetch(`${second.url}/answers/${ID}`, { method: 'DELETE' });
          assert.deepEqual(await stopped.json(), { type: 'stopped' });
          await answer.closed;
          assert.match(await reading.text(), /"text":"One".*event: error\ndata: \{"name":"AbortError"/s);
        } finally {
          await redis.close();
        }
      });

      it('stops at its end what it has begun, so that readers elsewhere need not wait', async () => {
        const redis = await startRedis();
        try {
          const [first, second] = await Promise.all([start('--log', redis.url), start('--log', redis.url)]);
          void post(first.url, ID).catch(() => undefined);
          const answer = await upstream.answer(0);
          answer.say('One');
          const reading = await fetch(`${second.url}/answers/${ID}?after=0`);
          first.child.kill('SIGINT');
          assert.strictEqual(await first.code, 130);
          assert.match(await reading.text(), /event: error\ndata: \{"name":"AbortError"/s);
        } finally {
          await redis.close();
        }
      });

      it('tells once that Redis is out of reach', async () => {
        const redis = await startRedis();
        try {
          const serve = await start('--log', redis.url);
          await redis.kill();
          await serve.tells(`rxllm: Redis at 127.0.0.1:${redis.port} cannot be reached`);
          await redis.restart();
          assert.strictEqual(serve.stderr().split('cannot be reached').length, 2);
        } finally {
          await redis.close();
        }
      });
    });
  });
});

const complete = (url: string, body: object): Promise<Response> =>
  fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: JSON_TYPE,
    body: JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }], ...body }),
  });
const post = (url: string, id: string): Promise<Response> =>
  fetch(`${url}/answers`, {
    method: 'POST',
    headers: JSON_TYPE,
    body: JSON.stringify({ id, messages: [{ role: 'user', content: 'Hello' }] }),
  });
