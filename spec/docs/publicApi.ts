import { join } from 'node:path';
import { ts } from '@ts-morph/common';
import packageJson from '../../package.json' with { type: 'json' };
import { root } from './readExamples.ts';

/** The entries of the package: `.`, `./tools` … */
export const entries: readonly string[] = Object.keys(packageJson.exports).filter((name) => name !== './package.json');

const fileOf = (entry: string): string => join(root, 'lib', entry, 'index.ts');

/** TypeScript 7 has no API yet, so the sources are read by the TypeScript that ts-morph brings. */
const program = ts.createProgram(entries.map(fileOf), {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  types: ['node'],
});

export const checker: ts.TypeChecker = program.getTypeChecker();

/** The sources of the library that the entries need. */
export const sources: readonly ts.SourceFile[] = program
  .getSourceFiles()
  .filter(({ fileName }) => fileName.startsWith(join(root, 'lib/')));

/** What an entry exports, types too, by name. */
export function exportsOf(entry: string): readonly ts.Symbol[] {
  const source = program.getSourceFile(fileOf(entry));
  const module = source && checker.getSymbolAtLocation(source);
  return module ? checker.getExportsOfModule(module) : [];
}
