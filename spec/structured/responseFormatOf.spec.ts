import { type } from 'arktype';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import { assert } from 'chai';
import * as t from 'io-ts';
import * as v from 'valibot';
import * as z from 'zod';
import { ChatRequest, responseFormatOf, type ToolParameters } from '../../lib/index.ts';

const schemas: Readonly<Record<string, ToolParameters>> = {
  zod: z.object({ name: z.string() }),
  valibot: toStandardJsonSchema(v.object({ name: v.string() })),
  arktype: type({ name: 'string' }),
  'io-ts': t.type({ name: t.string }),
  'JSON Schema': {
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: { name: { type: 'string' } },
    required: ['name'],
  },
};

describe('responseFormatOf', () => {
  for (const [name, schema] of Object.entries(schemas)) {
    it(`is what a request takes, of a schema of ${name}`, () => {
      const responseFormat = responseFormatOf('city', schema);
      assert.deepEqual(responseFormat, {
        name: 'city',
        schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
      });
      assert.isTrue(ChatRequest.is({ messages: [], responseFormat }));
    });
  }

  it('says whether the model is to be held to it, where that is asked for', () => {
    for (const strict of [true, false]) {
      assert.deepEqual(responseFormatOf('city', t.strict({ name: t.string }), { strict }), {
        name: 'city',
        schema: {
          type: 'object',
          properties: { name: { type: 'string' } },
          required: ['name'],
          additionalProperties: false,
        },
        strict,
      });
    }
  });

  it('wants a name, and a schema that has a JSON Schema', () => {
    assert.throws(() => responseFormatOf('', t.type({})), 'name must be a string that is not empty');
    assert.throws(() => responseFormatOf(undefined as never, t.type({})), 'name must be a string that is not empty');
    assert.throws(
      () => responseFormatOf('city', v.object({ name: v.string() })),
      /^invalid request: schema must be a schema that has a JSON Schema; this one, of valibot, does not provide it/,
    );
    assert.throws(
      () => responseFormatOf('city', null as never),
      'schema must be a Standard Schema, an io-ts codec or a JSON Schema',
    );
  });
});
