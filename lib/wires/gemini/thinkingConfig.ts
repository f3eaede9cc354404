import type { ProviderCall } from '../../answer/ProviderCall.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { modelNameOf, modelTraits } from './modelTraits.ts';

/** How much a model may think, by our levels and the wire's: tokens up to 2.5, a level since 3. */
const EFFORTS: Readonly<Record<string, { readonly budget: number; readonly level: string }>> = {
  none: { budget: 0, level: 'MINIMAL' },
  minimal: { budget: 128, level: 'MINIMAL' },
  low: { budget: 2048, level: 'LOW' },
  medium: { budget: 8192, level: 'MEDIUM' },
  high: { budget: 24_576, level: 'HIGH' },
  xhigh: { budget: 24_576, level: 'HIGH' },
  max: { budget: 24_576, level: 'HIGH' },
};

/** How long to think, if a request sets it. Thoughts are only sent on request. */
export function thinkingConfig({ request, model, unsupported }: ProviderCall): JsonObject | undefined {
  const { reasoningEffort } = request;
  if (reasoningEffort === undefined) return undefined;
  const effort = Object.hasOwn(EFFORTS, reasoningEffort) ? EFFORTS[reasoningEffort] : undefined;
  const { thinking } = modelTraits(model);
  if (effort === undefined) unsupported('reasoningEffort', `it must be ${Object.keys(EFFORTS).join(', ')}`);
  else if (thinking === undefined)
    unsupported(
      'reasoningEffort',
      'for a model whose name does not begin with gemini-, set body.generationConfig.thinkingConfig',
    );
  if (effort === undefined || thinking === undefined) return undefined;
  return {
    ...(reasoningEffort === 'none' ? {} : { includeThoughts: true }),
    ...(thinking === 'budget'
      ? { thinkingBudget: budgetFor(model, effort.budget) }
      : { thinkingLevel: effort.level === 'MINIMAL' ? leastLevelOf(model) : effort.level }),
  };
}

/** 2.5 Pro cannot turn thinking off; if 2.5 Flash-Lite thinks, it requires a minimum budget. */
function budgetFor(model: string, budget: number): number {
  const name = modelNameOf(model);
  if (/^gemini-2\.5-pro(?![a-z])/.test(name)) return Math.max(budget, 128);
  return budget > 0 && name.startsWith('gemini-2.5-flash-lite') ? Math.max(budget, 512) : budget;
}

/** The Pro models, and all models from 3.7 Flash on, refuse `MINIMAL`. */
function leastLevelOf(model: string): string {
  const name = modelNameOf(model);
  const [, major, minor = '0'] = /^gemini-(\d+)(?:\.(\d+))?/.exec(name) ?? [];
  if (major === undefined || /-pro(?![a-z])/.test(name)) return 'LOW';
  const isOlder = Number(major) === 3 && Number(minor) < 7;
  return isOlder || name.includes('-flash-lite') ? 'MINIMAL' : 'LOW';
}
