import { assert } from 'chai';
import { lastValueFrom } from 'rxjs';
import { servedSource } from '../../../../lib/cli/serve/source/servedSource.ts';
import { collect } from '../../../../lib/chunk/collect.ts';
import { ProviderError } from '../../../../lib/errors/ProviderError.ts';
import type { ChatRequest } from '../../../../lib/request/ChatRequest.ts';
import { script, type ScriptedSource } from '../../../../lib/testing/script.ts';

const QUESTION: ChatRequest = { messages: [{ role: 'user', content: 'Hi' }] };
const QUIETLY = { retries: 0, tell: () => undefined };

describe('servedSource', () => {
  it('adds what the command line says, where the request says nothing', async () => {
    const source = script(['Hello']);
    const settings = { model: 'm', system: 'Be brief.', sampling: { temperature: 0.5, seed: 1 } };
    await lastValueFrom(served(source, settings).stream({ ...QUESTION, temperature: 0 }));
    assert.deepEqual(source.requests, [
      {
        model: 'm',
        temperature: 0,
        seed: 1,
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hi' },
        ],
      },
    ]);
  });

  it("leaves a request's own model and instructions", async () => {
    const source = script(['Hello']);
    const messages = [{ role: 'developer', content: 'Be long.' }, ...QUESTION.messages] as ChatRequest['messages'];
    await lastValueFrom(served(source, { model: 'm', system: 'Be brief.' }).stream({ model: 'other', messages }));
    assert.deepEqual(source.requests, [{ model: 'other', messages }]);
  });

  it('asks again where the service was busy, and says so', async () => {
    const busy = new ProviderError({
      kind: 'overloaded',
      inBand: false,
      retryable: true,
      detail: 'busy',
      retryAfterMs: 0,
    });
    const told: string[] = [];
    const source = script([busy, 'Hello']);
    const asked = served(source, {}, { retries: 1, tell: (message: string) => void told.push(message) } as never);
    const { text } = await lastValueFrom(asked.stream(QUESTION).pipe(collect()));
    assert.strictEqual(text, 'Hello');
    assert.deepEqual(told, [busy.message]);
  });
});

const served = (source: ScriptedSource, settings: object, options = QUIETLY): ReturnType<typeof servedSource> =>
  servedSource({ provider: source as never, settings: { sampling: {}, ...settings } as never }, options);
