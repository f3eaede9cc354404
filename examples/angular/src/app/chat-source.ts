import { InjectionToken } from '@angular/core';
import { type ChatSource, openAICompatible } from 'rxllm';

/** Who answers: your own server, which holds the key. What is in a page is everybody's. */
export const CHAT_SOURCE = new InjectionToken<ChatSource>('CHAT_SOURCE', {
  factory: () => openAICompatible({ baseUrl: '/api/v1', defaultModel: 'default' }),
});
