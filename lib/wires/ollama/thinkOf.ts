import type { ProviderCall } from '../../answer/ProviderCall.ts';

/** The server supports `true`, `false`, `low`, `medium`, `high` and `max`. */
const LEVELS: Readonly<Record<string, boolean | string>> = {
  none: false,
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'max',
  max: 'max',
};

/** How much to think, in the server's values; `undefined` leaves it to the model. */
export function thinkOf(
  effort: string | undefined,
  unsupported: ProviderCall['unsupported'],
): boolean | string | undefined {
  if (effort === undefined) return undefined;
  if (Object.hasOwn(LEVELS, effort)) return LEVELS[effort];
  unsupported('reasoningEffort', `it must be one of ${Object.keys(LEVELS).join(', ')}`);
  return undefined;
}
