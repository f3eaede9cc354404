import { openAICompatible } from 'rxllm';
import { startServer } from 'rxllm/testing';
import { createApp } from './createApp.ts';

const port = Number(process.env['PORT'] ?? 3000);
const apiKey = process.env['OPENAI_API_KEY'];
const openAI = { baseUrl: 'https://api.openai.com/v1', apiKey, defaultModel: 'gpt-4o-mini' };
// Without a key the server embedded in the library answers, and says so.
const source = openAICompatible(apiKey === undefined ? (await startServer()).openAI : openAI);

const app = createApp({
  source,
  keys: new Set((process.env['KEYS'] ?? 'a-key-of-one-of-your-users').split(',')),
  log: (line) => process.stderr.write(`${line}\n`),
});
app.listen(port, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${port}/v1\n`));
