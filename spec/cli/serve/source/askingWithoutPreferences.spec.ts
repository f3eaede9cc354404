import { assert } from 'chai';
import { lastValueFrom } from 'rxjs';
import { askingWithoutPreferences } from '../../../../lib/cli/serve/source/askingWithoutPreferences.ts';
import { collect } from '../../../../lib/chunk/collect.ts';
import { ConnectionError } from '../../../../lib/errors/ConnectionError.ts';
import type { ChatRequest } from '../../../../lib/request/ChatRequest.ts';
import { script } from '../../../../lib/testing/script.ts';
import { startServer } from '../../../../lib/testing/startServer.ts';
import { autonomousAI } from '../../../../lib/wires/autonomous/autonomousAI.ts';
import { outcomeOf } from '../../../support/outcome.ts';

const QUESTION: ChatRequest = { messages: [{ role: 'user', content: 'Hi' }] };

describe('askingWithoutPreferences', () => {
  it('leaves out what the wire has no place for', async () => {
    const preferences = { temperature: 0.1, maxTokens: 4096, topP: 1, seed: 1, stop: ['x'], reasoningEffort: 'low' };
    assert.strictEqual(await ask({ ...QUESTION, ...preferences }), '1: This is a canned');
  });

  it('does not leave out what the question is about', async () => {
    const tools = [{ name: 'clock', parameters: {} }];
    const error = await ask({ ...QUESTION, temperature: 0.1, tools }).catch((failure: unknown) => failure);
    assert.deepInclude(error, { name: 'InvalidRequestError', paths: ['temperature', 'tools'] });
  });

  it('does not leave out a preference that makes no sense', async () => {
    const error = await ask({ ...QUESTION, maxTokens: -1 }).catch((failure: unknown) => failure);
    assert.deepInclude(error, { name: 'InvalidRequestError', paths: ['maxTokens'] });
  });

  it('lets other failures pass', async () => {
    const error = new ConnectionError('ECONNREFUSED');
    const outcome = await outcomeOf(askingWithoutPreferences(script([error]), QUESTION));
    assert.strictEqual(outcome.error, error);
  });
});

const ask = async (request: ChatRequest): Promise<string> => {
  const server = await startServer({ paceMs: 0 });
  try {
    const { text } = await lastValueFrom(
      askingWithoutPreferences(autonomousAI(server.autonomousAI), request).pipe(collect()),
    );
    return `${server.requests.length}: ${text.slice(0, 16)}`;
  } finally {
    await server.close();
  }
};
