import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { checkRules, type Rules } from '../codec/checkRules.ts';
import { ANYTHING, atLeast, INDEX } from '../codec/Rule.ts';
import type { EmbeddedServer, RecordedRequest, ServerOptions } from './EmbeddedServer.ts';
import { chooseTranscript, UnknownScenario } from './chooseTranscript.ts';
import { playTranscript } from './server/playTranscript.ts';
import { recordRequest } from './recordRequest.ts';
import type { Transcript } from './server/Transcript.ts';

const RULES: Rules<ServerOptions> = { answer: ANYTHING, paceMs: atLeast(0), port: INDEX };

/**
 * Starts a chat server on the loopback interface that speaks every wire and answers from transcripts. No model is involved: each answer
 * states this in its text and in the header `x-canned-answer: true`.
 *
 * A request selects its scenario by the header `x-scenario` or by a model of that name; otherwise the option `answer` does.
 *
 * Rejects with an `InvalidRequestError` for bad options.
 *
 * @example
 * ```ts
 * import { openAICompatible, toText } from 'rxllm';
 * import { startServer } from 'rxllm/testing';
 *
 * const server = await startServer();
 * openAICompatible(server.openAI)
 *   .stream({ model: 'unicode', messages: [{ role: 'user', content: 'Hello' }] })
 *   .pipe(toText())
 *   .subscribe({ next: (piece) => process.stdout.write(piece), complete: () => void server.close() });
 * ```
 */
export async function startServer(options: ServerOptions = {}): Promise<EmbeddedServer> {
  checkRules(options, RULES);
  const { paceMs = 30, port = 0 } = options;
  const requests: RecordedRequest[] = [];
  const sockets = new Set<Socket>();
  let waiting: (() => void)[] = [];
  const choose = (request: RecordedRequest, index: number): Transcript => {
    try {
      return chooseTranscript(request, index, options.answer);
    } catch (error) {
      // A mistake in the test: report it where its author looks, with a status that is never retried.
      if (!(error instanceof UnknownScenario))
        return { status: 400, contentType: 'text/plain', pieces: [String(error)] };
      return unknownScenario(error.message);
    }
  };

  const server = createServer((incoming, response) => {
    recordRequest(incoming)
      .then((request) => {
        const index = requests.push(request) - 1;
        return playTranscript(choose(request, index), response, paceMs);
      })
      // The client disconnected in the middle of its request.
      .catch(() => incoming.socket.destroy());
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      if (sockets.size > 0) return;
      for (const settle of waiting) settle();
      waiting = [];
    });
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const socketsClosed = (): Promise<void> =>
    sockets.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));

  return {
    url,
    openAI: { baseUrl: `${url}/v1` },
    autonomousAI: { baseUrl: `${url}/api/v1/ai` },
    ollama: { baseUrl: url },
    gemini: { baseUrl: url },
    anthropic: { baseUrl: `${url}/anthropic` },
    responses: { baseUrl: `${url}/v1` },
    requests,
    get openSockets() {
      return sockets.size;
    },
    socketsClosed,
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
    },
  };
}

/** In the format of most wires, so that a client shows it. */
const unknownScenario = (message: string): Transcript => ({
  status: 404,
  contentType: 'application/json',
  pieces: [JSON.stringify({ error: { message, type: 'invalid_request_error', code: 'model_not_found' } })],
});
