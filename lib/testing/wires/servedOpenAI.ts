import type { ServedWire } from '../server/ServedWire.ts';
import { toolRounds } from '../server/toolRounds.ts';
import { brokenAnswers } from '../transcripts/openaiChat/brokenAnswers.ts';
import { httpErrors } from '../transcripts/openaiChat/httpErrors.ts';
import { models } from '../transcripts/openaiChat/models.ts';
import { noAnswers } from '../transcripts/openaiChat/noAnswers.ts';
import { openAIAnswers } from '../transcripts/openaiChat/openAIAnswers.ts';
import { badRequest } from '../transcripts/openaiChat/refusals.ts';

/** Failures with the same bytes on every OpenAI-compatible wire. */
export const openAIFailures = { ...httpErrors, ...noAnswers, ...brokenAnswers };

export const servedOpenAI = {
  isChat: (path) => path === '/v1/chat/completions',
  question: ({ body: { model, messages, stream } }) => ({
    model: typeof model === 'string' ? model : undefined,
    messages,
    stream: stream === true,
    round: toolRounds(messages, ({ role }) => role === 'tool'),
  }),
  scenarios: { ...openAIAnswers, ...openAIFailures },
  models: { path: '/v1/models', transcript: models },
  badRequest,
} satisfies ServedWire;

/** The name of a scenario: the same on every wire. */
export type ScenarioName = keyof (typeof servedOpenAI)['scenarios'];
