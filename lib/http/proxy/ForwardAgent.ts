import type { ClientRequest } from 'node:http';
import { HttpProxyAgent } from 'http-proxy-agent';
import { type AgentOptions, trustOf } from './AgentOptions.ts';
import { connectWithSignal } from './connectWithSignal.ts';

type Parent = HttpProxyAgent<string>;

/** An agent that reaches http targets through an http proxy: the proxy forwards each request. */
export class ForwardAgent extends HttpProxyAgent<string> {
  readonly #options: AgentOptions;

  constructor(proxy: string, options: AgentOptions) {
    super(proxy, { ...options.pool, ...trustOf(options.tls) });
    this.#options = options;
  }

  override connect(request: ClientRequest, target: Parameters<Parent['connect']>[1]): ReturnType<Parent['connect']> {
    return connectWithSignal(this, request, this.#options.signal, (agent) =>
      super.connect.call(agent, request as never, target),
    );
  }
}
