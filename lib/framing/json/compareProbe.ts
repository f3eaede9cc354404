/** Makes a fresh copy of a JSON value with other values in its holes. */
export type Copy = (fillings: readonly unknown[]) => unknown;

/** How to copy an object or an array, and whether it contains a hole. */
interface Comparison {
  readonly copy: Copy;
  readonly hasHole: boolean;
}

/** A member that is created anew in each copy: a nested value, or a hole. */
interface Nested {
  readonly key: string;
  readonly copyMember: Copy;
}

/**
 * How to copy `probe`, if it equals `value` except where it has one of the `nonces`, which stand for other values of the same types.
 */
export function compareProbe(value: unknown, probe: unknown, nonces: readonly unknown[]): Comparison | undefined {
  const hole = nonces.indexOf(probe);
  if (hole >= 0) {
    // If the value itself equals the nonce, in another spelling, this is not a hole.
    if (typeof value !== typeof probe || value === probe) return undefined;
    return { copy: (fillings) => fillings[hole], hasHole: true };
  }
  if (typeof value !== 'object' || typeof probe !== 'object' || value === null || probe === null) {
    return Object.is(value, probe) ? { copy: () => probe, hasHole: false } : undefined;
  }
  const keys = Object.keys(value);
  const probeKeys = Object.keys(probe);
  if (Array.isArray(value) !== Array.isArray(probe) || keys.length !== probeKeys.length) return undefined;
  let hasHole = false;
  const nested: Nested[] = [];
  for (const [i, key] of keys.entries()) {
    if (key !== probeKeys[i]) return undefined;
    const child: unknown = (probe as Record<string, unknown>)[key];
    const compared = compareProbe((value as Record<string, unknown>)[key], child, nonces);
    if (!compared) return undefined;
    hasHole ||= compared.hasHole;
    if (compared.hasHole || (typeof child === 'object' && child !== null))
      nested.push({ key, copyMember: compared.copy });
  }
  return { copy: copyWith(probe, nested), hasHole };
}

/** Copies an object or an array. Nested values and holes are created anew; the rest are primitives. */
function copyWith(template: object, nested: readonly Nested[]): Copy {
  const fillAll = (copy: Record<string, unknown>, fillings: readonly unknown[]): unknown => {
    for (let i = 0; i < nested.length; i++) {
      const { key, copyMember } = nested[i] as Nested;
      copy[key] = copyMember(fillings);
    }
    return copy;
  };
  // The copy has all own members of the template, including `__proto__`, before any is set, so each assignment sets an own member.
  return Array.isArray(template)
    ? (fillings) => fillAll(template.slice() as never, fillings)
    : (fillings) => fillAll({ ...template }, fillings);
}
