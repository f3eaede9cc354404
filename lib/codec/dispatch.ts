import * as t from 'io-ts';

/** A codec of some of the values of `A`. */
interface Member<A> {
  is(value: unknown): boolean;
  validate: t.Validate<unknown, A>;
}

/**
 * A codec that looks at the value first and hands it to the one codec it is meant for.
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
      return codec === undefined ? t.failure(value, context) : codec.validate(value, chosenIn(context, codec));
    },
    t.identity,
  );
}

/** The place as the chosen codec's own: where that is an intersection, its parts are then known for no part of the path. */
function chosenIn(context: t.Context, codec: Member<unknown>): t.Context {
  const place = context.at(-1);
  return place === undefined ? context : [...context.slice(0, -1), { ...place, type: codec as t.Mixed }];
}

/** As `dispatch`, by the literal in one member of an object. */
export function dispatchOn<A>(tag: string, codecs: Readonly<Record<string, Member<A>>>): t.Type<A> {
  const words = Object.keys(codecs);
  const tagged: Member<A> = t.type({ [tag]: t.keyof(Object.fromEntries(words.map((word) => [word, null]))) }) as never;
  return dispatch(`{ ${tag}: ${words.map((word) => `"${word}"`).join(' | ')} }`, (value) => {
    const word: unknown = t.UnknownRecord.is(value) ? value[tag] : undefined;
    return typeof word === 'string' && Object.hasOwn(codecs, word) ? codecs[word] : tagged;
  });
}
