import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Starts the server's process. */
export async function startServer() {
  const child = fork(new URL('../server/main.mjs', import.meta.url), { execArgv: [] });
  const [[port, tlsPort]] = await once(child, 'message');
  const url = `http://127.0.0.1:${port}`;
  const tlsUrl = `https://127.0.0.1:${tlsPort}`;
  return { url, tlsUrl, ask: (...question) => ask(url, ...question), stop: () => child.disconnect() };
}

/** Asks the server one of its `questions`. */
export async function ask(url, ...question) {
  const response = await fetch(`${url}/ask/${question.join('/')}`);
  return response.json();
}
