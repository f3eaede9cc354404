import { left, right } from 'fp-ts/lib/Either.js';
import { type } from 'arktype';
import { assert } from 'chai';
import * as t from 'io-ts';
import * as v from 'valibot';
import * as z from 'zod';
import type { ToolParameters } from '../../lib/schema/ToolParameters.ts';
import { validate } from '../../lib/schema/validate.ts';

/** The same two members for each library. */
const schemas: Readonly<Record<string, ToolParameters>> = {
  zod: z.object({ city: z.string(), at: z.object({ days: z.array(z.number()) }) }),
  valibot: v.object({ city: v.string(), at: v.object({ days: v.array(v.number()) }) }),
  arktype: type({ city: 'string', at: { days: 'number[]' } }),
  'io-ts': t.type({ city: t.string, at: t.type({ days: t.array(t.number) }) }),
};

const lefts = (validation: unknown): readonly string[] => (validation as { readonly left: readonly string[] }).left;

describe('validate', () => {
  for (const [name, schema] of Object.entries(schemas)) {
    it(`reads what fits a schema of ${name}, at once`, () => {
      const value = { city: 'Oslo', at: { days: [1, 2] } };
      assert.deepEqual(validate(schema, value), right(value));
    });

    it(`tells where something does not fit a schema of ${name}`, () => {
      const sentences = lefts(validate(schema, { city: 1, at: { days: [1, 'two'] } }));
      assert.lengthOf(sentences, 2);
      assert.match(sentences.toSorted().join('\n'), /^at\/days\/1.*\ncity/);
    });
  }

  it('gives what a schema makes of a value', () => {
    const schema = z.object({ city: z.string().transform((city) => city.toUpperCase()), days: z.number().default(3) });
    assert.deepEqual(validate(schema, { city: 'Oslo' }), right({ city: 'OSLO', days: 3 }));
  });

  it('waits for a schema that takes its time', async () => {
    const schema = z.object({ city: z.string().refine(async (city) => city !== 'Nowhere', 'no such city') });
    assert.deepEqual(await validate(schema, { city: 'Oslo' }), right({ city: 'Oslo' }));
    assert.deepEqual(await validate(schema, { city: 'Nowhere' }), left(['city: no such city']));
  });

  it('takes everything where there is JSON Schema alone', () => {
    assert.deepEqual(validate({ type: 'object', required: ['city'] }, {}), right({}));
  });

  it('speaks of the value itself where a path is empty, and reads keys given as objects', () => {
    const schema = {
      '~standard': {
        version: 1,
        vendor: 'mine',
        validate: () => ({ issues: [{ message: 'all wrong' }, { message: 'here', path: [{ key: 'a' }, 0] }] }),
      },
    } as const;
    assert.deepEqual(validate(schema, {}), left(['all wrong', 'a/0: here']));
  });
});
