import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { transform } from 'esbuild';

const INSTALL_LINE = /^npm install rxllm (.*)$/m;
/** Each puts only what is asked for where a program finds it, or, as npm, more. */
const INSTALLERS = {
  npm: ['npm', 'install', '--silent', '--no-audit', '--no-fund'],
  pnpm: ['npx', '--yes', 'pnpm@10', 'add', '--silent'],
};

/**
 * Installs the packed library by the README's install line, under npm and under pnpm, and runs the README's programs there: whatever one of
 * them imports can be imported after that line, and it prints what the README says.
 */
export async function checkReadme(root, tarball, folder) {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const programs = await programsOf(readme);
  const [, beside] = INSTALL_LINE.exec(readme);
  checkImports(readme, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  for (const [name, [command, ...args]] of Object.entries(INSTALLERS)) {
    const cwd = join(folder, `readme-${name}`);
    mkdirSync(cwd);
    writeFileSync(join(cwd, 'package.json'), '{ "private": true, "type": "module" }');
    execFileSync(command, [...args, tarball, ...beside.split(' ')], { cwd, encoding: 'utf8' });
    for (const { title, code, prints } of programs) {
      writeFileSync(join(cwd, 'program.js'), code);
      const { stdout } = await promisify(execFile)(process.execPath, ['program.js'], { cwd, timeout: 60_000 });
      if (stdout.trimEnd() === prints.trimEnd()) continue;
      throw new Error(`${title}, installed by ${name}, prints:\n${stdout}`);
    }
  }
  return programs.length;
}

/** Those that are marked to be run, with what they print. */
async function programsOf(readme) {
  const blocks = [...readme.matchAll(/<!-- run -->\n```ts\n([^]*?)```\n\n```text\n([^]*?)```/g)];
  return Promise.all(
    blocks.map(async ([block, source, prints]) => {
      const { code } = await transform(source, { loader: 'ts', target: 'es2022' });
      return { title: `README.md:${readme.slice(0, readme.indexOf(block)).split('\n').length}`, code, prints };
    }),
  );
}

/** What the library brings for itself is not the reader's: npm happens to put it in reach, pnpm does not. */
function checkImports(readme, { dependencies }) {
  for (const [block] of readme.matchAll(/```ts\n[^]*?```/g)) {
    for (const [line, name] of block.matchAll(/^import .*from '((?:@[^'/]+\/)?[^'/]+).*$/gm)) {
      if (name in dependencies) throw new Error(`README.md imports what its install line does not bring: ${line}`);
    }
  }
}
