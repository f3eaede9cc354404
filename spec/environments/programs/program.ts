import { firstValueFrom, type Observable } from 'rxjs';
import * as rxllm from 'rxllm';
import { autonomousAI, collect, openAICompatible, toText, type Chunk, type Message } from 'rxllm';
import * as redis from 'rxllm/redis';
import * as relay from 'rxllm/relay';
import * as server from 'rxllm/server';
import * as testing from 'rxllm/testing';
import * as tools from 'rxllm/tools';

export const entries: readonly object[] = [rxllm, redis, relay, server, testing, tools];
export const isText = (chunk: Chunk): boolean => chunk.type === 'text';
export const text$: Observable<string> = autonomousAI()
  .stream({ messages: [{ role: 'user', content: 'Hello' }] })
  .pipe(toText());
export const response: Promise<Response> = server.toResponse(text$);

export async function answer(messages: readonly Message[]): Promise<string> {
  const model = await testing.startServer();
  const provider = openAICompatible({ ...model.openAI, defaultModel: 'length' });
  for await (const chunk of provider.stream({ messages })) if (chunk.type === 'usage') break;
  const { text } = await firstValueFrom(provider.stream({ messages }).pipe(collect()));
  await model.close();
  return text;
}

if (process.argv.includes('--run')) {
  void answer([{ role: 'user', content: 'Hello' }]).then((text) => process.stdout.write(text));
}
