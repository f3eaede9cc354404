import { type EmbeddedServer, type ServerOptions, startServer } from '../../lib/testing/index.ts';

/** Starts a server for a test, without pauses between pieces, and closes it behind that test. */
export function useServer(): (options?: ServerOptions) => Promise<EmbeddedServer> {
  let server: EmbeddedServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  return async (options = {}) => (server = await startServer({ paceMs: 0, ...options }));
}
