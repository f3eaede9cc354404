import { assert } from 'chai';
import { nearestProvider } from '../../../lib/cli/providers/nearestProvider.ts';

describe('nearestProvider', () => {
  it('finds a mistyped name', () => {
    assert.strictEqual(nearestProvider('opnai'), 'openai');
    assert.strictEqual(nearestProvider('Antropic'), 'anthropic');
    assert.strictEqual(nearestProvider('lama'), 'ollama');
    assert.strictEqual(nearestProvider('response'), 'responses');
  });

  it('knows what a provider is called elsewhere, and in the library', () => {
    const table = {
      claude: 'anthropic',
      Google: 'gemini',
      gpt: 'openai',
      ChatGPT: 'openai',
      openAICompatible: 'openai',
      'openai-responses': 'responses',
      autonomousAI: 'autonomous',
    };
    for (const [name, provider] of Object.entries(table)) assert.strictEqual(nearestProvider(name), provider);
  });

  it('suggests nothing for another word', () => {
    for (const name of ['', 'mistral', 'My secret plan', 'constructor']) assert.isUndefined(nearestProvider(name));
  });
});
