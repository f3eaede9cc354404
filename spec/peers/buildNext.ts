import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { ENTRIES } from '../docs/ExampleFolder.ts';
import { peersFolder } from './peers.ts';

/** Next's own command. */
export const nextCommand: string = join(peersFolder, 'node_modules/next/dist/bin/next');

/**
 * Builds an application of Next.js with one route handler for production, in a folder of its own, which it gives.
 *
 * @param path where the handler is: `answers`
 * @param env what the handler needs when it is loaded, which the build does too
 */
export async function buildNext(source: string, path: string, env: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(join(peersFolder, '.examples-next-'));
  const route = join(folder, 'app', path);
  mkdirSync(route, { recursive: true });
  // Next takes what is in its own folders alone, so the library goes into the handler.
  await build({
    entryPoints: [source],
    outfile: join(route, 'handler.cjs'),
    alias: { ...ENTRIES },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    logLevel: 'silent',
  });
  writeFileSync(join(route, 'route.js'), "export { GET } from './handler.cjs';\n");
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
