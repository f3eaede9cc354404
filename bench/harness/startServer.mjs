import { fork } from 'node:child_process';
import { once } from 'node:events';

/** Starts the server; `ask(question)` is answered by its `questions`. */
export async function startServer() {
  const child = fork(new URL('../server/main.mjs', import.meta.url));
  const [{ port }] = await once(child, 'message');
  const pending = new Map();
  child.on('message', ({ id, answer }) => {
    pending.get(id)(answer);
    pending.delete(id);
  });
  let asked = 0;
  return {
    url: `http://127.0.0.1:${port}`,
    ask: (question) =>
      new Promise((resolve) => {
        pending.set(++asked, resolve);
        child.send({ id: asked, question });
      }),
    stop: () => child.disconnect(),
  };
}
