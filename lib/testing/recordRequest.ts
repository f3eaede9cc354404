import type { IncomingMessage } from 'node:http';
import { wireOf } from './chooseTranscript.ts';
import type { RecordedRequest } from './EmbeddedServer.ts';
import { WIRES } from './wires.ts';

/** Reads a request to its end. Rejects if the client disconnects before that. */
export async function recordRequest(incoming: IncomingMessage): Promise<RecordedRequest> {
  const pieces: Uint8Array[] = [];
  for await (const piece of incoming) pieces.push(piece as Uint8Array);
  const body = Buffer.concat(pieces).toString('utf8');
  const { pathname: path, searchParams } = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const query = Object.fromEntries(searchParams);
  const { model, messages, stream, round } = (wireOf(path) ?? WIRES.openAI).question({
    path,
    query,
    body: parse(body),
  });
  return {
    method: incoming.method ?? '',
    path,
    query,
    headers: Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.join(', ') : `${value}`,
      ]),
    ),
    body,
    ...(model === undefined ? {} : { model }),
    ...(messages === undefined ? {} : { messages }),
    stream,
    round,
  };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
