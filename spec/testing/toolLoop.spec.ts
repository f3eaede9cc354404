import { assert } from 'chai';
import { useServer } from './useServer.ts';
import { exchange } from './exchange.ts';

const ANSWER = 'Canned, with both results: it rains in Zürich, and it is noon.';

/** The second round of each wire: calls, results, and what asks for the answer. */
const rounds: Readonly<Record<string, readonly [path: string, messages: string]>> = {
  openAI: [
    '/v1/chat/completions',
    '[{"role":"user","content":"Hello"},{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"time","arguments":"{}"}}]},{"role":"tool","tool_call_id":"a","content":"noon"},{"role":"tool","tool_call_id":"b","content":"rain"}]',
  ],
  ollama: [
    '/api/chat',
    '[{"role":"user","content":"Hello"},{"role":"assistant","content":"","tool_calls":[{"id":"a","function":{"name":"time","arguments":{}}}]},{"role":"tool","content":"noon","tool_name":"time"},{"role":"tool","content":"rain","tool_name":"weather"}]',
  ],
};

describe('the scenario tool-loop', () => {
  const start = useServer();

  for (const [wire, [path, messages]] of Object.entries(rounds)) {
    for (const stream of [true, false]) {
      it(`${wire}: answers once the results are there, stream: ${stream}`, async () => {
        const { url, requests } = await start();
        const ask = (conversation: string): ReturnType<typeof exchange> =>
          exchange(`${url}${path}`, { body: `{"model":"tool-loop","messages":${conversation},"stream":${stream}}` });
        const first = await ask('[{"role":"user","content":"Hello"}]');
        assert.include(first.body, 'call_canned_0');
        assert.include(first.body, 'call_canned_1');
        const second = await ask(messages);
        const said = [...second.body.matchAll(/"content":"([^"]*)"/g)].map(([, text]) => text);
        assert.equal(said.join(''), ANSWER);
        assert.deepEqual(
          requests.map(({ round }) => round),
          [0, 1],
        );
      });
    }
  }
});
