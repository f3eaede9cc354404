import { assert } from 'chai';
import { NO_CONFIG } from '../../../lib/cli/config/loadConfig.ts';
import { requireKey } from '../../../lib/cli/service/requireKey.ts';
import { resolveService } from '../../../lib/cli/service/resolveService.ts';
import type { ServiceOptions } from '../../../lib/cli/service/ServiceOptions.ts';
import { UsageError } from '../../../lib/cli/session/UsageError.ts';

function complaintOf(options: ServiceOptions, env: Record<string, string> = {}): string {
  try {
    requireKey(resolveService(options, NO_CONFIG, env));
    return '';
  } catch (error) {
    assert.instanceOf(error, UsageError);
    return (error as Error).message;
  }
}

describe('requireKey', () => {
  it('names the variable of each service that needs a key, the usual one first', () => {
    const table = {
      openai: 'openai needs a key: set OPENAI_API_KEY in the environment',
      responses: 'responses needs a key: set OPENAI_API_KEY in the environment',
      anthropic: 'anthropic needs a key: set ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN in the environment',
      gemini: 'gemini needs a key: set GEMINI_API_KEY or GOOGLE_API_KEY in the environment',
      ollama: '',
      autonomous: '',
    } as const;
    for (const [provider, complaint] of Object.entries(table)) {
      assert.strictEqual(complaintOf({ provider: provider as keyof typeof table }), complaint);
    }
  });

  it('is content with any of the keys, and asks for none at another server or the embedded one', () => {
    assert.strictEqual(complaintOf({ provider: 'anthropic' }, { ANTHROPIC_AUTH_TOKEN: 'x' }), '');
    assert.strictEqual(complaintOf({ provider: 'anthropic' }, { ANTHROPIC_BASE_URL: 'http://a.example' }), '');
    assert.strictEqual(complaintOf({ provider: 'openai', baseUrl: 'http://a.example/v1' }), '');
    assert.strictEqual(complaintOf({ provider: 'openai', embedded: true }), '');
  });

  it('asks for a choice where several keys are set', () => {
    const env = { ANTHROPIC_API_KEY: 'a', GEMINI_API_KEY: 'b' };
    assert.strictEqual(complaintOf({}, env), 'keys are set for anthropic, gemini: choose one of them with --provider');
    assert.strictEqual(complaintOf({ provider: 'gemini' }, env), '');
  });
});
