import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Example } from './Example.ts';
import { root } from './readExamples.ts';

/** How a process ended. */
export interface Outcome {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Our entry points, the longest names first: a bundler takes the first that fits. */
export const ENTRIES: Readonly<Record<string, string>> = {
  'rxllm/redis': join(root, 'lib/redis/index.ts'),
  'rxllm/relay': join(root, 'lib/relay/index.ts'),
  'rxllm/server': join(root, 'lib/server/index.ts'),
  'rxllm/testing': join(root, 'lib/testing/index.ts'),
  'rxllm/tools': join(root, 'lib/tools/index.ts'),
  rxllm: join(root, 'lib/index.ts'),
};

/**
 * Examples as a user would write them: each is a file of its own, in a folder where `rxllm` and its entry points are ours.
 */
export class ExampleFolder {
  readonly #path: string;
  readonly #files: ReadonlyMap<Example, string>;

  /**
   * @param parent in which folder: what is installed there can be imported
   * @param adapt changes the code, so that a test can lead it elsewhere
   */
  constructor(
    examples: readonly Example[],
    parent: string = import.meta.dirname,
    adapt: (code: string) => string = (code) => code,
  ) {
    this.#path = mkdtempSync(join(parent, '.examples-'));
    this.#files = new Map(examples.map((example) => [example, `${example.name.replaceAll(/\W+/g, '-')}.ts`]));
    for (const [{ code }, file] of this.#files) writeFileSync(join(this.#path, file), adapt(code));
    writeFileSync(join(this.#path, 'tsconfig.json'), JSON.stringify(this.#configuration()));
  }

  /** What the compiler has to say of each example, all of them compiled at once. */
  async compile(): Promise<ReadonlyMap<Example, string>> {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = await execute([tsc, '-p', this.#path, '--pretty', 'false']);
    let complaints = stdout.split('\n').filter((line) => line.includes('error TS'));
    const found = new Map<Example, string>();
    for (const [example, file] of this.#files) {
      const isHere = (line: string): boolean => line.includes(`${file}(`);
      found.set(example, complaints.filter(isHere).join('\n'));
      complaints = complaints.filter((line) => !isHere(line));
    }
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    return found;
  }

  /** Makes programs of them: started as TypeScript, each would compile the library once more. */
  async bundle(): Promise<void> {
    await build({
      absWorkingDir: this.#path,
      entryPoints: [...this.#files.values()],
      outdir: 'dist',
      outExtension: { '.js': '.mjs' },
      alias: { ...ENTRIES },
      packages: 'external',
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      logLevel: 'silent',
    });
  }

  /** Runs one example in a process of its own, until that ends by itself. */
  run(example: Example): Promise<Outcome> {
    return execute([this.programOf(example)], { NO_PROXY: '127.0.0.1' });
  }

  /** Where an example is, as it is written. */
  sourceOf(example: Example): string {
    return join(this.#path, this.#files.get(example) ?? '');
  }

  /** Where the program is that `bundle` made of an example. */
  programOf(example: Example): string {
    return join(this.#path, 'dist', (this.#files.get(example) ?? '').replace('.ts', '.mjs'));
  }

  delete(): void {
    rmSync(this.#path, { recursive: true, force: true });
  }

  #configuration(): unknown {
    return {
      extends: join(root, 'tsconfig.json'),
      compilerOptions: {
        types: ['node', 'mocha'],
        // What a snippet declares is there for the reader.
        noUnusedLocals: false,
        // NestJS decorates parameters.
        experimentalDecorators: true,
        paths: Object.fromEntries(Object.entries(ENTRIES).map(([name, path]) => [name, [path]])),
      },
      files: [...this.#files.values()],
      include: [],
    };
  }
}

function execute(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd: root, env: { ...process.env, ...env }, timeout: 120_000 },
      (error, stdout, stderr) => resolve({ code: error ? (error.code ?? error.signal ?? 1) : 0, stdout, stderr }),
    );
  });
}
