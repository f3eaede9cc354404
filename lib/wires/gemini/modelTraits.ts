/** What a model takes, which its name tells: new names inherit the newest way. */
export interface ModelTraits {
  /** Does it refuse `systemInstruction`? */
  readonly isGemma: boolean;
  /** How is it told how long to think? `undefined` for a model of another family. */
  readonly thinking: 'budget' | 'level' | undefined;
}

/** What a model takes. The name may have a path in front of it. */
export function modelTraits(model: string): ModelTraits {
  const name = modelNameOf(model);
  if (/^gemini-[12](?!\d)/.test(name)) return { isGemma: false, thinking: 'budget' };
  return { isGemma: name.startsWith('gemma-'), thinking: name.startsWith('gemini-') ? 'level' : undefined };
}

/** `models/gemini-2.5-pro` is `gemini-2.5-pro`. */
export const modelNameOf = (model: string): string => model.slice(model.lastIndexOf('/') + 1).toLowerCase();
