import type { IncomingMessage } from 'node:http';
import type { RecordedRequest } from './EmbeddedServer.ts';
import { type Wire, wireOf } from './wireOf.ts';

/** Padded standard base64, and nothing else. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Reads a request to its end. Rejects if the client goes away before. */
export async function recordRequest(incoming: IncomingMessage): Promise<RecordedRequest> {
  const pieces: Uint8Array[] = [];
  for await (const piece of incoming) pieces.push(piece as Uint8Array);
  const body = Buffer.concat(pieces).toString('utf8');
  const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  return {
    method: incoming.method ?? '',
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : `${value}`,
      ]),
    ),
    body,
    ...QUESTIONS[wireOf(pathname) ?? 'openAI'](Object(parse(body)) as Record<string, unknown>),
  };
}

type Question = Pick<RecordedRequest, 'model' | 'messages' | 'stream'>;

const QUESTIONS: Readonly<Record<Wire, (body: Readonly<Record<string, unknown>>) => Question>> = {
  openAI: ({ model, messages, stream }) => question(model, messages, stream),
  autonomousAI: ({ aiAgent, messages, stream }) => question(aiAgent, decode(messages), stream),
};

const question = (model: unknown, messages: unknown, stream: unknown): Question => ({
  ...(typeof model === 'string' ? { model } : {}),
  ...(messages === undefined ? {} : { messages }),
  stream: stream === true,
});

const decode = (text: unknown): unknown =>
  typeof text === 'string' && BASE64.test(text) ? parse(Buffer.from(text, 'base64').toString('utf8')) : undefined;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
