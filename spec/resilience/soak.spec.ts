import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { assert, expect } from 'chai';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Figures {
  readonly kinds: Readonly<Record<string, number>>;
  readonly peakSockets: number;
  readonly left: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

describe('bench/soak.mjs', function () {
  this.timeout(300_000);

  it('finds nothing wrong and nothing left behind, in short', async () => {
    const { code, figures } = await soak('lib/index.ts', '--answers', '400', '--growth', '8000000');
    assert.deepEqual(figures.problems, []);
    assert.deepEqual(figures.left, { sockets: 0, timers: 0, listeners: 0 });
    assert.deepEqual(figures.kinds, { whole: 280, cut: 20, reset: 20, endless: 40, malformed: 40 });
    expect(figures.peakSockets).to.be.above(20);
    assert.strictEqual(code, 0);
  });

  it('finds each mistake of a library that has some', async () => {
    const { code, figures } = await soak('spec/resilience/leakyLibrary.ts', '--answers', '100', '--growth', '5000000');
    const problems = figures.problems.join('\n');
    for (const problem of [
      'answer 1 (whole): not what was sent: ',
      'answer 3 (whole): not what was sent: ',
      'answer 8 (malformed): not the malformed frames that were sent: [{',
      'after 100 answers: 1 sockets left',
      'after 100 answers: 1 timers left',
      'after 100 answers: 11 listeners left',
      'unhandledRejection: Error: nobody listens',
      'MaxListenersExceededWarning: ',
      '70 whole, asked 71 times',
      'the heap grew by ',
    ]) {
      assert.include(problems, problem);
    }
    assert.strictEqual(code, 1);
  });
});

/** Runs the script from source, as a user would with the built package. */
async function soak(library: string, ...flags: string[]): Promise<{ code: number; figures: Figures }> {
  const argv = ['--import', 'tsx', 'bench/soak.mjs', '--json', '--library', library, ...flags];
  const child = spawn(process.execPath, argv, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await closed) as [number];
  assert.notEqual(stdout, '', stderr);
  return { code, figures: JSON.parse(stdout) as Figures };
}
