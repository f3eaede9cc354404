// Packs the package, installs it in an empty folder, and uses it there as its users do: by import, by require, in TypeScript
// under both ways to resolve modules, and as a command.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkReadme } from './checkReadme.mjs';

/** The lowest that is promised; it reads the declarations as it finds them, and by `node10` too, which knows no `exports`. */
const LOWEST_TYPESCRIPT = '5.0.4';

/** It had 1.4 MB when this was written: three builds, the sources and the docs. */
const MAX_BYTES = 2_000_000;
const root = dirname(import.meta.dirname);
const folder = mkdtempSync(join(tmpdir(), 'rxllm-package-'));
const run = (command, args, cwd = folder) => execFileSync(command, args, { cwd, encoding: 'utf8' });
const write = (name, text) => writeFileSync(join(folder, name), text);

const program = `
const answer = async () => {
  const server = await startServer({ paceMs: 0 });
  const provider = autonomousAI({ baseUrl: server.autonomousAI.baseUrl });
  const { text } = await firstValueFrom(
    provider.stream({ messages: [{ role: 'user', content: 'Hello' }] }).pipe(collect()),
  );
  await server.close();
  if (text === '') throw new Error('no text');
  const clock = defineTool({ name: 'clock', parameters: { type: 'object' }, execute: () => 'noon' });
  const source = script([{ toolCalls: [{ name: 'clock' }] }, 'It is noon.']);
  const run$ = runTools(source, { tools: [clock] }).run({ messages: [{ role: 'user', content: 'How late is it?' }] });
  const settled = await firstValueFrom(run$.pipe(settleRun()));
  if (settled._tag !== 'Right' || settled.right.rounds !== 2) throw new Error('no run');
};
`;

/** The chat page comes with the package, whole. */
async function checkPage() {
  const command = join(folder, 'node_modules/.bin/rxllm');
  const server = spawn(command, ['serve', '--embedded', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(server.stdout.setEncoding('utf8'), 'data');
    const [url] = /http:\S+/.exec(line);
    for (const path of ['/', '/page.js', '/page.css', '/icon.svg']) {
      const { ok } = await fetch(url + path);
      if (!ok) throw new Error(`no ${path}`);
    }
  } finally {
    server.kill('SIGINT');
  }
  const [code] = await once(server, 'exit');
  if (code !== 130) throw new Error(`rxllm serve ended with ${code}`);
}

try {
  const [{ filename: tarball, size }] = JSON.parse(
    run('npm', ['pack', '--json', '--silent', '--pack-destination', folder], root),
  );
  if (size > MAX_BYTES) throw new Error(`the package has ${size} bytes, more than ${MAX_BYTES}`);
  write('package.json', '{ "private": true }');
  run('npm', [
    'install',
    '--silent',
    '--no-audit',
    '--no-fund',
    `./${tarball}`,
    'rxjs@7',
    `typescript@${LOWEST_TYPESCRIPT}`,
  ]);

  write(
    'module.mjs',
    `import { createRequire } from 'node:module';
import { firstValueFrom } from 'rxjs';
import { autonomousAI, collect, ProviderError } from 'rxllm';
import { script, startServer } from 'rxllm/testing';
import { defineTool, runTools, settleRun } from 'rxllm/tools';
import { sseChunks } from 'rxllm/server';
import { memoryLog } from 'rxllm/relay';
import { redisLog } from 'rxllm/redis';
${program}
await answer();
const require = createRequire(import.meta.url);
if (ProviderError !== require('rxllm').ProviderError) throw new Error('two copies');
if (runTools !== require('rxllm/tools').runTools) throw new Error('two copies of the tools');
`,
  );
  write(
    'script.cjs',
    `const { firstValueFrom } = require('rxjs');
const { autonomousAI, collect } = require('rxllm');
const { script, startServer } = require('rxllm/testing');
const { defineTool, runTools, settleRun } = require('rxllm/tools');
${program}
answer();
`,
  );
  write(
    'program.ts',
    `import { firstValueFrom } from 'rxjs';
import { autonomousAI, collect, type Chunk } from 'rxllm';
import { script, startServer } from 'rxllm/testing';
import { defineTool, runTools, settleRun } from 'rxllm/tools';
${program}
export const isText = (chunk: Chunk): boolean => chunk.type === 'text';
void answer();
`,
  );
  run(process.execPath, ['module.mjs']);
  run(process.execPath, ['script.cjs']);

  const compilers = [createRequire(join(root, 'package.json')), createRequire(join(folder, 'package.json'))].map(
    (require) => join(dirname(require.resolve('typescript/package.json')), 'bin/tsc'),
  );
  const strict = ['--noEmit', '--strict', '--exactOptionalPropertyTypes', '--target', 'es2022', '--lib', 'es2022,dom'];
  const compile = (tsc, ...module) => run(process.execPath, [tsc, ...strict, ...module, 'program.ts']);
  for (const tsc of compilers) {
    compile(tsc, '--module', 'nodenext');
    compile(tsc, '--module', 'esnext', '--moduleResolution', 'bundler');
  }
  compile(compilers[1], '--module', 'commonjs', '--moduleResolution', 'node10');

  run('npx', ['--no-install', 'rxllm', 'chat', '--embedded', 'Hello']);
  await checkPage();
  run(process.execPath, [join(root, 'node_modules/publint/src/cli.js'), '--strict', root], root);
  const programs = await checkReadme(root, join(folder, tarball), folder);
  process.stdout.write('the package works by import, by require, in TypeScript and as a command\n');
  process.stdout.write(`so do the README's ${programs} programs, installed by npm and by pnpm\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
