import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Failure } from '../../session/Failure.ts';
import type { NodeRedis } from './NodeRedis.ts';

/**
 * The user's `redis` package. It is not a dependency, since most users have no Redis.
 *
 * @param places files next to which it may be installed: under npx and strict package managers the command cannot see the user's packages
 * @default the folder in which the command runs, then that of the command
 */
export function loadNodeRedis(
  places: readonly string[] = [join(process.cwd(), 'package.json'), process.argv[1] ?? ''],
): NodeRedis {
  for (const place of places) {
    const found = requireFrom(place);
    if (found !== undefined) return found;
  }
  throw new Failure("--log with a Redis URL needs the package 'redis'", "run 'npm install redis' in this folder");
}

function requireFrom(place: string): NodeRedis | undefined {
  if (place === '') return undefined;
  const require = createRequire(place);
  let path: string;
  try {
    path = require.resolve('redis');
  } catch {
    return undefined;
  }
  return require(path) as NodeRedis;
}
