import { create } from 'axios';
import { assert } from 'chai';
import { Agent, globalAgent } from 'node:http';
import { lastValueFrom } from 'rxjs';
import { requestBytes } from '../../../lib/index.ts';
import { eventually } from '../../support/eventually.ts';
import { startTcpServer } from '../../support/startTcpServer.ts';

/** How long a connection may idle in the agent after an answer with this hint. */
async function idleLimit(hint: string | undefined, agent: Agent, isOwn: boolean): Promise<number | undefined> {
  const line = hint === undefined ? '' : `keep-alive: ${hint}\r\n`;
  const server = await startTcpServer((socket) =>
    socket.write(`HTTP/1.1 200 OK\r\n${line}content-length: 2\r\n\r\nok`),
  );
  const kept = () => Object.entries(agent.freeSockets).find(([name]) => name.includes(`:${server.port}:`))?.[1]?.[0];
  try {
    await lastValueFrom(requestBytes({ url: server.url, ...(isOwn ? {} : { axios: create({ httpAgent: agent }) }) }));
    await eventually(async () => assert.isDefined(kept()));
    return kept()?.timeout;
  } finally {
    await server.close();
  }
}

describe('an idle connection', () => {
  const agents: readonly (readonly [name: string, agent: Agent, isOwn: boolean, withoutHint: number])[] = [
    ['our own adapter', globalAgent, true, 5000],
    ["the agent of a caller's axios, without a limit", new Agent({ keepAlive: true }), false, 0],
    ["the agent of a caller's axios, with a limit", new Agent({ keepAlive: true, timeout: 1500 }), false, 1500],
  ];
  for (const [name, agent, isOwn, withoutHint] of agents) {
    const shorter = Math.min(2000, withoutHint || Infinity);
    it(`is kept by ${name} for a second less than the server's hint says`, async () => {
      assert.equal(await idleLimit('timeout=3', agent, isOwn), shorter);
      assert.equal(await idleLimit('timeout=3, max=100', agent, isOwn), shorter);
      assert.equal(await idleLimit('max=100, Timeout=3', agent, isOwn), shorter);
      assert.equal(await idleLimit('max=100, timeout=1', agent, isOwn), 1);
    });

    it(`is kept by ${name} as ever without a hint that can be obeyed`, async () => {
      for (const hint of [undefined, 'max=100', `timeout=${'9'.repeat(400)}`])
        assert.equal(await idleLimit(hint, agent, isOwn), withoutHint);
    });
  }
});
