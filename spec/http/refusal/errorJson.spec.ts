import { assert } from 'chai';
import { errorJson } from '../../../lib/http/refusal/errorJson.ts';

describe('errorJson', () => {
  const table: readonly (readonly [what: string, text: string, json: unknown])[] = [
    ['JSON', '{"a":1}', { a: 1 }],
    ['a list', '[1]', [1]],
    ['a text in JSON', '"a"', 'a'],
    ['JSON in a text in JSON', JSON.stringify('{"a":1}'), { a: 1 }],
    ['JSON after words', 'oh dear: {"a":1}', { a: 1 }],
    ['JSON in the fields of an event', 'event: error\r\ndata: {"a":1}\r\n\r\n', { a: 1 }],
    ['JSON on several lines', 'oh\n{\n"a": 1\n}\n', { a: 1 }],
    ['the twentieth line', `${'{x}\n'.repeat(19)}{"a":1}`, { a: 1 }],
    ['no line after it', `${'{x}\n'.repeat(20)}{"a":1}\nbye`, undefined],
    ['nothing far away', `${'x'.repeat(64 * 1024)}{"a":1}\n`, undefined],
    ['no page', '<p>{"a":1}', undefined],
    ['no list of anything else', 'see [1]', undefined],
    ['nothing in words', 'oh dear', undefined],
    ['nothing', '', undefined],
  ];
  for (const [what, text, json] of table) {
    it(`finds ${what}`, () => assert.deepEqual(errorJson(text), json));
  }
});
