import { assert, expect } from 'chai';
import { strayErrors } from '../../lib/answer/strayErrors.ts';
import { ProviderError } from '../../lib/index.ts';

const readFault = (json: unknown) => ('fault' in (json as object) ? { detail: 'own' } : undefined);

/** What is thrown at which line, if anything is. */
function read(
  lines: readonly string[],
  readError?: Parameters<typeof strayErrors>[0],
): [number, ProviderError] | undefined {
  const tell = strayErrors(readError);
  for (const [i, line] of lines.entries()) {
    try {
      tell(line);
    } catch (error) {
      assert.instanceOf(error, ProviderError);
      return [i, error];
    }
  }
  return undefined;
}

describe('strayErrors', () => {
  const table: readonly (readonly [
    name: string,
    lines: readonly string[],
    at: number,
    expected: Readonly<Record<string, unknown>>,
  ])[] = [
    [
      'JSON on one line',
      ['{"error":{"message":"no","code":429}}'],
      0,
      { detail: 'no', kind: 'rate-limit', status: 429 },
    ],
    ['JSON over several lines', ['{', '  "error": {', '    "message": "no"', '  }', '}'], 4, { detail: 'no' }],
    ['a list of one', ['[{"error":{"message":"no"}}]'], 0, { detail: 'no' }],
    ['JSON after other lines', ['oops', 'foo: bar', '{"detail":"no"}'], 2, { detail: 'no' }],
    ['the second of two values', ['{"a":1}', '{"error":"no"}'], 1, { detail: 'no' }],
    ['JSON after what only begins like it', ['[INFO] loading', '{ not json }', '{"error":"no"}'], 2, { detail: 'no' }],
    ['a field error with JSON', ['error: {"detail":"no"}'], 0, { detail: 'no' }],
    ['a field error with text', ['error: no such model'], 0, { detail: 'no such model' }],
    ['a field Error without a space', ['Error:no'], 0, { detail: 'no' }],
    ['a field error with nothing', ['error:'], 0, { detail: '' }],
  ];
  for (const [name, lines, at, expected] of table) {
    it(`reads ${name}`, () => {
      const [line, error] = read(lines) ?? [];
      assert.equal(line, at);
      assert.deepInclude(error?.toJSON(), { ...expected, inBand: true });
    });
  }

  it('takes nothing else for an error', () => {
    for (const lines of [
      ['oops'],
      ['errors: no'],
      ['an error: no'],
      ['{"a":1}'],
      ['{"error":null}', '{"error":""}'],
      ['{"error": {', '"message": "no"'],
      ['{ not json }'],
    ]) {
      assert.isUndefined(read(lines), lines.join());
    }
  });

  it("reads the wire's own words", () => {
    expect(read(['{"fault":1}'], readFault)?.[1]).to.include({ detail: 'own' });
  });

  it('keeps no more than 64 KiB, and reads what comes after it', () => {
    const long = Array.from({ length: 100 }, () => `"${'x'.repeat(1000)}",`);
    assert.deepEqual(read(['[', ...long, '{"error":"no"}'])?.[0], 101);
  });
});
