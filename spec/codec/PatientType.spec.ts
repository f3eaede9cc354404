import { assert } from 'chai';
import { isLeft, isRight } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { issuesOf } from '../../lib/codec/issuesOf.ts';
import { PatientType } from '../../lib/codec/PatientType.ts';

interface Count {
  readonly n: number;
}
const Strict = t.type({ n: t.number }, 'a count');

/** Reads a number that is written as text. */
const readText = (value: unknown): Count | undefined => {
  const { n } = Object(value) as { readonly n?: unknown };
  return typeof n === 'string' && /^\d+$/.test(n) ? { n: Number(n) } : undefined;
};
const Patient = new PatientType<Count>(Strict, readText);

describe('PatientType', () => {
  it('returns a value of the strict shape unchanged, without the patient reader', () => {
    const strictly = new PatientType<Count>(Strict, () => assert.fail('it was asked'));
    const value = { n: 1, more: true };
    for (const decoded of [strictly.decode(value), strictly.validate(value, [])]) {
      assert.isTrue(isRight(decoded) && decoded.right === value);
    }
    assert.strictEqual(strictly.read(value), value);
  });

  it('reads a value of another shape patiently', () => {
    assert.deepEqual(Patient.decode({ n: '41' }), t.success({ n: 41 }));
    assert.deepEqual(Patient.read({ n: '41' }), { n: 41 });
  });

  it('reports what it cannot read with the errors of the strict codec', () => {
    const decoded = Patient.decode({ n: 'x' });
    if (!isLeft(decoded)) throw new Error('it decodes');
    assert.deepEqual(issuesOf(decoded.left), [{ path: 'n', expected: 'a number', message: 'n must be a number' }]);
    assert.isUndefined(Patient.read({ n: 'x' }));
  });

  it('is a codec like any other within another one', () => {
    const List = t.type({ all: t.array(Patient) });
    assert.deepEqual(List.decode({ all: [{ n: 1 }, { n: '2' }] }), t.success({ all: [{ n: 1 }, { n: 2 }] }));
    const decoded = List.decode({ all: [{ n: 1 }, { n: [] }] });
    if (!isLeft(decoded)) throw new Error('it decodes');
    assert.deepEqual(
      issuesOf(decoded.left).map(({ path }) => path),
      ['all/1/n'],
    );
  });

  it('has the name of the strict codec, and is what that is', () => {
    assert.equal(Patient.name, 'a count');
    assert.isTrue(Patient.is({ n: 1 }));
    assert.isFalse(Patient.is({ n: '1' }));
  });

  it('can be taken off its object', () => {
    // oxlint-disable-next-line typescript/unbound-method -- fp-ts's users hand methods on
    const { decode } = Patient;
    assert.deepEqual(decode({ n: '7' }), t.success({ n: 7 }));
  });
});
