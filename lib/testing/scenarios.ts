import type { Scenario } from './Transcript.ts';
import { autonomousDefault } from './transcripts/autonomousAI.ts';
import { openAIDefault } from './transcripts/openAI.ts';

export type Wire = 'openAI' | 'autonomousAI';

/** What the server can answer by name, as each wire says it. */
export const scenarios = {
  openAI: { default: openAIDefault },
  autonomousAI: { default: autonomousDefault },
} satisfies Readonly<Record<Wire, Readonly<Record<string, Scenario>>>>;

/** The scenarios that the server knows by name. */
export type ScenarioName = keyof (typeof scenarios)['openAI'];
