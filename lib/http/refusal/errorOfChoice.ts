import { isError } from './isError.ts';

/**
 * The error of a frame's choice: in the choice itself, in its delta or in its message. `undefined` if there is none. It is called for every
 * choice.
 */
export function errorOfChoice(choice: unknown): unknown {
  if (typeof choice !== 'object' || choice === null) return undefined;
  const { delta, message } = choice as Readonly<Record<string, unknown>>;
  return errorOf(choice) ?? errorOf(delta) ?? errorOf(message);
}

function errorOf(place: unknown): unknown {
  if (typeof place !== 'object' || place === null) return undefined;
  const { error } = place as { readonly error?: unknown };
  return isError(error) ? error : undefined;
}
