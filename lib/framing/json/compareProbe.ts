/** Makes a fresh copy of a JSON value with something else in its holes. */
export type Copy<Filling> = (filling: Filling) => unknown;

/** A member that is made anew in each copy: what is nested, or a hole. */
export interface Nested<Filling> {
  readonly key: string;
  readonly copyMember: Copy<Filling>;
}

/** How to copy an object or an array. */
export type CopyWith<Filling> = (template: object, nested: readonly Nested<Filling>[]) => Copy<Filling>;

/** How to copy a probe, and whether anything of it is a hole. */
export interface Comparison<Filling> {
  readonly copy: Copy<Filling>;
  readonly hasHole: boolean;
}

/** What belongs where a probe has a value of ours; `undefined` for any other value of it. */
export type HoleOf<Filling> = (probe: unknown) => Copy<Filling> | undefined;

/**
 * How to copy `probe`, if it equals `value` but for places where it has values of ours, which stand for another value of the same type.
 *
 * @param holeOf is asked once for each value of the probe
 */
export function compareProbe<Filling>(
  value: unknown,
  probe: unknown,
  holeOf: HoleOf<Filling>,
  copyWith: CopyWith<Filling>,
): Comparison<Filling> | undefined {
  const hole = holeOf(probe);
  // Where the value was ours all along, by another spelling, it is no hole.
  if (hole) return typeof value === typeof probe && value !== probe ? { copy: hole, hasHole: true } : undefined;
  if (typeof value !== 'object' || typeof probe !== 'object' || value === null || probe === null) {
    return Object.is(value, probe) ? { copy: () => probe, hasHole: false } : undefined;
  }
  const keys = Object.keys(value);
  const probeKeys = Object.keys(probe);
  if (Array.isArray(value) !== Array.isArray(probe) || keys.length !== probeKeys.length) return undefined;
  let hasHole = false;
  const nested: Nested<Filling>[] = [];
  for (const [i, key] of keys.entries()) {
    if (key !== probeKeys[i]) return undefined;
    const child: unknown = (probe as Record<string, unknown>)[key];
    const compared = compareProbe((value as Record<string, unknown>)[key], child, holeOf, copyWith);
    if (!compared) return undefined;
    hasHole ||= compared.hasHole;
    if (compared.hasHole || (typeof child === 'object' && child !== null))
      nested.push({ key, copyMember: compared.copy });
  }
  return { copy: copyWith(probe, nested), hasHole };
}
