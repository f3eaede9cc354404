import { stepsBetween } from './stepsBetween.ts';

/** The known name that is most similar to another one. */
export interface NearestName {
  readonly name: string;
  /** How many letters differ; case, dashes and underscores do not count. */
  readonly steps: number;
}

/** Finds the known name that was probably meant: `max_tokens` is `maxTokens`. `undefined` if no name is known. */
export function nearestName(written: string, known: readonly string[]): NearestName | undefined {
  const plain = plainName(written);
  const [nearest] = known
    .map((name) => ({ name, steps: stepsBetween(plainName(name), plain) }))
    .toSorted((a, b) => a.steps - b.steps);
  return nearest;
}

/** A name without case and punctuation: `max_tokens` and `maxTokens` are the same. */
export const plainName = (name: string): string => name.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();
