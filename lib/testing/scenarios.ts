import { WIRES } from './wires.ts';
import type { ScenarioName } from './wires/servedOpenAI.ts';

export type { ScenarioName };

/**
 * The server's answers by name, on each wire. Every name works on every wire. For what Autonomous.AI's wire does not define (tool calls,
 * reasoning), the bytes are OpenAI's.
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
  openAI: WIRES.openAI.scenarios,
  autonomousAI: WIRES.autonomousAI.scenarios,
  ollama: WIRES.ollama.scenarios,
  gemini: WIRES.gemini.scenarios,
  anthropic: WIRES.anthropic.scenarios,
  responses: WIRES.responses.scenarios,
};
