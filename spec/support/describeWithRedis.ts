import { isRedisInstalled } from './startRedis.ts';

/** Describes what needs a Redis; where none is installed, one pending test says how to install it. */
export function describeWithRedis(title: string, describe_: () => void): void {
  if (isRedisInstalled) describe(title, describe_);
  else {
    describe(title, () => {
      it('is not tried here, since redis-server 7 or newer is not installed: apt-get install redis-server');
    });
  }
}
