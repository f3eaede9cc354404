/** The part of a node-redis client that is used, versions 4 to 6. */
export interface NodeRedisClient {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'ready', listener: () => void): unknown;
  connect(): Promise<unknown>;
  duplicate(): NodeRedisClient;
  sendCommand(args: string[]): Promise<unknown>;
  subscribe(channel: string, listener: (message: string) => void): Promise<void>;
  unsubscribe(channel: string, listener: (message: string) => void): Promise<void>;
  /** Closes the connection at once. Called `disconnect` before version 5. */
  destroy?(): void;
  disconnect?(): unknown;
}

/** The part of the package that is used. */
export interface NodeRedis {
  createClient(options: { readonly url: string }): NodeRedisClient;
}
