import { anthropicSample } from './samples/anthropicSample.ts';
import { autonomousAISample } from './samples/autonomousAISample.ts';
import { geminiSample } from './samples/geminiSample.ts';
import { ollamaSample } from './samples/ollamaSample.ts';
import { openAISample } from './samples/openAISample.ts';
import { responsesSample } from './samples/responsesSample.ts';

/**
 * Samples of the wires that the library knows, for `conformance`: for a provider of your own that speaks one of them.
 *
 * @example
 * ```ts
 * import { anthropic } from 'rxllm';
 * import { conformance, wireSamples } from 'rxllm/testing';
 *
 * export const cases = conformance({ provider: anthropic, wire: wireSamples.anthropic });
 * ```
 */
export const wireSamples = {
  openAI: openAISample,
  autonomousAI: autonomousAISample,
  ollama: ollamaSample,
  gemini: geminiSample,
  anthropic: anthropicSample,
  responses: responsesSample,
};
