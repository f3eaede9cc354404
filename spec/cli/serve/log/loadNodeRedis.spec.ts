import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { loadNodeRedis } from '../../../../lib/cli/serve/log/loadNodeRedis.ts';
import { Failure } from '../../../../lib/cli/session/Failure.ts';

describe('loadNodeRedis', () => {
  let empty: string;
  beforeEach(() => (empty = mkdtempSync(join(tmpdir(), 'rxllm-no-redis-'))));
  afterEach(() => rmSync(empty, { recursive: true }));

  it("finds the user's own, in the first place that has it", () => {
    const redis = loadNodeRedis([join(empty, 'x.js'), join(process.cwd(), 'package.json')]);
    assert.hasAnyKeys(redis, ['createClient']);
  });

  it('says in a sentence how to install it', () => {
    try {
      loadNodeRedis([join(empty, 'x.js'), '']);
      assert.fail('it was found');
    } catch (error) {
      assert.instanceOf(error, Failure);
      assert.strictEqual(error.message, "--log with a Redis URL needs the package 'redis'");
      assert.strictEqual(error.advice, "run 'npm install redis' in this folder");
    }
  });
});
