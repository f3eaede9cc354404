/** What a value has to be, and whether it is. An io-ts codec is a rule too, but operators that only parse must not import io-ts. */
export interface Rule {
  /** Completes the sentence: `options/concurrency must be a number of at least 1`. */
  readonly name: string;
  readonly is: (value: unknown) => boolean;
}

/** A number that is not below a minimum. `Infinity` is one. */
export const atLeast = (minimum: number): Rule => ({
  name: `a number of at least ${minimum}`,
  is: (value) => typeof value === 'number' && value >= minimum,
});

/** A length of time above 0. `Infinity` is one. */
export const PERIOD: Rule = {
  name: 'a number of milliseconds above 0',
  is: (value) => typeof value === 'number' && value > 0,
};

/** An index. */
export const INDEX: Rule = {
  name: 'a whole number of at least 0',
  is: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
};

/** A function. */
export const FUNCTION: Rule = { name: 'a function', is: (value) => typeof value === 'function' };

/** An object with members of any kind. */
export const OBJECT: Rule = {
  name: 'an object',
  is: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** A value that is checked elsewhere. */
export const ANYTHING: Rule = { name: 'anything', is: () => true };

/** A truth value. */
export const BOOLEAN: Rule = { name: 'true or false', is: (value) => typeof value === 'boolean' };

/** A string. */
export const STRING: Rule = { name: 'a string', is: (value) => typeof value === 'string' };
