/** What a model accepts, derived from its name: unknown names are treated like the newest models. */
export interface ModelTraits {
  /** Whether it refuses `systemInstruction`. */
  readonly isGemma: boolean;
  /** How the length of its thinking is set; `undefined` for a model of another family. */
  readonly thinking: 'budget' | 'level' | undefined;
}

/** What a model accepts. The name may be preceded by a path. */
export function modelTraits(model: string): ModelTraits {
  const name = modelNameOf(model);
  if (/^gemini-[12](?!\d)/.test(name)) return { isGemma: false, thinking: 'budget' };
  return { isGemma: name.startsWith('gemma-'), thinking: name.startsWith('gemini-') ? 'level' : undefined };
}

/** `models/gemini-2.5-pro` is `gemini-2.5-pro`. */
export const modelNameOf = (model: string): string => model.slice(model.lastIndexOf('/') + 1).toLowerCase();
