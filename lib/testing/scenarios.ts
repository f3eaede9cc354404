import type { Scenario } from './Transcript.ts';
import { autonomousAIAnswers } from './transcripts/autonomousAIAnswers.ts';
import { brokenAnswers } from './transcripts/brokenAnswers.ts';
import { httpErrors } from './transcripts/httpErrors.ts';
import { noAnswers } from './transcripts/noAnswers.ts';
import { openAIAnswers } from './transcripts/openAIAnswers.ts';
import type { Wire } from './wireOf.ts';

const failures = { ...httpErrors, ...noAnswers, ...brokenAnswers };

/**
 * What the server answers by name, on each wire. Every name works on both; where Autonomous.AI's wire has no words of its own
 * (tool calls, reasoning), the bytes are OpenAI's.
 *
 * @example
 * ```ts
 * import { scenarios, startServer } from 'rxllm/testing';
 *
 * const { stream } = scenarios.openAI.unicode;
 * const server = await startServer({ answer: { ...stream, ending: 'reset' } });
 * ```
 */
export const scenarios = {
  openAI: { ...openAIAnswers, ...failures },
  autonomousAI: { ...openAIAnswers, ...autonomousAIAnswers, ...failures },
} satisfies Readonly<Record<Wire, Readonly<Record<string, Scenario>>>>;

/** The name of a scenario. */
export type ScenarioName = keyof (typeof scenarios)['openAI'];
