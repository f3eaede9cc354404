import { servedAnthropic } from './wires/servedAnthropic.ts';
import { servedAutonomousAI } from './wires/servedAutonomousAI.ts';
import { servedOllama } from './wires/servedOllama.ts';
import { servedGemini } from './wires/servedGemini.ts';
import { servedOpenAI } from './wires/servedOpenAI.ts';
import { servedResponses } from './wires/servedResponses.ts';

/** The wires that the embedded server speaks. A new one needs a line here, and a folder of transcripts. */
export const WIRES = {
  openAI: servedOpenAI,
  autonomousAI: servedAutonomousAI,
  ollama: servedOllama,
  gemini: servedGemini,
  anthropic: servedAnthropic,
  responses: servedResponses,
};
