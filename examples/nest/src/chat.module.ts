import { Module } from '@nestjs/common';
import { type ChatSource, openAICompatible } from 'rxllm';
import { startServer } from 'rxllm/testing';
import { ChatController } from './chat.controller.js';
import { CHAT_SOURCE } from './chat-source.js';
import { PageController } from './page.controller.js';

/** Without a key the server embedded in the library answers, and says so. */
async function findSource(): Promise<ChatSource> {
  const apiKey = process.env['OPENAI_API_KEY'];
  if (apiKey === undefined) return openAICompatible({ ...(await startServer()).openAI, defaultModel: 'default' });
  return openAICompatible({ baseUrl: 'https://api.openai.com/v1', apiKey, defaultModel: 'gpt-4o-mini' });
}

@Module({
  controllers: [ChatController, PageController],
  providers: [{ provide: CHAT_SOURCE, useFactory: findSource }],
})
export class ChatModule {}
