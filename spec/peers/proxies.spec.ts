import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { assert, expect } from 'chai';
import { concat, NEVER, of, throwError } from 'rxjs';
import { type Chunk, DeadlineError } from '../../lib/index.ts';
import { type ResponseOptions, sseChunks, toNodeResponse } from '../../lib/server/index.ts';
import { PausableSource } from '../support/PausableSource.ts';
import { bodyOf, type NodeServer, open, serveNode } from '../server/serveNode.ts';
import { arePeersInstalled, describeWithPeers } from './peers.ts';
import { accepts, freePort } from '../support/ports.ts';

const require = createRequire(import.meta.url);
/** What arrives, arrives in some milliseconds; what is kept back, not before its end. */
const KEPT_BACK_MS = 500;

/** One word, and then silence. */
const word$ = concat(of<Chunk>({ type: 'start' }), NEVER);

/** Does the first word arrive while the model is silent? The head of a compressed body is none. */
async function arrives(url: string): Promise<boolean> {
  const opened = open(url, { 'accept-encoding': 'gzip' });
  const word = opened.then(async (response) => {
    const isCompressed = response.headers['content-encoding'] === 'gzip';
    await once(isCompressed ? response.pipe(createGunzip()) : response, 'data');
    return true;
  });
  const hasCome = await Promise.race([word.catch(() => false), sleep(KEPT_BACK_MS, false)]);
  void opened.then((response) => response.destroy());
  return hasCome;
}

const serving =
  (options: ResponseOptions = {}): RequestListener =>
  (_request, response) =>
    void toNodeResponse(word$.pipe(sseChunks()), response, options);

describeWithPeers('compression() of Express', arePeersInstalled, () => {
  type Compression = () => (request: unknown, response: unknown, next: () => void) => void;

  let server: NodeServer;

  const compressing = async (listener: RequestListener): Promise<string> => {
    const compress = (require('compression') as Compression)();
    server = await serveNode((request, response) => compress(request, response, () => listener(request, response)));
    return server.url;
  };

  afterEach(() => server.close());

  it('lets our text through, as it comes', async () => {
    assert.isTrue(await arrives(await compressing(serving())));
  });

  it('keeps text back that does not forbid it', async () => {
    assert.isFalse(await arrives(await compressing(serving({ headers: { 'cache-control': 'no-cache' } }))));
  });
});

const hasNginx = ((): boolean => {
  try {
    execFileSync('nginx', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describeWithPeers(
  'nginx, as it is installed, with gzip',
  hasNginx,
  () => {
    let nginx: Nginx;
    let behind: NodeServer;
    let listener: RequestListener;

    before(async function () {
      this.timeout(20_000);
      behind = await serveNode((request, response) => listener(request, response));
      nginx = await Nginx.start(behind.port);
    });

    after(async () => {
      await nginx.stop();
      await behind.close();
    });

    it('lets our text through, as it comes', async () => {
      listener = serving();
      assert.isTrue(await arrives(nginx.url));
    });

    it('keeps text back that does not say x-accel-buffering: no', async () => {
      listener = serving({ headers: { 'x-accel-buffering': 'yes' } });
      assert.isFalse(await arrives(nginx.url));
    });

    it('tells us of a reader that leaves while the model is silent', async () => {
      const source = new PausableSource<Chunk>();
      listener = (_request, response) => void toNodeResponse(source.pipe(sseChunks()), response);
      const opened = open(nginx.url);
      while (!source.observed) await sleep(5);
      source.emit({ type: 'start' });
      const response = await opened;
      await once(response, 'data');
      response.destroy();
      while (source.observed) await sleep(5);
    });

    it('passes status and error of a failure on', async () => {
      const failure$ = throwError(() => new DeadlineError('headers', 1000));
      listener = (_request, response) => void toNodeResponse(failure$.pipe(sseChunks()), response);
      const response = await open(nginx.url);
      assert.equal(response.statusCode, 504);
      expect((await bodyOf(response)).body).to.include('"message":"The model did not answer in time."');
    });
  },
  'apt-get install nginx',
);

/** A proxy of Debian's, with its defaults and compression. */
class Nginx {
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly url: string;

  private constructor(folder: string, child: ChildProcess, port: number) {
    this.#folder = folder;
    this.#child = child;
    this.url = `http://127.0.0.1:${port}/`;
  }

  static async start(port: number): Promise<Nginx> {
    const folder = mkdtempSync(join(tmpdir(), 'rxllm-nginx-'));
    const own = await freePort();
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    );
    const configuration = join(folder, 'nginx.conf');
    writeFileSync(
      configuration,
      `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1;
events { worker_connections 64; }
http {
  access_log off; ${paths.join(' ')}
  gzip on; gzip_types text/event-stream; gzip_min_length 0; gzip_proxied any;
  server { listen 127.0.0.1:${own}; location / { proxy_pass http://127.0.0.1:${port}; } }
}
`,
    );
    const child = spawn('nginx', ['-c', configuration, '-e', join(folder, 'error.log')], { stdio: 'ignore' });
    const nginx = new Nginx(folder, child, own);
    while (!(await accepts(own))) await sleep(20);
    return nginx;
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await exited;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
