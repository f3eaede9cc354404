import { assert } from 'chai';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { InvalidRequestError } from '../../lib/index.ts';
import { startServer } from '../../lib/testing/index.ts';
import { exchange } from './exchange.ts';
import { openRaw, until } from './openRaw.ts';
import { useServer } from './useServer.ts';
import { wires } from './wires.ts';

const asking = { stream: true };

describe('startServer', () => {
  it('refuses options that do not exist, and numbers out of range', async () => {
    for (const options of [{ pacems: 0 }, { paceMs: -1 }, { port: 1.5 }, null]) {
      const error = await startServer(options as {}).catch((raised: unknown) => raised);
      assert.instanceOf(error, InvalidRequestError, JSON.stringify(options));
    }
  });

  const start = useServer();

  describe('where it listens', () => {
    it('is a free port of the loopback interface', async () => {
      const { url, openAI, autonomousAI } = await start();
      assert.match(url, /^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
      assert.deepEqual([openAI, autonomousAI], [{ baseUrl: `${url}/v1` }, { baseUrl: `${url}/api/v1/ai` }]);
    });

    it('is no other interface', async function () {
      // Elsewhere the loopback interface has no second address to knock at.
      if (process.platform !== 'linux') this.skip();
      const { url } = await start();
      const elsewhere = await exchange(`${url.replace('127.0.0.1', '127.0.0.2')}/v1/models`, { method: 'GET' });
      assert.equal(elsewhere.status, undefined);
    });

    it('is the given port; one that is taken rejects', async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const refusal: unknown = await startServer({ port }).catch((error: unknown) => error);
      assert.equal((refusal as NodeJS.ErrnoException).code, 'EADDRINUSE');
      other.close();
      await once(other, 'close');

      const { url } = await start({ port });
      assert.equal(url, `http://127.0.0.1:${port}`);
    });
  });

  describe('its sockets', () => {
    it('are counted while they are open', async () => {
      const running = await start();
      assert.equal(running.openSockets, 0);
      await running.socketsClosed();

      const first = await openRaw(running, 'stall');
      const second = await openRaw(running, 'stall-before-content');
      assert.equal(running.openSockets, 2);

      let allClosed = false;
      const closed = running.socketsClosed().then(() => (allClosed = true));
      first.destroy();
      await until(() => running.openSockets === 1);
      assert.isFalse(allClosed);

      second.destroy();
      await closed;
      assert.equal(running.openSockets, 0);
    });

    it('are closed behind each answer, though the client would keep them', async () => {
      const running = await start();
      const client = await openRaw(running, 'length');
      await once(client, 'close');
      await running.socketsClosed();
      assert.equal(running.openSockets, 0);
    });

    it('stay silent for as long as the client waits', async () => {
      const running = await start();
      const silent = await openRaw(running, 'no-headers');
      const bytes: Buffer[] = [];
      silent.on('data', (piece: Buffer) => bytes.push(piece));
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.deepEqual([bytes, silent.destroyed, running.openSockets], [[], false, 1]);
    });
  });

  describe('close', () => {
    it('closes every connection, whatever its state, and listens no more', async () => {
      const running = await start();
      const idle = connect(Number(new URL(running.url).port), '127.0.0.1').resume();
      await once(idle, 'connect');
      const clients = [idle, await openRaw(running, 'stall'), await openRaw(running, 'no-headers')];
      const closed = clients.map((client) => once(client, 'close'));

      await running.close();
      await Promise.all(closed);
      assert.equal(running.openSockets, 0);
      assert.equal((await wires.openAI(running, asking)).status, undefined);
    });

    it('stops an answer between two pieces', async () => {
      const running = await start({ answer: { pieces: ['now', 'later'] }, paceMs: 3_600_000 });
      const talking = await openRaw(running, 'any');
      const closed = once(talking, 'close');
      await running.close();
      await closed;
    });

    it('may be called again', async () => {
      const running = await start();
      await Promise.all([running.close(), running.close()]);
      await running.close();
    });
  });
});
