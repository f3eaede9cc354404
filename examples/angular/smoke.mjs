// Starts the built application and looks at it as a browser does: the page of the request, the page of the build, an answer, and, where
// there is a Chromium, the words on the screen.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const say = (line) => process.stdout.write(`${line}\n`);
const server = spawn(process.execPath, ['dist/server/server.mjs'], {
  env: { ...process.env, PORT: process.env.PORT ?? '4173' },
  stdio: ['ignore', 'pipe', 'inherit'],
});

try {
  const [line] = await once(server.stdout.setEncoding('utf8'), 'data');
  const url = line.trim();

  const page = await textOf(url);
  assert.match(page, /ng-server-context="ssr"/);
  assert.match(page, /<form/);
  assert.match(await textOf(`${url}/about`), /ng-server-context="ssg"/);
  say('rendered: / for the request, /about by the build');

  const body = JSON.stringify({ model: 'length', stream: true, messages: [{ role: 'user', content: 'Hello' }] });
  const answer = await textOf(`${url}/api/v1/chat/completions`, { method: 'POST', body });
  assert.match(answer, /ends in the mid/);
  assert.match(answer, /data: \[DONE\]/);
  say('answered: /api/v1/chat/completions');

  const chromium = findChromium();
  say(chromium === undefined ? 'no Chromium here: the page itself was not tried' : await tryPage(chromium, url));
} finally {
  server.kill();
}

async function textOf(url, init) {
  const response = await fetch(url, init);
  assert.equal(response.status, 200, url);
  return response.text();
}

function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path));
}

/** Asks in the page, sees the words grow, stops, and sees that they stay. */
async function tryPage(chromium, url) {
  const profile = mkdtempSync(join(tmpdir(), 'rxllm-chromium-'));
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
  ];
  const browser = spawn(chromium, [...flags, url], { stdio: ['ignore', 'ignore', 'pipe'] });
  try {
    const run = await connect(browser, url);
    const until = async (expression) => {
      for (let tries = 0; tries < 200; tries++) {
        if (await run(expression)) return;
        await sleep(50);
      }
      throw new Error(`the page never said: ${expression}`);
    };
    const text = 'document.body.innerText';
    await until(`document.querySelector('app-chat form') !== null && !document.querySelector('[ngh]')`);
    await run(`document.querySelector('input').value = 'Hello'; document.querySelector('button[type=submit]').click()`);
    await until(`${text}.includes('assistant: This is a canned answer')`);
    assert.equal(await run(`${text}.includes('👋')`), false, 'the answer came all at once');
    await run(`document.querySelector('button[type=button]').click()`);
    await until(`document.querySelector('button[type=button]').disabled`);
    const stopped = await run(text);
    await sleep(300);
    assert.equal(await run(text), stopped, 'the answer went on');
    return 'in Chromium: words came one by one, and the button stopped them';
  } finally {
    browser.kill();
    await once(browser, 'exit');
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Gives a function that runs an expression in the page, by the browser's own debugging protocol. */
async function connect(browser, url) {
  let said = '';
  const port = await new Promise((resolve, reject) => {
    browser.once('exit', () => reject(new Error(said)));
    browser.stderr.setEncoding('utf8').on('data', (piece) => {
      said += piece;
      const found = /ws:\/\/127\.0\.0\.1:(\d+)\//.exec(said);
      if (found) resolve(found[1]);
    });
  });
  const targets = await (await fetch(`http://127.0.0.1:${port}/json`)).json();
  const target = targets.find(({ type }) => type === 'page');
  assert(target, `no page of ${url}`);
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await once(socket, 'open');
  let last = 0;
  return async (expression) => {
    const id = ++last;
    socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression } }));
    for (;;) {
      const [{ data }] = await once(socket, 'message');
      const message = JSON.parse(data);
      if (message.id === id) return message.result.result.value;
    }
  };
}
