import express, { type ErrorRequestHandler, type Express } from 'express';
import type { ChatSource } from 'rxllm';
import { openAIGateway, toNodeHandler } from 'rxllm/server';

export interface AppOptions {
  /** Who answers: a provider, or sources composed. */
  readonly source: ChatSource;
  /** The keys of those who may ask: yours, and never the model service's. */
  readonly keys: ReadonlySet<string>;
  readonly log: (line: string) => void;
}

/** The gateway beside the other routes of a service. It reads its body itself: mount it before `express.json()`. */
export function createApp({ source, keys, log }: AppOptions): Express {
  const gateway = openAIGateway(source, {
    authorize: ({ headers }) => keys.has(headers.get('authorization')?.replace('Bearer ', '') ?? ''),
    models: ['default'],
    onError: (error, { method, url }) => log(`${method} ${new URL(url).pathname}: ${String(error)}`),
  });

  const app = express();
  app.disable('x-powered-by');
  app.get('/health', (_request, response) => void response.json({ ok: true }));
  app.all('/v1/{*path}', toNodeHandler(gateway));
  app.use(hideErrors(log));
  return app;
}

/** Express takes an error's `status` for its own: without this a model service's 401 would be this service's. */
function hideErrors(log: (line: string) => void): ErrorRequestHandler {
  return (error, _request, response, next) => {
    log(String(error));
    if (response.headersSent) next(error);
    else response.status(500).json({ error: { message: 'Something went wrong.' } });
  };
}
