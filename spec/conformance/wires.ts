import { anthropic, autonomousAI, gemini, ollama, openAICompatible, openAIResponses } from '../../lib/index.ts';
import { type ConformanceOptions, wireSamples } from '../../lib/testing/index.ts';

/** Every wire of the library: a further one gets all of the specs of this folder by a line here. */
export const wires: Readonly<Record<string, ConformanceOptions>> = {
  openAI: { provider: openAICompatible, wire: wireSamples.openAI },
  autonomousAI: {
    // The service wants no key.
    provider: ({ apiKey: _, ...options }) => autonomousAI(options),
    wire: wireSamples.autonomousAI,
  },
  anthropic: { provider: anthropic, wire: wireSamples.anthropic },
  gemini: { provider: gemini, wire: wireSamples.gemini },
  responses: { provider: openAIResponses, wire: wireSamples.responses },
  ollama: { provider: ollama, wire: wireSamples.ollama },
};
