// A server's process: asks a model, and writes its answer into the log. It tells its parent of what it reads itself.
import { openAICompatible } from '../../lib/index.ts';
import { redisLog } from '../../lib/redis/index.ts';
import { startAnswer } from '../../lib/relay/index.ts';
import { clientsOf } from '../support/redisClients.ts';

/** What it is told when it starts. */
export interface WriterSettings {
  readonly redisPort: number;
  readonly modelUrl: string;
  readonly id: string;
  readonly leaseMs: number;
}

const { redisPort, modelUrl, id, leaseMs } = JSON.parse(process.argv[2] ?? '{}') as WriterSettings;
const { use } = await clientsOf['node-redis'](redisPort);
const answer$ = openAICompatible({ baseUrl: modelUrl, defaultModel: 'canned' }).stream({
  messages: [{ role: 'user', content: 'Hello' }],
});
startAnswer(redisLog({ ...use, leaseMs }), id, answer$).subscribe({
  next: (positioned) => process.send?.(positioned),
  error: (error: unknown) => process.send?.({ error }),
  complete: () => process.send?.('complete'),
});
