import type { ServedWire } from '../server/ServedWire.ts';
import { toolRounds } from '../server/toolRounds.ts';
import { httpErrors } from '../transcripts/openaiChat/httpErrors.ts';
import { noAnswers } from '../transcripts/openaiChat/noAnswers.ts';
import { brokenAnswers } from '../transcripts/openaiChat/brokenAnswers.ts';
import { badRequest } from '../transcripts/openaiChat/refusals.ts';
import { brokenResponses } from '../transcripts/openaiResponses/brokenResponses.ts';
import { noResponses } from '../transcripts/openaiResponses/noResponses.ts';
import { responsesAnswers } from '../transcripts/openaiResponses/responsesAnswers.ts';
import type { ScenarioName } from './servedOpenAI.ts';

/** OpenAI's Responses. What it does not define itself (refusals by status, pages, silence) is the same as on OpenAI's other wire. */
export const servedResponses = {
  isChat: (path) => path === '/v1/responses',
  question: ({ body: { model, input, stream } }) => ({
    model: typeof model === 'string' ? model : undefined,
    // A plain text is a message.
    messages: typeof input === 'string' ? [{ role: 'user', content: input }] : input,
    stream: stream === true,
    round: toolRounds(input, ({ type }) => type === 'function_call_output'),
  }),
  scenarios: {
    ...responsesAnswers,
    choices: responsesAnswers.default,
    ...httpErrors,
    ...noAnswers,
    ...noResponses,
    ...brokenAnswers,
    ...brokenResponses,
  },
  badRequest,
} satisfies ServedWire<ScenarioName>;
