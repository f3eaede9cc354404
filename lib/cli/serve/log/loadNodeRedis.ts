import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Failure } from '../../session/Failure.ts';
import type { NodeRedis } from './NodeRedis.ts';

/**
 * The `redis` package of the user: it is no dependency, since most have no Redis.
 *
 * @param places files beside which it may be installed. npx and strict package managers keep the command away from what its user has.
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
