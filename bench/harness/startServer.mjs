import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Starts the server's process. */
export async function startServer() {
  const child = fork(new URL('../server/main.mjs', import.meta.url), { execArgv: [] });
  const [port] = await once(child, 'message');
  const url = `http://127.0.0.1:${port}`;
  return { url, ask: (...question) => ask(url, ...question), stop: () => child.disconnect() };
}

/** Asks the server one of its `questions`. */
export async function ask(url, ...question) {
  const response = await fetch(`${url}/ask/${question.join('/')}`);
  return response.json();
}
