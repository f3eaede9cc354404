import { type ChatSource, openAICompatible } from 'rxllm';
import { startServer } from 'rxllm/testing';

let model: Promise<ChatSource> | undefined;

/** The model behind the page: OpenAI's where there is a key, else the server embedded in the library, with canned answers. */
export const findModel = (): Promise<ChatSource> => (model ??= makeModel());

async function makeModel(): Promise<ChatSource> {
  const apiKey = process.env['OPENAI_API_KEY'];
  if (apiKey === undefined) return openAICompatible((await startServer()).openAI);
  return openAICompatible({ baseUrl: 'https://api.openai.com/v1', apiKey, body: { model: 'gpt-4o-mini' } });
}
