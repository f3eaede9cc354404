import { plainName } from '../../codec/nearestName.ts';

/**
 * An object's members by their plain names: in lower case and without punctuation, since services spell them in every way
 * (`error_message`, `errorMessage`). Of two members with the same plain name the first one counts.
 */
export const plainNames = (json: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(json)
      .map(([name, value]) => [plainName(name), value] as const)
      .toReversed(),
  );
