import type { ServedWire } from '../server/ServedWire.ts';
import { toolRounds } from '../server/toolRounds.ts';
import { geminiBrokenAnswers } from '../transcripts/gemini/brokenAnswers.ts';
import { geminiAnswers } from '../transcripts/gemini/geminiAnswers.ts';
import { geminiHttpErrors } from '../transcripts/gemini/httpErrors.ts';
import { geminiModels } from '../transcripts/gemini/models.ts';
import { geminiNoAnswers } from '../transcripts/gemini/noAnswers.ts';
import { geminiBadRequest } from '../transcripts/gemini/refusals.ts';
import type { ScenarioName } from './servedOpenAI.ts';

/** The paths of the developer API and of Vertex. */
const PATH =
  /^\/v1(?:alpha|beta1?)?\/(?:.+\/)?(?:models|tunedModels)\/([^/:]+):(streamGenerateContent|generateContent)$/;

export const servedGemini = {
  isChat: (path) => PATH.test(path),
  question: ({ path, body: { contents } }) => {
    const [, model, method] = PATH.exec(path) ?? [];
    return {
      model: model === undefined ? undefined : decode(model),
      messages: contents,
      stream: method === 'streamGenerateContent',
      round: toolRounds(contents, ({ parts }) => Array.isArray(parts) && parts.some(isResult)),
    };
  },
  scenarios: { ...geminiAnswers, ...geminiHttpErrors, ...geminiNoAnswers, ...geminiBrokenAnswers },
  models: { path: '/v1beta/models', transcript: geminiModels },
  badRequest: geminiBadRequest,
} satisfies ServedWire<ScenarioName>;

function isResult(part: unknown): boolean {
  return typeof part === 'object' && part !== null && 'functionResponse' in part;
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
