import type { ClientRequest } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { type AgentOptions, trustOf } from './AgentOptions.ts';
import { connectWithSignal } from './connectWithSignal.ts';

type Parent = HttpsProxyAgent<string>;

/** An agent that reaches https targets through an http proxy: it asks the proxy for a tunnel. */
export class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #options: AgentOptions;

  constructor(proxy: string, options: AgentOptions) {
    super(proxy, { ...options.pool, ...trustOf(options.tls) });
    this.#options = options;
    // Node adds the options of an agent to those of each connection: here the one to the target, inside the tunnel.
    Object.assign(this, { options: { ...options.pool, ...options.tls, path: undefined } });
    // The base class presents a refused CONNECT as an answer of the target; a proxy's 401 or 407 must not be taken for that.
    this.on('proxyConnect', ({ statusCode }: { statusCode: number }, request: ClientRequest) => {
      if (statusCode === 200) return;
      request.destroy(Object.assign(new Error('the proxy refused'), { code: `PROXY_${statusCode}` }));
    });
  }

  override connect(request: ClientRequest, target: Parameters<Parent['connect']>[1]): ReturnType<Parent['connect']> {
    return connectWithSignal(this, request, this.#options.signal, (agent) =>
      super.connect.call(agent, request, target),
    );
  }
}
