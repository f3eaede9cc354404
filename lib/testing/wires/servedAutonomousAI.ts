import type { ServedWire } from '../server/ServedWire.ts';
import { autonomousAIAnswers } from '../transcripts/autonomous/autonomousAIAnswers.ts';
import { openAIAnswers } from '../transcripts/openaiChat/openAIAnswers.ts';
import { badRequest } from '../transcripts/openaiChat/refusals.ts';
import { openAIFailures, type ScenarioName } from './servedOpenAI.ts';

/** Padded standard base64, and nothing else. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const PATHS: ReadonlySet<string> = new Set([
  '/api/v1/ai/chat',
  '/api/v1/ai/chat-hermes',
  '/api/v1/ai/chat-vision',
  '/api/v1/ai/summary',
]);

/** For what the wire does not define (tool calls, reasoning), the bytes are OpenAI's. */
export const servedAutonomousAI = {
  isChat: (path) => PATHS.has(path),
  question: ({ body: { aiAgent, messages, stream } }) => ({
    model: typeof aiAgent === 'string' ? aiAgent : undefined,
    messages: decode(messages),
    stream: stream === true,
    round: 0,
  }),
  scenarios: { ...openAIAnswers, ...autonomousAIAnswers, ...openAIFailures },
  badRequest,
} satisfies ServedWire<ScenarioName>;

function decode(text: unknown): unknown {
  if (typeof text !== 'string' || !BASE64.test(text)) return undefined;
  try {
    return JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
