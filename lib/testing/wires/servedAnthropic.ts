import type { ServedWire } from '../server/ServedWire.ts';
import { toolRounds } from '../server/toolRounds.ts';
import { anthropicAnswers } from '../transcripts/anthropic/anthropicAnswers.ts';
import { anthropicBadRequest } from '../transcripts/anthropic/anthropicBadRequest.ts';
import { anthropicHttpErrors } from '../transcripts/anthropic/anthropicHttpErrors.ts';
import { anthropicModels } from '../transcripts/anthropic/anthropicModels.ts';
import { anthropicNoAnswers } from '../transcripts/anthropic/anthropicNoAnswers.ts';
import { brokenAnthropicAnswers } from '../transcripts/anthropic/brokenAnthropicAnswers.ts';
import type { ScenarioName } from './servedOpenAI.ts';

/** Anthropic's Messages. The wire has no parallel choices: its only answer stands for them. */
export const servedAnthropic = {
  isChat: (path) => path === '/anthropic/v1/messages',
  question: ({ body: { model, messages, stream } }) => ({
    model: typeof model === 'string' ? model : undefined,
    messages,
    stream: stream === true,
    round: toolRounds(messages, ({ content }) => Array.isArray(content) && content.some(isResult)),
  }),
  scenarios: {
    ...anthropicAnswers,
    choices: anthropicAnswers.default,
    ...anthropicHttpErrors,
    ...anthropicNoAnswers,
    ...brokenAnthropicAnswers,
  },
  models: { path: '/anthropic/v1/models', transcript: anthropicModels },
  badRequest: anthropicBadRequest,
} satisfies ServedWire<ScenarioName>;

const isResult = (block: unknown): boolean =>
  typeof block === 'object' && block !== null && (block as { readonly type?: unknown }).type === 'tool_result';
