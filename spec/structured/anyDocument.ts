import * as fc from 'fast-check';
import type { Document } from './writeJson.ts';

/** Texts of code units that are hard to read: halves of surrogate pairs, escapes, and what looks like JSON. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({
    unit: fc.constantFrom('a', '"', '\\', '/', '\n', '\u0000', '{', ']', 'é', '日', '😀', '\ud83d', '\ude00'),
  }),
  fc.constantFrom('```', '\\u0041', 'null', '\u2028', '\u007f', '\ufeff'),
);
const anyKey = fc.oneof(anyText, fc.constantFrom('', '__proto__', 'constructor', 'toString', '0', '10', '-1'));
const anyScalar = fc.oneof(
  anyText,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.constantFrom(0, -0, 1e21, 5e-324),
  fc.boolean(),
  fc.constant(null),
);

/** Any JSON document in which no object has a key twice. */
export const anyDocument: fc.Arbitrary<Document> = documentsWith((member) =>
  fc.uniqueArray(member, { selector: ([key]) => key, maxLength: 4 }),
);

/** Any JSON document; its keys are few, so that one often comes twice. */
export const anyDocumentWithDuplicates: fc.Arbitrary<Document> = documentsWith((member) =>
  fc.array(
    member.map(([key, value]) => [key.slice(0, 1), value] as const),
    { maxLength: 5 },
  ),
);

type Member = readonly [key: string, value: Document];

function documentsWith(membersOf: (member: fc.Arbitrary<Member>) => fc.Arbitrary<Member[]>): fc.Arbitrary<Document> {
  const { document } = fc.letrec<{ document: Document }>((tie) => ({
    document: fc.oneof(
      { depthSize: 'small' },
      anyScalar,
      fc.array(tie('document'), { maxLength: 4 }).map((elements) => ({ elements })),
      membersOf(fc.tuple(anyKey, tie('document'))).map((members) => ({ members })),
    ),
  }));
  return document;
}
