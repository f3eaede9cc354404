/** What is used of a client of node-redis, versions 4 to 6. */
export interface NodeRedisClient {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'ready', listener: () => void): unknown;
  connect(): Promise<unknown>;
  duplicate(): NodeRedisClient;
  sendCommand(args: string[]): Promise<unknown>;
  subscribe(channel: string, listener: (message: string) => void): Promise<void>;
  unsubscribe(channel: string, listener: (message: string) => void): Promise<void>;
  /** Closes at once; called `disconnect` before version 5. */
  destroy?(): void;
  disconnect?(): unknown;
}

/** What is used of the package. */
export interface NodeRedis {
  createClient(options: { readonly url: string }): NodeRedisClient;
}
