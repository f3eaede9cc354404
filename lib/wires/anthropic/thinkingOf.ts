import type { ProviderCall } from '../../answer/ProviderCall.ts';
import type { JsonObject } from '../../request/JsonObject.ts';

/** How thinking is requested: `adaptive` by effort, as newer models require; `budget` by tokens, for older ones and other servers. */
export type ThinkingMode = 'adaptive' | 'budget';

/** `reasoningEffort` in the terms of the wire. */
export interface Thinking {
  /** Whether the model thinks before it answers. */
  readonly thinks: boolean;
  readonly thinking?: JsonObject;
  readonly effort?: string;
  /** The number of tokens that it may use for thinking. */
  readonly budget: number;
}

/** In tokens. */
const BUDGETS: Readonly<Record<string, number>> = {
  minimal: 1024,
  low: 2048,
  medium: 10_000,
  high: 16_384,
  xhigh: 32_768,
};

const UNASKED: Thinking = { thinks: false, budget: 0 };

/** A reasoning effort in the format of the wire. */
export function thinkingOf(
  effort: string | undefined,
  mode: ThinkingMode,
  unsupported: ProviderCall['unsupported'],
): Thinking {
  if (effort === undefined) return UNASKED;
  if (effort === 'none') return { thinks: false, budget: 0, thinking: { type: 'disabled' } };
  if (mode === 'budget') return budgetOf(effort, unsupported);
  return {
    thinks: true,
    budget: 0,
    thinking: { type: 'adaptive', display: 'summarized' },
    effort: effort === 'minimal' ? 'low' : effort,
  };
}

function budgetOf(effort: string, unsupported: ProviderCall['unsupported']): Thinking {
  const budget = Object.hasOwn(BUDGETS, effort) ? BUDGETS[effort] : undefined;
  if (budget !== undefined) return { thinks: true, budget, thinking: { type: 'enabled', budget_tokens: budget } };
  const words = ['none', ...Object.keys(BUDGETS)].map((word) => `"${word}"`).join(', ');
  unsupported('reasoningEffort', `with thinking: 'budget' it must be one of ${words}`);
  return UNASKED;
}
