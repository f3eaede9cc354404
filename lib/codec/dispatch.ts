import * as t from 'io-ts';

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
      return codec ? codec.validate(value, withMark(context, codec)) : t.failure(value, context);
    },
    t.identity,
  );
}

/** io-ts numbers the members of an intersection in its paths. The context marks it, so that `issuesOf` can remove the numbers. */
function withMark(context: t.Context, codec: object): t.Context {
  const last = context.at(-1);
  if (last === undefined || !('_tag' in codec)) return context;
  const { name } = last.type;
  return [...context.slice(0, -1), { ...last, type: Object.assign(Object.create(codec) as t.Mixed, { name }) }];
}

/** Like `dispatch`, by the literal in one member of an object. */
export function dispatchOn<A>(tag: string, codecs: Readonly<Record<string, Member<A>>>): t.Type<A> {
  const words = Object.keys(codecs);
  const choice = inWords(words);
  const tagged: Member<A> = t.type({
    [tag]: t.keyof(Object.fromEntries(words.map((word) => [word, null])), choice),
  }) as never;
  return dispatch(`an object whose ${tag} is ${choice}`, (value) => {
    const word: unknown = t.UnknownRecord.is(value) ? value[tag] : undefined;
    return typeof word === 'string' && Object.hasOwn(codecs, word) ? codecs[word] : tagged;
  });
}

/** `"a", "b" or "c"`. */
function inWords(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  return [quoted.slice(0, -1).join(', '), ...quoted.slice(-1)].filter((part) => part !== '').join(' or ');
}
