import type { ServedWire } from '../server/ServedWire.ts';
import { toolRounds } from '../server/toolRounds.ts';
import { brokenAnswers } from '../transcripts/ollama/brokenAnswers.ts';
import { httpErrors } from '../transcripts/ollama/httpErrors.ts';
import { models } from '../transcripts/ollama/models.ts';
import { noAnswers } from '../transcripts/ollama/noAnswers.ts';
import { ollamaAnswers } from '../transcripts/ollama/ollamaAnswers.ts';
import { badRequest } from '../transcripts/ollama/refusals.ts';
import type { ScenarioName } from './servedOpenAI.ts';

/** Ollama's native API. What the wire does not define (a refusal, several choices, a filter) is plain text, or the same as `default`. */
export const servedOllama = {
  isChat: (path) => path === '/api/chat',
  question: ({ body: { model, messages, stream } }) => ({
    model: typeof model === 'string' ? model : undefined,
    messages,
    // A request that does not specify it streams.
    stream: stream !== false,
    round: toolRounds(messages, ({ role }) => role === 'tool'),
  }),
  scenarios: { ...ollamaAnswers, ...httpErrors, ...noAnswers, ...brokenAnswers },
  models: { path: '/api/tags', transcript: models },
  badRequest,
} satisfies ServedWire<ScenarioName>;
