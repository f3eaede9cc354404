import type { ServerResponse } from 'node:http';
import type { Chunk } from '../../../chunk/Chunk.ts';
import type { ChatRequest } from '../../../request/ChatRequest.ts';
import type { ProviderOptions } from '../../../provider/ProviderOptions.ts';
import type { ConformanceOptions, SampleProvider } from '../ConformanceOptions.ts';
import type { WireSample } from '../WireSample.ts';
import { Loopback, type ReceivedRequest } from './Loopback.ts';
import { type Outcome, outcomeOf } from './outcomeOf.ts';

/** The key of every provider that the kit makes. */
export const SAMPLE_KEY = 'sk-conformance/aB+cD==.9f8e7d6c5b4a';
/** The content of every request of the kit. */
export const SAMPLE_PROMPT = 'the prompt that nobody else may read';

const DEFAULT_TIMEOUT_MS = 10_000;
/** A socket is closed within milliseconds; a leaked one is never closed. */
const RELEASE_MS = 2_500;

/** A sample with its defaults filled in. */
interface WholeSample extends WireSample {
  readonly contentType: string;
  readonly begin: string;
  readonly endsAtOnce: boolean;
  readonly refusal: (message: string) => string;
  readonly silence: string;
  readonly malformed: string;
}

/** The tools of one case: a server, and providers that use it. */
export class Rig {
  readonly server = new Loopback();
  readonly sample: WholeSample;
  readonly #options: ConformanceOptions;
  readonly #closing: (() => unknown)[] = [];

  constructor(options: ConformanceOptions) {
    this.#options = options;
    const { wire } = options;
    const isEvents = (wire.contentType ?? 'text/event-stream') === 'text/event-stream';
    this.sample = {
      ...wire,
      contentType: wire.contentType ?? 'text/event-stream',
      begin: wire.begin ?? '',
      endsAtOnce: wire.endsAtOnce ?? true,
      refusal: wire.refusal ?? ((message) => JSON.stringify({ error: { message } })),
      silence: wire.silence ?? (isEvents ? ': keep-alive\n\n' : '\n'),
      malformed: wire.malformed ?? (isEvents ? 'data: {"lost\n\n' : '{"lost\n'),
    };
  }

  /** Closes something at the end of the case, however it ends. */
  atEnd(close: () => unknown): void {
    this.#closing.push(close);
  }

  /** Closes everything. */
  async close(): Promise<void> {
    await Promise.all(this.#closing.map((close) => close()));
    await this.server.close();
  }

  /** Fails if the client holds a connection although nothing waits for its answer any more. */
  async released(): Promise<void> {
    const limitMs = Math.min(this.timeoutMs / 2, RELEASE_MS);
    const open = await this.server.released(limitMs);
    if (open > 0)
      throw new Error(`${open} sockets are still open ${limitMs} ms after their answers were no longer read`);
  }

  /** How long the case may take. */
  get timeoutMs(): number {
    return this.#options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  }

  /** A provider that asks the server of this case, or the given one. */
  provider(more: Partial<ProviderOptions> = {}): SampleProvider {
    return this.#options.provider({ apiKey: SAMPLE_KEY, ...more, baseUrl: more.baseUrl ?? this.server.url });
  }

  /** A request that the provider accepts. */
  request(provider: SampleProvider, more: Partial<ChatRequest> = {}): ChatRequest {
    const model = this.#options.model ?? provider.defaultModel ?? provider.models?.[0] ?? 'conformance';
    return { model, messages: [{ role: 'user', content: SAMPLE_PROMPT }], ...more };
  }

  /** The outcome of one answer with these options and this request. */
  async ask(more: Partial<ProviderOptions> = {}, request: Partial<ChatRequest> = {}): Promise<Outcome<Chunk>> {
    const provider = this.provider(more);
    return outcomeOf(provider.stream(this.request(provider, request)));
  }

  /** Answers every request with this body, one write for each piece. */
  serve(
    pieces: string | Uint8Array | readonly (string | Uint8Array)[],
    { status = 200, contentType = this.sample.contentType, headers = {} }: Served = {},
  ): void {
    const all = typeof pieces === 'string' || pieces instanceof Uint8Array ? [pieces] : pieces;
    this.server.answer = (response) => {
      response.writeHead(status, { ...(contentType === '' ? {} : { 'content-type': contentType }), ...headers });
      response.flushHeaders();
      for (const piece of all) response.write(piece);
      response.end();
    };
  }

  /** Answers every request step by step, after the headers of a stream have been sent. */
  serveBy(answer: (response: ServerResponse, request: ReceivedRequest) => unknown): void {
    this.server.answer = (response, request) => {
      response.writeHead(200, { 'content-type': this.sample.contentType });
      response.flushHeaders();
      return answer(response, request);
    };
  }

  /** A complete answer with these words. */
  whole(...words: readonly string[]): string {
    const { begin, text, end } = this.sample;
    return begin + words.map(text).join('') + end;
  }

  /** The beginning of a frame, up to the middle of its words. */
  halfFrame(): string {
    const frame = this.sample.text('halved');
    return frame.slice(0, frame.indexOf('halved') + 3);
  }
}

/** How a body is sent. With an empty content type, the header is omitted. */
export interface Served {
  readonly status?: number;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
