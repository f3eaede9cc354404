import { assert } from 'chai';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startRelay } from '../../support/startRelay.ts';
import { launchChromium, missingChromium } from './browser.ts';
import { describeUnless } from './describeUnless.ts';
import { missingBuild, type Serve, startServe } from './startServe.ts';
import { type Answering, startUpstream, type Upstream } from './upstream.ts';
import { eventually } from '../../support/eventually.ts';

describeUnless(missingBuild ?? missingChromium, 'the chat page in Chromium', function () {
  // Each starts the command, and a browser on a machine that may have other work.
  this.timeout(120_000);

  let browser: Browser;
  let upstream: Upstream;
  let serve: Serve | undefined;
  let context: BrowserContext | undefined;
  let page: Page;
  /** What the page complained of, or asked elsewhere. */
  let complaints: string[];

  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser.close());
  beforeEach(async () => {
    upstream = await startUpstream();
    complaints = [];
  });
  afterEach(async () => {
    await context?.close();
    await serve?.close();
    await upstream.server.close();
    context = undefined;
    serve = undefined;
  });

  const openPage = async (url: string, options: BrowserContextOptions = {}): Promise<Page> => {
    context = await browser.newContext({ viewport: { width: 900, height: 700 }, ...options });
    page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) complaints.push(`asked ${request.url()}`);
    });
    await page.goto(url);
    await page.locator('select').waitFor();
    return page;
  };
  const open = async (argv: readonly string[] = [], options: BrowserContextOptions = {}): Promise<void> => {
    serve = await startServe(...upstream.options, ...argv);
    await openPage(serve.url, options);
  };
  const ask = async (prompt: string): Promise<void> => {
    await page.getByLabel('Message').fill(prompt);
    await page.getByLabel('Message').press('Enter');
  };
  const turn = (index: number): ReturnType<Page['locator']> => page.locator('.turn').nth(index);
  const text = (index = 0): ReturnType<Page['locator']> => turn(index).locator('.text');
  /** Waits until an answer reads so, to the letter. */
  const reads = async (expected: string, index = 0): Promise<void> => {
    await text(index).waitFor();
    await page.waitForFunction(
      ([place, wanted]) => document.querySelectorAll('.turn')[place]?.querySelector('.text')?.textContent === wanted,
      [index, expected] as const,
    );
  };
  const ended = (state: string, index = 0): Promise<void> =>
    page.locator(`.turn:nth-child(${index + 1})[data-state=${state}]`).waitFor();

  it('shows each word before the next one is sent', async () => {
    await open();
    await ask('Hello');
    const answer = await upstream.answer(0);
    for (const soFar of ['One', 'One two', 'One two three']) {
      answer.say(soFar.split(/(?= )/).at(-1) ?? '');
      await reads(soFar);
    }
    answer.finish();
    await ended('done');
    await reads('One two three');
    assert.deepEqual(answer.messages(), ['Hello']);
    assert.deepEqual(complaints, []);
  });

  it('stops by its button: the socket of the model closes, and the words stay', async () => {
    await open();
    await ask('Hello');
    const answer = await upstream.answer(0);
    answer.say('Half');
    await reads('Half');
    await page.getByRole('button', { name: 'Stop' }).click();
    await answer.closed;
    await ended('stopped');
    await reads('Half');
    await eventually(async () => assert.isFalse(await page.getByRole('button', { name: 'Stop' }).isVisible()));
    await eventually(async () => assert.strictEqual(await page.evaluate(() => document.activeElement?.id), 'prompt'));
    assert.deepEqual(complaints, []);
  });

  it('stops by Escape while the model is silent, with a log too', async () => {
    await open(['--log', 'memory']);
    await ask('Hello');
    const answer = await upstream.answer(0);
    await page.keyboard.press('Escape');
    await answer.closed;
    await ended('stopped');
    assert.deepEqual(complaints, []);
  });

  for (const argv of [[], ['--log', 'memory']]) {
    it(`stops the old answer for a new prompt, and tells the model both: serve ${argv.join(' ')}`, async () => {
      await open(argv);
      await ask('First');
      const first = await upstream.answer(0);
      first.say('Half');
      await reads('Half');
      await ask('Second');
      await first.closed;
      const second = await upstream.answer(1);
      second.say('Whole');
      second.finish();
      await ended('done', 1);
      await ended('stopped', 0);
      await reads('Whole', 1);
      await reads('Half', 0);
      assert.deepEqual(second.messages(), ['First', 'Half', 'Second']);
      assert.deepEqual(complaints, []);
    });
  }

  it('says in plain words what failed, more on the terminal, and asks again', async () => {
    await open();
    await ask('Hello');
    const first = await upstream.answer(0);
    first.say('Half');
    await reads('Half');
    first.cut();
    await ended('failed');
    await eventually(async () =>
      assert.strictEqual(await turn(0).locator('.failure strong').textContent(), 'The answer was cut off.'),
    );
    await serve?.tells('rxllm: the answer is incomplete: the connection was lost');
    await turn(0).getByRole('button', { name: 'Ask again' }).click();
    const second = await upstream.answer(1);
    second.say('Whole');
    second.finish();
    await ended('done', 1);
    assert.deepEqual(second.messages(), ['Hello', 'Half', 'Hello']);
    assert.deepEqual(complaints, []);
  });

  it('says so when the server has gone', async () => {
    await open();
    await serve?.close();
    await ask('Hello');
    await ended('failed');
    assert.strictEqual(
      await turn(0).locator('.failure').textContent(),
      'The server does not answer.Is rxllm serve still running?',
    );
  });

  it('folds reasoning away', async () => {
    await open();
    await ask('Hello');
    const answer = await upstream.answer(0);
    answer.think('Hm.');
    const summary = turn(0).locator('summary');
    await summary.waitFor();
    await eventually(async () => assert.strictEqual(await summary.textContent(), 'Thinking …'));
    answer.say('Yes.');
    answer.finish();
    await ended('done');
    await eventually(async () => assert.strictEqual(await summary.textContent(), 'Reasoning'));
    const thoughts = turn(0).getByText('Hm.');
    await eventually(async () => assert.isFalse(await thoughts.isVisible()));
    await summary.click();
    await eventually(async () => assert.isTrue(await thoughts.isVisible()));
    await eventually(async () => assert.strictEqual(await text().textContent(), 'Yes.'));
  });

  it('writes what a model says as text, whatever it says', async () => {
    await open();
    const words = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    await ask(words);
    const answer = await upstream.answer(0);
    answer.say(words);
    answer.finish();
    await ended('done');
    await reads(words);
    await eventually(async () => assert.strictEqual(await turn(0).locator('.prompt').textContent(), words));
    assert.deepEqual(complaints, []);
  });

  it('shows Markdown as it grows, and leaves alone what is whole', async () => {
    await open();
    await ask('Hello');
    const answer = await upstream.answer(0);
    answer.say('**One** and `two`\n\n1. three\n');
    await text().locator('strong', { hasText: 'One' }).waitFor();
    await text().locator('ol > li', { hasText: 'three' }).waitFor();
    await text()
      .locator('p')
      .evaluate((paragraph) => paragraph.setAttribute('data-mark', ''));
    answer.say('2. four\n\n```js\nfive();\n```\n[six](https://example.org/) [seven](javascript:alert(7))');
    answer.finish();
    await ended('done');
    assert.deepEqual(await text().locator('li').allTextContents(), ['three', 'four']);
    await eventually(async () => assert.strictEqual(await text().locator('pre code').textContent(), 'five();'));
    await eventually(async () => assert.strictEqual(await text().locator('p[data-mark]').count(), 1));
    assert.deepEqual(
      await text()
        .locator('a')
        .evaluateAll((links) =>
          links.map((link) => [link.textContent, link.getAttribute('href'), link.getAttribute('rel')]),
        ),
      [['six', 'https://example.org/', 'noopener noreferrer']],
    );
    assert.deepEqual(complaints, []);
  });

  it('starts a line by Shift and Enter, and lets an input method have its Enter', async () => {
    await open();
    const prompt = page.getByLabel('Message');
    await prompt.fill('one');
    await prompt.press('Shift+Enter');
    await prompt.pressSequentially('two');
    await prompt.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    await eventually(async () => assert.strictEqual(await prompt.inputValue(), 'one\ntwo'));
    await eventually(async () => assert.strictEqual(await page.locator('.turn').count(), 0));
    await prompt.press('Enter');
    assert.deepEqual((await upstream.answer(0)).messages(), ['one\ntwo']);
    await eventually(async () => assert.strictEqual(await prompt.inputValue(), ''));
  });

  it('keeps the conversation in a reload; without a log the answer ends with the page', async () => {
    await open();
    await ask('First');
    await finished(await upstream.answer(0), 'Whole');
    await ended('done');
    await ask('Second');
    const answer = await upstream.answer(1);
    answer.say('Half');
    await reads('Half', 1);
    await page.reload();
    await answer.closed;
    await ended('cut', 1);
    await reads('Whole', 0);
    await reads('Half', 1);
    await ask('Third');
    assert.deepEqual((await upstream.answer(2)).messages(), ['First', 'Whole', 'Second', 'Half', 'Third']);
    assert.deepEqual(complaints, []);
  });

  it('goes on at the next word after a reload, with a log', async () => {
    await open(['--log', 'memory']);
    await ask('Hello');
    const answer = await upstream.answer(0);
    answer.say('One');
    await reads('One');
    await page.reload();
    await reads('One');
    answer.say(' two');
    await reads('One two');
    assert.isFalse(answer.isClosed());
    answer.finish();
    await ended('done');
    await reads('One two');
    assert.strictEqual(upstream.server.received.filter(({ method }) => method === 'POST').length, 1);
    assert.deepEqual(complaints, []);
  });

  it('shows after a reload what came meanwhile, and stops what it did not ask for itself', async () => {
    await open(['--log', 'memory']);
    await ask('Hello');
    const answer = await upstream.answer(0);
    answer.say('One');
    await reads('One');
    await page.goto('about:blank');
    answer.say(' two');
    await page.goBack();
    await reads('One two');
    await page.getByRole('button', { name: 'Stop' }).click();
    await answer.closed;
    await ended('stopped');
  });

  it('goes on after a lost connection, with a log: each word once', async () => {
    serve = await startServe(...upstream.options, '--log', 'memory');
    const relay = await startRelay(Number(new URL(serve.url).port));
    try {
      await openPage(`http://127.0.0.1:${relay.port}`);
      await ask('Hello');
      const answer = await upstream.answer(0);
      answer.say('One');
      await reads('One');
      relay.kill();
      answer.say(' two');
      await reads('One two');
      answer.say(' three');
      answer.finish();
      await ended('done');
      await reads('One two three');
    } finally {
      await relay.close();
    }
  });

  it('keeps the words that came where the server has forgotten the rest', async () => {
    await open(['--log', 'memory']);
    await ask('Hello');
    const answer = await upstream.answer(0);
    answer.say('Half');
    await reads('Half');
    const port = new URL(serve?.url ?? '').port;
    await page.goto('about:blank');
    await serve?.close();
    serve = await startServe(...upstream.options, '--log', 'memory', '--port', port);
    await page.goBack();
    await ended('failed');
    await reads('Half');
    await eventually(async () =>
      assert.strictEqual(await turn(0).locator('.failure strong').textContent(), 'The answer was cut off.'),
    );
  });

  it('shows an answer in a second tab too, and asks for it once', async () => {
    await open(['--log', 'memory']);
    await ask('Hello');
    const answer = await upstream.answer(0);
    answer.say('One');
    await reads('One');
    // What a browser does where a tab is duplicated.
    const [second] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(() => void window.open(location.href)),
    ]);
    await second.locator('.text', { hasText: 'One' }).waitFor();
    answer.say(' two');
    await second.locator('.text', { hasText: 'One two' }).waitFor();
    await reads('One two');
    await second.getByRole('button', { name: 'Stop' }).click();
    await answer.closed;
    await ended('stopped');
    assert.strictEqual(upstream.server.received.filter(({ method }) => method === 'POST').length, 1);
  });

  it('closes the socket of a silent model when the page is left', async () => {
    await open();
    await ask('Hello');
    const answer = await upstream.answer(0);
    await page.goto('about:blank');
    await answer.closed;
  });

  it('begins anew', async () => {
    await open();
    await ask('First');
    const first = await upstream.answer(0);
    await page.getByRole('button', { name: 'New chat' }).click();
    await first.closed;
    await eventually(async () => assert.strictEqual(await page.locator('.turn').count(), 0));
    await page.reload();
    await eventually(async () => assert.isTrue(await page.locator('#welcome').isVisible()));
    await ask('Second');
    assert.deepEqual((await upstream.answer(1)).messages(), ['Second']);
  });

  it('asks the model that is chosen', async () => {
    await open();
    assert.deepEqual(await page.locator('#model option').allTextContents(), ['small', 'large']);
    await page.getByLabel('Model').selectOption('large');
    await page.reload();
    await page.locator('select').waitFor();
    await ask('Hello');
    const { body } = (await upstream.answer(0)).received;
    assert.deepInclude(JSON.parse(body), { model: 'large' });
  });

  describe('for everybody', () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`has no barrier that axe-core knows, ${colorScheme}`, async () => {
        await open([], { colorScheme });
        assert.deepEqual(await violationsOf(page), []);
        await ask('First');
        const first = await upstream.answer(0);
        first.think('Hm.');
        first.say('## Half\n- [a](https://example.org/)\n\n|b|\n|-|\n|`c`|\n\n> d\n\n```js\nlong();\n```\nThe rest');
        await text().getByText('The rest').waitFor();
        assert.deepEqual(await violationsOf(page), [], 'while the answer comes');
        first.cut();
        await ended('failed');
        await turn(0).locator('summary').click();
        await page.getByLabel('Message').fill('Second');
        assert.deepEqual(await violationsOf(page), [], 'with a failure');
      });
    }

    it('is dark where the system is', async () => {
      const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      await open([], { colorScheme: 'light' });
      await eventually(async () => assert.strictEqual(await ground(), 'rgb(255, 255, 255)'));
      await page.emulateMedia({ colorScheme: 'dark' });
      await eventually(async () => assert.strictEqual(await ground(), 'rgb(23, 21, 28)'));
    });

    it('tells screen readers politely: the words once they are whole, and how it stands', async () => {
      await open();
      const log = page.getByRole('log', { name: 'Conversation' });
      await eventually(async () => assert.strictEqual(await log.getAttribute('aria-live'), 'polite'));
      await ask('Hello');
      const status = page.getByRole('status');
      await eventually(async () => assert.strictEqual(await status.textContent(), 'The answer is arriving.'));
      const answer = await upstream.answer(0);
      answer.say('Whole');
      await reads('Whole');
      await eventually(async () =>
        assert.strictEqual(await turn(0).locator('.answer').getAttribute('aria-busy'), 'true'),
      );
      answer.finish();
      await ended('done');
      await eventually(async () =>
        assert.strictEqual(await turn(0).locator('.answer').getAttribute('aria-busy'), 'false'),
      );
      await eventually(async () => assert.strictEqual(await status.textContent(), 'The answer is complete.'));
    });

    it('is usable by keyboard alone', async () => {
      await open();
      await eventually(async () => assert.strictEqual(await page.evaluate(() => document.activeElement?.id), 'prompt'));
      await page.keyboard.type('Hello');
      await page.keyboard.press('Enter');
      const answer = await upstream.answer(0);
      await page.keyboard.press('Tab');
      await eventually(async () => assert.strictEqual(await page.evaluate(() => document.activeElement?.id), 'stop'));
      await page.keyboard.press('Enter');
      await answer.closed;
      await ended('stopped');
      await eventually(async () => assert.strictEqual(await page.evaluate(() => document.activeElement?.id), 'prompt'));
    });

    it('fits a narrow phone, whatever a model writes', async () => {
      await open([], { viewport: { width: 320, height: 600 } });
      await ask('A'.repeat(200));
      const answer = await upstream.answer(0);
      answer.say('B'.repeat(500));
      answer.finish();
      await ended('done');
      const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
      assert.strictEqual(scrollWidth, clientWidth);
    });

    it('follows the answer, but not a reader who has scrolled up', async () => {
      await open();
      await ask('Hello');
      const answer = await upstream.answer(0);
      const bottomGap = (): Promise<number> =>
        page.evaluate(() => {
          const { scrollHeight, scrollTop, clientHeight } = document.documentElement;
          return Math.round(scrollHeight - scrollTop - clientHeight);
        });
      const lines = Array(100).fill('line').join('\n');
      answer.say(lines);
      await reads(lines);
      assert.isBelow(await bottomGap(), 2);
      await page.evaluate(() => window.scrollTo(0, 0));
      answer.say('\nend');
      await reads(`${lines}\nend`);
      await eventually(async () => assert.strictEqual(await page.evaluate(() => window.scrollY), 0));
    });
  });
});

const finished = async (answer: Answering, words: string): Promise<void> => {
  answer.say(words);
  answer.finish();
  await answer.closed;
};

/** What axe-core finds: https://github.com/dequelabs/axe-core. */
async function violationsOf(page: Page): Promise<readonly string[]> {
  const { default: axeCore } = await import('axe-core');
  // By the debugger's protocol, since the page itself runs no script of others.
  await page.evaluate(axeCore.source);
  return page.evaluate(async () => {
    const { axe } = globalThis as never as {
      readonly axe: {
        run(): Promise<{
          readonly violations: readonly {
            readonly id: string;
            readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
          }[];
        }>;
      };
    };
    const { violations: found } = await axe.run();
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });
}
