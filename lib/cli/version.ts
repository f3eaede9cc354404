/** The package's version: a build for CommonJS cannot find `package.json` by `import.meta`, so a spec compares the two. */
export const VERSION = '0.2.0';
