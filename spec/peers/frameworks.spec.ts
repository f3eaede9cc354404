import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type ClientRequest, get, type IncomingMessage, request as send } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { assert, expect } from 'chai';
import { firstValueFrom, from, toArray } from 'rxjs';
import { type Chunk, parseChunks, settle } from '../../lib/index.ts';
import { type EmbeddedServer, startServer, type Transcript } from '../../lib/testing/index.ts';
import type { Example } from '../docs/Example.ts';
import { ExampleFolder } from '../docs/ExampleFolder.ts';
import { examplesOfPage, readText } from '../docs/readExamples.ts';
import { text } from '../support/wire.ts';
import { buildNext, nextCommand } from './buildNext.ts';
import { arePeersInstalled, describeWithPeers, peersFolder } from './peers.ts';
import { ServerProgram } from './ServerProgram.ts';

const PAGE = 'docs/serving.md';
const MIB = 1024 * 1024;
/** What is offered to a reader that never reads, and by how much its server may grow. */
const FLOOD_BYTES = 60 * MIB;
const MAX_GROWTH = 20 * MIB;
/** Leaving is noticed at once, or not before a comment that is due after seconds. */
const AT_ONCE_MS = 2_000;

/** A connection of its own, which closes with its response. */
const FRESH = { agent: false } as const;

/** What NestJS's own `@Sse` cannot do: it subscribes without a way to wait. */
const SUBSCRIBING = 'NestJS, `@Sse`';

/** What a program of the page is: an endpoint that streams, a gateway, or one whose failures nobody catches. */
const isGateway = (label: string): boolean => label.endsWith(', gateway');
const isFailing = (label: string): boolean => label.endsWith(', failures');
const isRouted = (label: string): boolean => label.startsWith('Next.js');

describeWithPeers(`${PAGE}: the frameworks`, arePeersInstalled, function () {
  const examples = new Map(
    examplesOfPage(PAGE).flatMap((example) => {
      const label = labelBefore(Number(example.name.split(':')[1]));
      return label === undefined ? [] : [[label, example] as const];
    }),
  );
  let folder: ExampleFolder;
  let model: EmbeddedServer;
  let flood: Flood;
  let application = '';
  let server: ServerProgram;

  before(async function () {
    this.timeout(300_000);
    folder = new ExampleFolder([...examples.values()], peersFolder, withEnvironment);
    await folder.bundle();
    flood = new Flood();
    model = await startServer({
      paceMs: 0,
      answer: ({ messages }) => ANSWERS[promptOf(messages)]?.(flood) ?? 'length',
    });
    const sourceOf = (label: string): string => folder.sourceOf(examples.get(label) ?? assert.fail(label));
    application = await buildNext(
      [
        { path: 'answers', source: sourceOf('Next.js'), methods: ['GET'] },
        { path: 'v1/[...path]', source: sourceOf('Next.js, gateway'), methods: ['GET', 'POST'] },
      ],
      { MODEL_URL: model.openAI.baseUrl },
    );
  });

  after(async () => {
    await model.close();
    folder.delete();
    if (application !== '') rmSync(application, { recursive: true });
  });

  /** What Node runs: the page's own program, or Next's command, for the application that has it as a route. */
  const commandOf = (label: string, example: Example): readonly string[] =>
    isRouted(label) ? [nextCommand, 'start', application] : [folder.programOf(example)];

  it('are found', () => {
    expect([...examples.keys()]).to.have.members([
      'node:http',
      'Express',
      'Fastify',
      'Hono',
      'NestJS',
      'NestJS 11',
      SUBSCRIBING,
      'Next.js',
      'Express, failures',
      'Fastify, failures',
      'node:http, gateway',
      'Express, gateway',
      'Fastify, gateway',
      'Hono, gateway',
      'Next.js, gateway',
    ]);
  });

  /** Asks a gateway, or the endpoint. */
  const ask = (label: string, prompt: string): Promise<IncomingMessage> =>
    responseTo(isGateway(label) ? post(`${server.url}/v1/chat/completions`, prompt) : get(urlOf(prompt), FRESH));

  const urlOf = (prompt: string): string => `${server.url}/answers?prompt=${prompt}`;

  for (const [label, example] of examples) {
    describe(label, () => {
      before(async function () {
        this.timeout(60_000);
        server = await ServerProgram.start(commandOf(label, example), model.openAI.baseUrl);
      });

      after(() => server.stop());

      if (!isFailing(label)) streams(label);
      if (isGateway(label)) speaksOpenAI(label);
      else if (!isFailing(label)) speaksChunks(label);
      if (label !== SUBSCRIBING) refuses(label);

      it('has nothing to complain of on its terminal', () => {
        if (isRouted(label)) expect(server.said).to.not.match(/error|warn|⨯/i);
        else assert.equal(server.said, '');
      });
    });
  }

  function streams(label: string): void {
    it('gives the first word before the second is there', async () => {
      const response = await ask(label, 'silent');
      await firstWordOf(response);
      response.destroy();
      await model.socketsClosed();
    });

    it("closes the model's socket when the reader leaves while the model is silent", async () => {
      const response = await ask(label, 'silent');
      await firstWordOf(response);
      assert.equal(model.openSockets, 1);
      response.destroy();
      await closedAtOnce(model);
    });

    it("closes the model's socket when the reader leaves before the first word", async () => {
      const asking = isGateway(label) ? post(`${server.url}/v1/chat/completions`, 'mute') : get(urlOf('mute'), FRESH);
      asking.on('error', () => undefined);
      await asked(model);
      asking.destroy();
      await closedAtOnce(model);
    });

    if (label === SUBSCRIBING) return;
    it('makes the model wait for a reader that never reads', async function () {
      this.timeout(60_000);
      await bodyOf(await ask(label, 'length'));
      const before = await server.liveBytes();
      const socket = connect(server.port, '127.0.0.1').pause();
      socket.write(
        isGateway(label) ? rawPost('flood') : 'GET /answers?prompt=flood HTTP/1.1\r\nhost: localhost\r\n\r\n',
      );
      await flood.stands();
      const growth = (await server.liveBytes()) - before;
      await leave(socket, model);
      assert.isBelow(growth, MAX_GROWTH, `${growth / MIB} MiB`);
      assert.isBelow(flood.offered, FLOOD_BYTES);
    });
  }

  function speaksChunks(label: string): void {
    it('gives the answer as it comes, unbuffered', async () => {
      const response = await ask(label, 'length');
      assert.equal(response.statusCode, 200);
      expect(response.headers).to.include({ 'x-accel-buffering': 'no' });
      expect(response.headers['content-type']).to.match(/^text\/event-stream/);
      expect(response.headers['cache-control']).to.match(/no-transform/);
      assert.deepEqual(await chunksOf(response), [
        { type: 'start', id: 'chatcmpl-canned', model: 'canned' },
        { type: 'text', choice: 0, text: 'This canned answer ' },
        { type: 'text', choice: 0, text: 'ends in the mid' },
        { type: 'finish', choice: 0, reason: 'length', raw: 'length' },
      ]);
    });

    it('tells a failure after the first word by the last event', async () => {
      const response = await ask(label, 'cut');
      assert.equal(response.statusCode, 200);
      const settled = await firstValueFrom(from(response as AsyncIterable<Buffer>).pipe(parseChunks(), settle()));
      expect(settled)
        .to.have.nested.property('left.error')
        .that.includes({ name: 'IncompleteAnswerError', retryable: true });
      expect(settled).to.have.nested.property('left.answer.text', 'This canned answer breaks ');
    });

    it('asks nothing again for an EventSource that connects again', async () => {
      const before = model.requests.length;
      const response = await responseTo(get(urlOf('length'), { ...FRESH, headers: { 'last-event-id': '0' } }));
      assert.equal(response.statusCode, 204);
      assert.equal(await bodyOf(response), '');
      assert.equal(model.requests.length, before);
    });
  }

  function speaksOpenAI(label: string): void {
    it('gives the answer as it comes, unbuffered', async () => {
      const response = await ask(label, 'length');
      assert.equal(response.statusCode, 200);
      expect(response.headers).to.include({ 'x-accel-buffering': 'no' });
      expect(response.headers['cache-control']).to.match(/no-transform/);
      const body = await bodyOf(response);
      expect(body)
        .to.include('"delta":{"content":"ends in the mid"}')
        .and.match(/data: \[DONE\]\n\n$/);
    });

    it('tells a failure after the first word by a frame, and ends no cleaner', async () => {
      const body = await bodyOf(await ask(label, 'cut'));
      expect(body).to.match(/data: \{"error":\{"message":"The answer was cut off\."[^\n]+\n\n$/);
      expect(body).to.not.match(/"finish_reason":"|\[DONE\]/);
    });

    it('lists the models', async () => {
      const response = await responseTo(get(`${server.url}/v1/models`, FRESH));
      expect(JSON.parse(await bodyOf(response))).to.include({ object: 'list' });
    });

    it('refuses a body that is too large before it is sent, and lives on', async () => {
      const headers = { 'content-type': 'application/json', 'content-length': 5 * MIB };
      const asking = send(`${server.url}/v1/chat/completions`, { ...FRESH, method: 'POST', headers });
      asking.flushHeaders();
      assert.equal((await responseTo(asking)).statusCode, 413);
      asking.destroy();
      assert.equal((await ask(label, 'length')).statusCode, 200);
    });
  }

  function refuses(label: string): void {
    it('tells a failure before the first word by its status, in words of its own', async () => {
      const response = await ask(label, 'refused');
      assert.equal(response.statusCode, 502);
      assert.deepEqual(JSON.parse(await bodyOf(response)), {
        error: { message: 'The model service refused this server.', type: 'server_error', param: null, code: null },
      });
    });
  }
});

/** What the model does, by what it is asked. */
const ANSWERS: Readonly<Record<string, (flood: Flood) => Transcript | 'length' | 'unauthorized' | 'cut'>> = {
  length: () => 'length',
  cut: () => 'cut',
  refused: () => 'unauthorized',
  silent: () => ({ pieces: [text('Hi')], ending: 'stall' }),
  mute: () => ({ pieces: [], ending: 'stall' }),
  flood: (flood) => ({ pieces: flood.pieces() }),
};

/** An answer of 60 MB, and how much of it the model got rid of. */
class Flood {
  offered = 0;

  *pieces(): Generator<string> {
    this.offered = 0;
    const piece = text('x'.repeat(16 * 1024));
    while (this.offered < FLOOD_BYTES) {
      this.offered += piece.length;
      yield piece;
    }
  }

  /** Settles when the model has been waiting for a while, or has nothing left. */
  async stands(): Promise<void> {
    let before = -1;
    while (this.offered === 0 || this.offered !== before) {
      before = this.offered;
      await sleep(500);
    }
  }
}

/** The bold words that begin the paragraph before a block of the page. */
function labelBefore(line: number): string | undefined {
  const paragraphs = readText(PAGE)
    .split('\n')
    .slice(0, line - 1)
    .join('\n')
    .trimEnd()
    .split('\n\n');
  return /^\*\*(.+?)\*\*/.exec(paragraphs.at(-1) ?? '')?.[1];
}

/** The program of the page with the address of the model and the port of the test. */
const withEnvironment = (code: string): string =>
  code
    .replaceAll("'http://127.0.0.1:11434/v1'", "process.env['MODEL_URL'] ?? ''")
    .replaceAll(/\b3000\b/g, "Number(process.env['PORT'])");

function promptOf(messages: unknown): string {
  const [message] = messages as readonly { readonly content: string }[];
  return message?.content ?? '';
}

/** A question to a gateway, sent. */
function post(url: string, prompt: string): ClientRequest {
  const asking = send(url, { ...FRESH, method: 'POST', headers: { 'content-type': 'application/json' } });
  asking.end(bodyAsking(prompt));
  return asking;
}

const bodyAsking = (prompt: string): string =>
  JSON.stringify({ model: 'any', stream: true, messages: [{ role: 'user', content: prompt }] });

/** The same as it goes over the wire. */
function rawPost(prompt: string): string {
  const body = bodyAsking(prompt);
  const head = ['host: localhost', 'content-type: application/json', `content-length: ${body.length}`].join('\r\n');
  return `POST /v1/chat/completions HTTP/1.1\r\n${head}\r\n\r\n${body}`;
}

async function responseTo(asking: ClientRequest): Promise<IncomingMessage> {
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  // A server may close what it need not read.
  asking.on('error', () => undefined);
  response.on('error', () => undefined);
  return response;
}

/** Settles with the first word. Pieces come several at once, so one listener hears them all. */
function firstWordOf(response: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let seen = '';
    response.on('data', (piece) => {
      seen += String(piece);
      if (seen.includes('"Hi"')) resolve();
    });
  });
}

async function bodyOf(response: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

const chunksOf = (response: IncomingMessage): Promise<Chunk[]> =>
  firstValueFrom(from(response as AsyncIterable<Buffer>).pipe(parseChunks(), toArray()));

/** Settles when the model has been asked one more thing. */
async function asked(model: EmbeddedServer): Promise<void> {
  const before = model.requests.length;
  while (model.requests.length === before) await sleep(5);
}

async function closedAtOnce(model: EmbeddedServer): Promise<void> {
  const late = sleep(AT_ONCE_MS).then(() => 'late');
  assert.notEqual(await Promise.race([model.socketsClosed(), late]), 'late', "the model's socket is still open");
}

async function leave(socket: Socket, model: EmbeddedServer): Promise<void> {
  socket.destroy();
  await closedAtOnce(model);
}
