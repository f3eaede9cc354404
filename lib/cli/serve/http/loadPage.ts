import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Failure } from '../../session/Failure.ts';
import type { PageFiles } from './PageFiles.ts';

/** The command's build for Node is CommonJS, under `dist`. If it runs from its sources, it runs in its repository. */
const HERE = typeof __dirname === 'string' ? __dirname : process.cwd();

const FILES = [
  { path: '/', name: 'index.html', type: 'text/html; charset=utf-8' },
  { path: '/page.js', name: 'page.js', type: 'text/javascript; charset=utf-8' },
  { path: '/page.css', name: 'page.css', type: 'text/css; charset=utf-8' },
  { path: '/icon.svg', name: 'icon.svg', type: 'image/svg+xml' },
];

/** Reads the page's files, once: the bundle that the build makes of `lib/cli/serve/page`. */
export async function loadPage(): Promise<PageFiles> {
  const folder = findFolder(HERE);
  if (folder === undefined) throw new Failure('the chat page has not been built', "run 'npm run build'");
  const loaded = await Promise.all(
    FILES.map(async ({ path, name, type }) => [path, { type, bytes: await readFile(join(folder, name)) }] as const),
  );
  return new Map(loaded);
}

/** The nearest `dist/page` above this file, which is built into `dist`, or above the sources. */
function findFolder(from: string): string | undefined {
  const folder = [join(from, 'page'), join(from, 'dist/page')].find(isPage);
  const above = dirname(from);
  return folder ?? (above === from ? undefined : findFolder(above));
}

const isPage = (folder: string): boolean => FILES.every(({ name }) => existsSync(join(folder, name)));
