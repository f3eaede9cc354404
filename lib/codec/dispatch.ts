import * as t from 'io-ts';
import { objectOf } from './objectOf.ts';
import { oneOf } from './oneOf.ts';

/** A codec of some of the values of `A`. */
interface Member<A> {
  is(value: unknown): boolean;
  validate: t.Validate<unknown, A>;
}

/**
 * A codec that looks at the value first and passes it to the one codec that it is meant for.
 *
 * Unlike `t.union` it reports the errors of that codec alone, so a caller reads `messages/0/toolCallId: string` and not the
 * complaints of every other member. Where `choose` finds no codec, the value itself is reported under `expected`.
 */
export function dispatch<A>(expected: string, choose: (value: unknown) => Member<A> | undefined): t.Type<A> {
  return new t.Type<A>(
    expected,
    (value): value is A => choose(value)?.is(value) ?? false,
    (value, context) => {
      const codec = choose(value);
      return codec ? codec.validate(value, context) : t.failure(value, context);
    },
    t.identity,
  );
}

/** Like `dispatch`, by the literal in one member of an object. */
export function dispatchOn<A>(tag: string, codecs: Readonly<Record<string, Member<A>>>): t.Type<A> {
  const choice = oneOf(...Object.keys(codecs));
  const members = [[tag, choice]] as const;
  const tagged: Member<A> = objectOf('a tagged object', () => members);
  return dispatch(`an object whose ${tag} is ${choice.name}`, (value) => {
    const word: unknown = t.UnknownRecord.is(value) ? value[tag] : undefined;
    return typeof word === 'string' && Object.hasOwn(codecs, word) ? codecs[word] : tagged;
  });
}
