import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '../..');

/** What a page would load. */
export interface Bundle {
  readonly code: Uint8Array;
  /** The modules that were read for it, by their paths from the root. */
  readonly read: readonly string[];
  /** The modules that left something in it, by their paths from the root. */
  readonly modules: readonly string[];
  /** The packages among them, each once. */
  readonly packages: readonly string[];
}

/** Bundles a program as an application's bundler does. It imports the library as `./lib/index.ts`. */
export async function bundleForBrowser(program: string): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: root, loader: 'ts' },
    absWorkingDir: root,
    bundle: true,
    minify: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2022',
    plugins: [browserSources],
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const [output] = Object.values(metafile.outputs);
  const modules = Object.entries(output?.inputs ?? {}).flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? [path] : [],
  );
  const names = modules.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []);
  return {
    code: outputFiles[0]?.contents ?? new Uint8Array(0),
    read: Object.keys(metafile.inputs),
    modules,
    packages: [...new Set(names)].toSorted(),
  };
}

/** The map of `package.json` speaks of the built package: the same for the sources. */
const browserSources: Plugin = {
  name: 'browser-sources',
  setup(building) {
    const sources = replacedSources();
    building.onResolve({ filter: /^\.{1,2}\/.*\.ts$|^axios$/ }, ({ path, resolveDir }) => {
      const replacement = sources.get(path.startsWith('.') ? relative(root, resolve(resolveDir, path)) : path);
      return replacement === undefined ? undefined : { path: join(root, replacement), sideEffects: false };
    });
  },
};

/** Which source a browser gets in the place of which, or of which package. */
export function replacedSources(): ReadonlyMap<string, string> {
  const { browser } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly browser: Readonly<Record<string, string>>;
  };
  const ours = Object.entries(browser).filter(([, replacement]) => replacement.startsWith('./dist/esm/'));
  return new Map(ours.map(([path, replacement]) => [toSource(path), toSource(replacement)]));
}

const toSource = (path: string): string => path.replace('./dist/esm/', 'lib/').replace(/\.js$/, '.ts');
