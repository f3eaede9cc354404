import { assert } from 'chai';
import { NO_CONFIG, type LoadedConfig } from '../../../lib/cli/config/loadConfig.ts';
import { resolveService } from '../../../lib/cli/service/resolveService.ts';
import type { ServiceOptions } from '../../../lib/cli/service/ServiceOptions.ts';

/** Whom the settings name, and where. */
function asked(
  options: ServiceOptions,
  env: Record<string, string> = {},
  config: Partial<LoadedConfig> = {},
): { readonly provider: string; readonly baseUrl: string | undefined; readonly key: string | undefined } {
  const { entry, baseUrl, key } = resolveService(options, { ...NO_CONFIG, ...config }, env);
  return { provider: entry.name, baseUrl, key: key && `${key.option} of ${key.variable}: ${key.value}` };
}

describe('resolveService', () => {
  describe('where no provider is named', () => {
    it('asks Autonomous.AI by default', () => {
      assert.deepEqual(asked({}), { provider: 'autonomous', baseUrl: undefined, key: undefined });
    });

    it('takes a base URL for a server that talks as OpenAI does, whatever keys are set', () => {
      const env = { ANTHROPIC_API_KEY: 'sk-ant', OPENAI_API_KEY: 'sk-key' };
      assert.deepEqual(asked({ baseUrl: 'http://a.example/v1' }, env), {
        provider: 'openai',
        baseUrl: 'http://a.example/v1',
        key: 'apiKey of OPENAI_API_KEY: sk-key',
      });
      assert.deepInclude(asked({}, { ANTHROPIC_API_KEY: 'sk-ant', OPENAI_BASE_URL: 'http://env.example/v1' }), {
        provider: 'openai',
        baseUrl: 'http://env.example/v1',
      });
      assert.deepInclude(asked({}, env, { defaults: { baseUrl: 'http://b.example/v1' } }), {
        provider: 'openai',
        baseUrl: 'http://b.example/v1',
      });
    });

    it('asks the provider whose key is the only one', () => {
      const table = [
        ['OPENAI_API_KEY', 'openai', 'apiKey'],
        ['ANTHROPIC_API_KEY', 'anthropic', 'apiKey'],
        ['ANTHROPIC_AUTH_TOKEN', 'anthropic', 'authToken'],
        ['GEMINI_API_KEY', 'gemini', 'apiKey'],
        ['GOOGLE_API_KEY', 'gemini', 'apiKey'],
        ['OLLAMA_API_KEY', 'ollama', 'apiKey'],
        // `responses` has the same key, and is asked where it is named.
      ] as const;
      for (const [variable, provider, option] of table) {
        assert.deepEqual(asked({}, { [variable]: 'sk' }), {
          provider,
          baseUrl: undefined,
          key: `${option} of ${variable}: sk`,
        });
      }
    });

    it('asks at the place of that provider', () => {
      const env = { ANTHROPIC_API_KEY: 'sk', ANTHROPIC_BASE_URL: 'http://env.example', OLLAMA_HOST: 'b.example' };
      assert.deepInclude(asked({}, env), { provider: 'anthropic', baseUrl: 'http://env.example' });
    });

    it('chooses between no two keys, and knows whose they are', () => {
      const env = { ANTHROPIC_API_KEY: 'sk', GEMINI_API_KEY: 'sk', OPENAI_API_KEY: '' };
      const { entry, undecided } = resolveService({}, NO_CONFIG, env);
      assert.strictEqual(entry.name, 'autonomous');
      assert.deepEqual(undecided, ['anthropic', 'gemini']);
    });

    it('takes empty variables for none, and the place of a server for no choice', () => {
      assert.deepInclude(asked({}, { OPENAI_BASE_URL: '', OPENAI_API_KEY: '' }), { provider: 'autonomous' });
      assert.deepInclude(asked({}, { OLLAMA_HOST: '0.0.0.0' }), { provider: 'autonomous' });
    });
  });

  describe('a provider that is named', () => {
    it('is asked with its own key at its own place', () => {
      const env = {
        OPENAI_API_KEY: 'sk-open',
        OPENAI_BASE_URL: 'http://openai.example/v1',
        ANTHROPIC_API_KEY: 'sk-ant',
        ANTHROPIC_BASE_URL: 'http://anthropic.example',
        GEMINI_API_KEY: 'sk-gem',
        GOOGLE_GEMINI_BASE_URL: 'http://gemini.example',
        OLLAMA_HOST: 'ollama.example',
      };
      assert.deepEqual(asked({ provider: 'openai' }, env), {
        provider: 'openai',
        baseUrl: 'http://openai.example/v1',
        key: 'apiKey of OPENAI_API_KEY: sk-open',
      });
      assert.deepEqual(asked({ provider: 'responses' }, env), {
        provider: 'responses',
        baseUrl: 'http://openai.example/v1',
        key: 'apiKey of OPENAI_API_KEY: sk-open',
      });
      assert.deepEqual(asked({ provider: 'anthropic' }, env), {
        provider: 'anthropic',
        baseUrl: 'http://anthropic.example',
        key: 'apiKey of ANTHROPIC_API_KEY: sk-ant',
      });
      assert.deepEqual(asked({ provider: 'gemini' }, env), {
        provider: 'gemini',
        baseUrl: 'http://gemini.example',
        key: 'apiKey of GEMINI_API_KEY: sk-gem',
      });
      assert.deepEqual(asked({ provider: 'ollama' }, env), {
        provider: 'ollama',
        baseUrl: 'http://ollama.example:11434',
        key: undefined,
      });
      assert.deepEqual(asked({ provider: 'autonomous' }, env), {
        provider: 'autonomous',
        baseUrl: undefined,
        key: undefined,
      });
    });

    it('takes the first of its variables: a token before a key, Google before Gemini', () => {
      const env = { ANTHROPIC_API_KEY: 'a', ANTHROPIC_AUTH_TOKEN: 'b', GEMINI_API_KEY: 'c', GOOGLE_API_KEY: 'd' };
      assert.strictEqual(asked({ provider: 'anthropic' }, env).key, 'authToken of ANTHROPIC_AUTH_TOKEN: b');
      assert.strictEqual(asked({ provider: 'gemini' }, env).key, 'apiKey of GOOGLE_API_KEY: d');
    });

    it('is asked at the base URL of the command line', () => {
      const env = { ANTHROPIC_BASE_URL: 'http://env.example' };
      assert.strictEqual(
        asked({ provider: 'anthropic', baseUrl: 'http://a.example' }, env).baseUrl,
        'http://a.example',
      );
    });
  });

  describe('the config file', () => {
    const defaults = {
      provider: 'anthropic',
      model: 'claude',
      baseUrl: 'http://defaults.example',
      system: 'Be brief.',
      options: { temperature: 0.1, maxTokens: 10 },
    } as const;

    it('gives what the command line does not', () => {
      const settings = resolveService({ sampling: { temperature: 1 } }, { ...NO_CONFIG, defaults }, {});
      assert.strictEqual(settings.entry.name, 'anthropic');
      assert.deepInclude(settings, { model: 'claude', baseUrl: 'http://defaults.example', system: 'Be brief.' });
      assert.deepEqual(settings.sampling, { temperature: 1, maxTokens: 10 });
      const given = resolveService(
        { model: 'm', system: 'S', baseUrl: 'http://a.example' },
        { ...NO_CONFIG, defaults },
        {},
      );
      assert.deepInclude(given, { model: 'm', baseUrl: 'http://a.example', system: 'S' });
    });

    it('goes before the environment', () => {
      const env = {
        ANTHROPIC_BASE_URL: 'http://env.example',
        OPENAI_BASE_URL: 'http://env.example',
        GEMINI_API_KEY: 'sk',
      };
      assert.deepInclude(asked({}, env, { defaults }), { provider: 'anthropic', baseUrl: 'http://defaults.example' });
    });

    it('lays a profile over the defaults', () => {
      const profile = { model: 'haiku', options: { maxTokens: 20, seed: 1 } };
      const settings = resolveService({}, { path: '', defaults, profile }, {});
      assert.deepInclude(settings, { model: 'haiku', baseUrl: 'http://defaults.example', system: 'Be brief.' });
      assert.deepEqual(settings.sampling, { temperature: 0.1, maxTokens: 20, seed: 1 });
    });

    it('keeps the model and the place of a provider to it', () => {
      const other = resolveService({ provider: 'ollama' }, { ...NO_CONFIG, defaults }, {});
      assert.deepInclude(other, { model: undefined, baseUrl: undefined, system: 'Be brief.' });
      const profile = { provider: 'ollama', model: 'llama' } as const;
      assert.deepInclude(resolveService({}, { path: '', defaults, profile }, {}), {
        model: 'llama',
        baseUrl: undefined,
      });
      assert.deepInclude(resolveService({ provider: 'anthropic' }, { path: '', defaults, profile }, {}), {
        model: 'claude',
        baseUrl: 'http://defaults.example',
      });
      // Of no provider at all, they are everybody's.
      const loose = resolveService({ provider: 'ollama' }, { ...NO_CONFIG, defaults: { model: 'llama' } }, {});
      assert.strictEqual(loose.model, 'llama');
    });
  });

  it('keeps the environment and the config file away from the embedded server', () => {
    const env = { OPENAI_API_KEY: 'sk-key', OPENAI_BASE_URL: 'http://env.example/v1' };
    const config = { defaults: { provider: 'gemini', model: 'm', system: 'S' } } as const;
    assert.deepEqual(asked({ embedded: true }, env, config), {
      provider: 'autonomous',
      baseUrl: undefined,
      key: undefined,
    });
    const settings = resolveService({ embedded: true, provider: 'openai' }, { ...NO_CONFIG, ...config }, env);
    assert.strictEqual(settings.entry.name, 'openai');
    assert.deepInclude(settings, { baseUrl: undefined, key: undefined, model: undefined, system: undefined });
  });

  it("refuses a place of the environment that is none, without its value, and only where it's used", () => {
    const env = { OPENAI_BASE_URL: 'localhost:secret', OLLAMA_HOST: 'a secret' };
    const urls = /^OPENAI_BASE_URL must be a URL that begins with http:\/\/ or https:\/\/$/;
    assert.throws(() => resolveService({}, NO_CONFIG, env), urls);
    assert.throws(
      () => resolveService({ provider: 'ollama' }, NO_CONFIG, env),
      /^OLLAMA_HOST must be a host, host:port, :port or a URL that begins with http:\/\/ or https:\/\/$/,
    );
    assert.deepInclude(asked({ baseUrl: 'http://a.example' }, env), { baseUrl: 'http://a.example' });
    assert.deepInclude(asked({ provider: 'autonomous' }, env), { provider: 'autonomous' });
  });

  it('knows what a person calls what an error may speak of', () => {
    const config = { path: '/c.json', defaults: { provider: 'ollama', options: { seed: 1 } }, profile: {} } as const;
    const env = { OLLAMA_HOST: 'a.example', OLLAMA_API_KEY: 'sk' };
    const { names } = resolveService({ sampling: { maxTokens: 5 } }, config, env);
    assert.strictEqual(names.get('options/baseUrl'), 'OLLAMA_HOST');
    assert.strictEqual(names.get('options/apiKey'), 'OLLAMA_API_KEY');
    assert.strictEqual(names.get('maxTokens'), '--max-tokens');
    assert.strictEqual(names.get('seed'), 'seed in /c.json');
    const given = resolveService({ baseUrl: 'http://b.example' }, config, env);
    assert.strictEqual(given.names.get('options/baseUrl'), '--base-url');
    const inFile = resolveService({}, { ...config, profile: { baseUrl: 'http://c.example' } }, env);
    assert.strictEqual(inFile.names.get('options/baseUrl'), 'baseUrl in /c.json');
  });
});
