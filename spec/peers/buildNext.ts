import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { ENTRIES } from '../docs/ExampleFolder.ts';
import { peersFolder } from './peers.ts';

/** Next's own command. */
export const nextCommand: string = join(peersFolder, 'node_modules/next/dist/bin/next');

/** A route handler: its source, its path (`answers`), and the methods that it exports. */
export interface NextRoute {
  readonly source: string;
  readonly path: string;
  readonly methods: readonly string[];
}

/**
 * Builds an application of Next.js with route handlers for production, in a folder of its own, which it gives.
 *
 * @param env what the handlers need when they are loaded, which the build does too
 */
export async function buildNext(routes: readonly NextRoute[], env: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(join(peersFolder, '.examples-next-'));
  for (const route of routes) await writeRoute(route, join(folder, 'app', route.path));
  writeFileSync(
    join(folder, 'next.config.mjs'),
    `export default { turbopack: { root: ${JSON.stringify(peersFolder)} } };\n`,
  );
  await promisify(execFile)(process.execPath, [nextCommand, 'build', folder], {
    cwd: folder,
    env: { ...process.env, ...env, NEXT_TELEMETRY_DISABLED: '1' },
  });
  return folder;
}

/** Next takes what is in its own folders alone, so the library goes into the handler. */
async function writeRoute({ source, methods }: NextRoute, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await build({
    entryPoints: [source],
    outfile: join(folder, 'handler.cjs'),
    alias: { ...ENTRIES },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    logLevel: 'silent',
  });
  writeFileSync(join(folder, 'route.js'), `export { ${methods.join(', ')} } from './handler.cjs';\n`);
}
