import { stepsBetween } from './stepsBetween.ts';

/** The known name that is written most like another one. */
export interface NearestName {
  readonly name: string;
  /** How many letters differ; case, dashes and underscores do not count. */
  readonly steps: number;
}

/** Finds the name that was probably meant: `max_tokens` is `maxTokens`. `undefined`: no name is known. */
export function nearestName(written: string, known: readonly string[]): NearestName | undefined {
  const plain = plainName(written);
  const [nearest] = known
    .map((name) => ({ name, steps: stepsBetween(plainName(name), plain) }))
    .toSorted((a, b) => a.steps - b.steps);
  return nearest;
}

/** A name without what is only a way of writing it: `max_tokens` and `maxTokens` are the same. */
export const plainName = (name: string): string => name.replaceAll(/[^a-z0-9]/gi, '').toLowerCase();
