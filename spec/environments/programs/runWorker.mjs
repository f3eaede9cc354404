// Runs the bundled worker in workerd, whose path is the argument, in front of the embedded server.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServer } from 'rxllm/testing';

const model = await startServer({ paceMs: 0 });
const port = await freePort();
writeFileSync(
  'config.capnp',
  `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker), (name = "net", network = (allow = ["public", "private", "local"]))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.bundle.js")],
  compatibilityDate = "2026-06-01",
  bindings = [(name = "MODEL", text = "${model.openAI.baseUrl}")],
  globalOutbound = "net",
);`,
);
const workerd = spawn(process.argv[2], ['serve', 'config.capnp'], { stdio: 'inherit' });
try {
  const url = `http://127.0.0.1:${port}/`;
  const answer = await (await untilItListens(url)).text();
  if (!answer.includes('"ends in the mid"') || !answer.includes('event: end')) throw new Error(answer);
  const { status } = await fetch(`${url}?model=unauthorized`);
  if (status !== 502) throw new Error(`the status of a refused key is ${status}`);

  const reader = new AbortController();
  const { body } = await fetch(`${url}?model=stall`, { signal: reader.signal });
  await body.getReader().read();
  reader.abort();
  await Promise.race([model.socketsClosed(), sleep(10_000)]);
  if (model.openSockets > 0) throw new Error('the model was not stopped');
} finally {
  workerd.kill();
  await model.close();
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address();
  server.close();
  return free;
}

async function untilItListens(url) {
  for (let tries = 0; ; tries++) {
    try {
      return await fetch(url);
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(100);
    }
  }
}
