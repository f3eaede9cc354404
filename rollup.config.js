import { readFileSync } from 'node:fs';

const { exports: entries } = JSON.parse(readFileSync('package.json', 'utf8'));
const inputs = Object.fromEntries(
  Object.values(entries).flatMap(({ import: given }) =>
    given === undefined ? [] : [[given.node.replace(/^\.\/dist\/node\/(.*)\.js$/, '$1'), given.default]],
  ),
);

/** One line for each entry, for `import`: it hands on what `require` gets, so that both have the same classes. */
const handOn = {
  name: 'hand-on',
  generateBundle(_options, bundle) {
    for (const { isEntry, name, fileName, exports } of Object.values(bundle)) {
      if (!isEntry || !(name in inputs)) continue;
      const source = `export { ${exports.join(', ')} } from './${fileName}';\n`;
      this.emitFile({ type: 'asset', fileName: `${name}.js`, source });
    }
  },
};

/** What Node loads: a few files, since each costs it more than its text does. See docs/decisions/0014-commonjs-in-node.md. */
export default {
  input: { ...inputs, cli: './dist/esm/cli/main.js' },
  external: (id) => !/^[./]/.test(id),
  plugins: [handOn],
  output: {
    dir: 'dist/node',
    format: 'cjs',
    // Each package that we import may be required as it is.
    interop: 'esModule',
    generatedCode: 'es2015',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'shared/[name].cjs',
    // Node finds the names of plain assignments.
    externalLiveBindings: false,
    hoistTransitiveImports: false,
  },
};
