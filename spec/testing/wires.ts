import type { EmbeddedServer } from '../../lib/testing/index.ts';
import { exchange, type Exchange, type Question } from './exchange.ts';

/** What a spec asks of either wire. */
export interface Asking {
  readonly stream: boolean;
  readonly scenario?: string;
  readonly until?: string;
}

/** `[{"role": "user", "content": "Hello"}]`, as another client of Autonomous.AI encodes it. */
export const HELLO = 'W3sicm9sZSI6ICJ1c2VyIiwgImNvbnRlbnQiOiAiSGVsbG8ifV0=';

/** How to ask the server by each wire, written out. */
export const wires = {
  openAI: (server: EmbeddedServer, asking: Asking): Promise<Exchange> =>
    exchange(`${server.url}/v1/chat/completions`, {
      body: `{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Hello"}],"stream":${asking.stream}}`,
      ...questionOf(asking),
    }),
  autonomousAI: (server: EmbeddedServer, asking: Asking): Promise<Exchange> =>
    exchange(`${server.url}/api/v1/ai/chat`, {
      body: `{"messages":"${HELLO}","threadId":"llama","stream":${asking.stream},"aiAgent":"llama"}`,
      ...questionOf(asking),
    }),
};

function questionOf({ scenario, until }: Asking): Question {
  return {
    ...(scenario === undefined ? {} : { headers: { 'x-scenario': scenario } }),
    ...(until === undefined ? {} : { until }),
  };
}
