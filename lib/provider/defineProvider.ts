import { shape } from '../codec/shape.ts';
import { checkDefinition } from './checkDefinition.ts';
import { checkOptions } from './checkOptions.ts';
import { createProvider } from './createProvider.ts';
import type { Provider } from './Provider.ts';
import type { ProviderDefinition } from './ProviderDefinition.ts';
import { type ProviderOptions, SHARED_OPTIONS } from './ProviderOptions.ts';

/** The shared options only: a definition's own factory may have others, which it checks itself. */
const SharedOptions = shape('an object', {}, SHARED_OPTIONS);

/**
 * Makes a provider from plain values and functions: its name and URLs, how a request becomes headers and a body, the shape of a frame,
 * and the chunks of a frame.
 *
 * Throws `InvalidRequestError` for a bad definition or bad options, with paths (`definition/frame`, `options/baseUrl`). The provider's streams never throw.
 *
 * @example
 * ```ts
 * import * as t from 'io-ts';
 * import { defineProvider } from 'rxllm';
 *
 * const parrot = defineProvider({
 *   name: 'parrot',
 *   url: 'https://parrot.example/',
 *   defaultModel: 'grey',
 *   models: ['grey'],
 *   endpoints: { '*': 'https://parrot.example/chat' },
 *   body: ({ request, model }) => ({ model, say: request.messages.at(-1)?.content }),
 *   frame: t.type({ word: t.string }),
 *   toChunks: ({ word }) => [{ type: 'text', choice: 0, text: word }],
 * });
 * ```
 */
export function defineProvider<Frame>(definition: ProviderDefinition<Frame>, options: ProviderOptions = {}): Provider {
  checkDefinition(definition);
  checkOptions(options, SharedOptions);
  return createProvider(definition, options);
}
