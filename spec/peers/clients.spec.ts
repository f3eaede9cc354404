import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { assert, expect } from 'chai';
import { isRight, type Either } from 'fp-ts/lib/Either.js';
import { firstValueFrom } from 'rxjs';
import { type Answer, openAICompatible, type PartialAnswer, type Provider, settle } from '../../lib/index.ts';
import { openAIGateway, type ResponseOptions, toNodeHandler, toResponse, uiMessages } from '../../lib/server/index.ts';
import { type EmbeddedServer, type ScenarioName, scenarios, startServer } from '../../lib/testing/index.ts';
import { arePeersInstalled, describeWithPeers, node24, peersFolder } from './peers.ts';

const KEY = 'sk-9f86d081884c7d65';
const UNTOLD = [KEY, 'incorrect API key', 'not loaded', 'crashed', 'firewall', 'Welcome'];

/** What a client read, as far as it knows these. */
interface Read {
  readonly text: string;
  readonly reasoning?: string;
  readonly refusal?: string;
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  readonly finishReason?: string;
  readonly usage?: Readonly<Record<string, unknown>>;
}

interface Outcome {
  readonly answer?: Read;
  readonly error?: { readonly name: string; readonly message: string; readonly status?: number };
}

interface Client {
  /** Does it ask for one JSON answer? */
  readonly whole?: boolean;
  /** Does it show a refusal as text, and as a filter's? */
  readonly refusalIsText?: boolean;
  /** The words that it has for why an answer ended; without them it does not say. */
  readonly reasons?: Readonly<Record<string, string>>;
}

const OPENAI_REASONS = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
};
const OWN_REASONS = { stop: 'stop', length: 'length', 'tool-calls': 'tool-calls', 'content-filter': 'content-filter' };

const CLIENTS: Readonly<Record<string, Client>> = {
  'openai, raw': { reasons: OPENAI_REASONS },
  'openai, helper': { reasons: OPENAI_REASONS },
  'openai, whole': { reasons: OPENAI_REASONS, whole: true },
  langchain: { reasons: OPENAI_REASONS },
  'langchain, whole': { reasons: OPENAI_REASONS, whole: true },
  ai: { reasons: OWN_REASONS, refusalIsText: true },
  'ai, whole': { reasons: OWN_REASONS, refusalIsText: true, whole: true },
  useChat: { refusalIsText: true },
};

describeWithPeers('The clients of others', arePeersInstalled && node24 !== undefined, function () {
  let model: EmbeddedServer;
  let provider: Provider;
  let server: Server;
  let url: string;
  let sent: string[];
  let clients: ClientProcess;

  before(async function () {
    this.timeout(60_000);
    model = await startServer({ paceMs: 0 });
    const deadlines = { headersMs: 500, firstContentMs: 500, idleMs: 500 };
    provider = openAICompatible({ ...model.openAI, apiKey: KEY, deadlines });
    const gateway = openAIGateway(provider);
    const lateGateway = openAIGateway(provider, { basePath: '/late/v1', holdStatusMs: 0, heartbeatMs: 50 });
    const handler = toNodeHandler((request) => {
      const isLate = request.url.includes('/late/');
      if (request.url.endsWith('/ui')) return answerUI(request, isLate ? { holdStatusMs: 0, heartbeatMs: 50 } : {});
      return isLate ? lateGateway(request) : gateway(request);
    });
    sent = [];
    server = createServer((request, response) => {
      record(response, sent);
      handler(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    clients = new ClientProcess(node24 ?? '');
  });

  after(async () => {
    clients.stop();
    server.closeAllConnections();
    server.close();
    await model.close();
  });

  const answerUI = async (request: Request, options: ResponseOptions): Promise<Response> => {
    const { model: asked } = (await request.json()) as { readonly model: string };
    const answer$ = provider.stream({ model: asked, messages: [{ role: 'user', content: 'Hello' }] });
    return toResponse(answer$.pipe(uiMessages()), { request, errorBody: 'text', ...options });
  };

  /** Where the status is gone when the model speaks, as it is after ten seconds of silence. */
  const late = (): string => `${url}/late`;

  const readDirectly = (scenario: string, stream: boolean): Promise<Either<PartialAnswer, Answer>> =>
    firstValueFrom(
      provider.stream({ model: scenario, stream, messages: [{ role: 'user', content: 'Hello' }] }).pipe(settle()),
    );

  for (const [client, traits] of Object.entries(CLIENTS)) {
    describe(client, () => {
      for (const scenario of Object.keys(scenarios.openAI) as ScenarioName[]) {
        it(`reads ${scenario} as it is read directly`, async function () {
          this.timeout(30_000);
          await read(client, traits, scenario, url);
        });

        if (traits.whole === true) continue;
        it(`reads ${scenario} so too where the status was gone before it began`, async function () {
          this.timeout(30_000);
          await read(client, traits, scenario, late());
        });
      }
    });
  }

  async function read(client: string, traits: Client, scenario: ScenarioName, from: string): Promise<void> {
    const direct = await readDirectly(scenario, traits.whole !== true);
    sent.length = 0;
    const before = model.requests.length;
    const tools = scenario === 'tool-calls';
    const { answer, error } = await clients.ask({ client, url: from, model: scenario, tools });
    assert.equal(model.requests.length, before + 1, 'it asked once');
    for (const word of UNTOLD) expect(sent.join('')).to.not.include(word);
    if (isRight(direct)) {
      assert.isUndefined(error);
      compare(answer, direct.right, traits);
    } else assert.isString(error?.message, 'it took a failure for an answer');
  }
});

function compare(read: Read | undefined, direct: Answer, { reasons, refusalIsText = false }: Client): void {
  const { text, refusal, reasoning, toolCalls, finishReason = '', usage } = direct;
  assert.equal(read?.text, refusalIsText ? text + refusal : text);
  if (read?.reasoning !== undefined) assert.equal(read.reasoning, reasoning);
  if (read?.refusal !== undefined) assert.equal(read.refusal, refusal);
  assert.deepEqual(read?.toolCalls, toolCalls);
  if (reasons) {
    const isFiltered = refusalIsText && refusal !== '';
    assert.equal(read?.finishReason, reasons[isFiltered ? 'content-filter' : finishReason]);
  }
  if (usage === undefined) assert.isEmpty(read?.usage ?? {});
  else if (reasons === undefined) assert.deepEqual(read?.usage, { ...usage });
  else {
    expect(read?.usage).to.include({
      prompt_tokens: usage.promptTokens,
      completion_tokens: usage.completionTokens,
      total_tokens: usage.totalTokens,
    });
  }
}

/** Keeps every byte of a response. */
function record(response: ServerResponse, sent: string[]): void {
  const write = response.write.bind(response) as (...all: unknown[]) => boolean;
  response.write = (...all: unknown[]) => {
    sent.push(Buffer.from(all[0] as Uint8Array).toString());
    return write(...all);
  };
}

/** All clients in one process, asked one after another. */
class ClientProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(node: string) {
    this.#child = spawn(node, [join(peersFolder, 'clients.mjs')], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NO_PROXY: '127.0.0.1' },
    });
    const { stdout } = this.#child;
    if (!stdout) throw new Error('it has no output');
    this.#lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  }

  async ask(question: object): Promise<Outcome> {
    this.#child.stdin?.write(`${JSON.stringify(question)}\n`);
    const { value } = (await this.#lines.next()) as { readonly value?: string };
    if (value === undefined) throw new Error('the process of the clients has died');
    return JSON.parse(value) as Outcome;
  }

  stop(): void {
    this.#child.kill();
  }
}
