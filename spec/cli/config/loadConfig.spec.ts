import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assert } from 'chai';
import { loadConfig } from '../../../lib/cli/config/loadConfig.ts';
import { UsageError } from '../../../lib/cli/session/UsageError.ts';
import { serveBytes } from '../../support/serveBytes.ts';
import { runCommand } from '../runCommand.ts';

describe('loadConfig', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rxllm-config-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const write = async (path: string, config: unknown): Promise<string> => {
    const whole = join(folder, path);
    await mkdir(dirname(whole), { recursive: true });
    await writeFile(whole, typeof config === 'string' ? config : JSON.stringify(config));
    return whole;
  };

  /** What a person is told of a file that says this; `PATH` stands for its path. */
  const refusalOf = async (config: unknown, profile?: string): Promise<string> => {
    const path = await write('c.json', config);
    try {
      await loadConfig({ RXLLM_CONFIG: path }, profile);
    } catch (error) {
      assert.instanceOf(error, UsageError);
      return (error as Error).message.replaceAll(path, 'PATH');
    }
    return 'none';
  };

  it('finds the file where RXLLM_CONFIG says, or where the standard says', async () => {
    const defaults = { model: 'm' };
    const named = await write('named.json', { defaults: { model: 'named' } });
    const xdg = await write('xdg/rxllm/config.json', { defaults });
    const home = await write('home/.config/rxllm/config.json', { defaults: { model: 'home' } });
    const env = { XDG_CONFIG_HOME: join(folder, 'xdg'), HOME: join(folder, 'home') };
    const none = { path: '', defaults: {}, profile: {} };
    assert.deepEqual(await loadConfig({ ...env, RXLLM_CONFIG: named }), {
      path: named,
      defaults: { model: 'named' },
      profile: {},
    });
    assert.deepEqual(await loadConfig(env), { path: xdg, defaults, profile: {} });
    assert.strictEqual((await loadConfig({ ...env, RXLLM_CONFIG: '' })).path, xdg);
    assert.strictEqual((await loadConfig({ HOME: env.HOME })).path, home);
    assert.strictEqual((await loadConfig({ ...env, XDG_CONFIG_HOME: 'relative' })).path, home);
    assert.deepEqual(await loadConfig({ XDG_CONFIG_HOME: join(folder, 'nowhere') }), none);
    assert.deepEqual(await loadConfig({}), none);
  });

  it('takes an empty file for no settings', async () => {
    assert.strictEqual(await refusalOf(' \n'), 'none');
    assert.strictEqual(await refusalOf({}), 'none');
  });

  it('gives a profile by its name', async () => {
    const work = {
      provider: 'gemini',
      baseUrl: 'https://a.example',
      system: 'S',
      options: { stop: ['x'], topP: 0.5 },
    } as const;
    const path = await write('c.json', { defaults: { model: 'm' }, profiles: { work, constructor: {} } });
    assert.deepEqual(await loadConfig({ RXLLM_CONFIG: path }, 'work'), {
      path,
      defaults: { model: 'm' },
      profile: work,
    });
    assert.strictEqual(
      await refusalOf({ profiles: { work, home: {} } }, 'wrk'),
      '--profile wrk: there is no such profile in PATH; it has work, home',
    );
    assert.strictEqual(
      await refusalOf({}, 'toString'),
      '--profile toString: there is no such profile in PATH; it has no profiles',
    );
  });

  it('tells of a file that is not there, where it was asked for', async () => {
    const tell = async (env: Record<string, string>, profile?: string): Promise<string> => {
      const loaded = await loadConfig(env, profile).catch((error: unknown) => error);
      assert.instanceOf(loaded, UsageError);
      return (loaded as Error).message.replaceAll(folder, 'FOLDER');
    };
    assert.strictEqual(
      await tell({ RXLLM_CONFIG: join(folder, 'none.json') }),
      'the config file FOLDER/none.json (named by RXLLM_CONFIG): there is no such file',
    );
    assert.strictEqual(
      await tell({ RXLLM_CONFIG: folder }),
      'the config file FOLDER (named by RXLLM_CONFIG): it is a folder',
    );
    assert.strictEqual(
      await tell({ HOME: folder }, 'work'),
      '--profile needs a config file, and there is none: create FOLDER/.config/rxllm/config.json',
    );
    assert.strictEqual(
      await tell({}, 'work'),
      '--profile needs a config file, and there is none: set RXLLM_CONFIG to one',
    );
  });

  it('says what is wrong with a file, and where', async () => {
    const table: readonly (readonly [unknown, string])[] = [
      ['{\n  "defaults": oops\n}', 'the config file PATH is not JSON: line 2, column 15: a value is expected'],
      ['{"defaults": {', 'the config file PATH is not JSON: it ends in the middle'],
      [[], 'the config file PATH: the value must be an object of defaults and profiles'],
      [{ provider: 'openai' }, 'the config file PATH: provider is not a known setting: the nearest is "defaults"'],
      [
        { defaults: { provider: 'gpt' } },
        'the config file PATH: defaults/provider must be one of anthropic, gemini, ollama, openai, responses, autonomous',
      ],
      [
        { defaults: { modle: 'm' } },
        'the config file PATH: defaults/modle is not a known setting: the nearest is "model"',
      ],
      [
        { profiles: { a: { baseUrl: 'secret' } } },
        'the config file PATH: profiles/a/baseUrl must be a URL that begins with http:// or https://',
      ],
      [
        { defaults: { options: { effort: 'low', maxTokens: 0 } } },
        'the config file PATH: defaults/options/maxTokens must be a positive integer; defaults/options/effort is not a known option: the nearest is "reasoningEffort"',
      ],
    ];
    for (const [config, message] of table) assert.strictEqual(await refusalOf(config), message);
  });

  it('refuses keys and passwords, wherever they stand, and does not repeat them', async () => {
    const names = [
      'apiKey',
      'api_key',
      'API-KEY',
      'key',
      'token',
      'authToken',
      'access_token',
      'OPENAI_API_KEY',
      'password',
    ];
    for (const name of [...names, 'secret', 'authorization']) {
      assert.strictEqual(await refusalOf({ [name]: 'sk-secret' }), where(name));
      assert.strictEqual(await refusalOf({ profiles: { a: { [name]: 'sk-secret' } } }), where(`profiles/a/${name}`));
    }
    assert.strictEqual(
      await refusalOf({ defaults: { baseUrl: 'https://me:secret@a.example' } }),
      where('the password in defaults/baseUrl'),
    );
    // A profile may be called as it likes, and a limit of tokens is none.
    assert.strictEqual(await refusalOf({ profiles: { token: { options: { maxTokens: 5 } } } }), 'none');
  });

  it('is what a run is asked by', async () => {
    const server = await serveBytes();
    server.serve({ body: 'data: {"choices":[{"delta":{"content":"Hello"}}]}\n\ndata: [DONE]\n\n' });
    const local = { provider: 'openai', baseUrl: `${server.url}/v1`, model: 'm', options: { temperature: 0.5 } };
    const path = await write('c.json', { defaults: { system: 'Be brief.' }, profiles: { local } });
    const argv = ['chat', 'Hi', '--profile', 'local', '--max-tokens', '9'];
    const { code, stdout } = await runCommand(argv, { env: { RXLLM_CONFIG: path } });
    assert.strictEqual(stdout, 'Hello\n');
    assert.strictEqual(code, 0);
    assert.deepInclude(JSON.parse(server.received[0]?.body ?? ''), {
      model: 'm',
      temperature: 0.5,
      max_tokens: 9,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
    });
    await server.close();
  });

  it('is not read for the embedded server', async () => {
    const path = await write('c.json', 'oops');
    const argv = ['models', '--embedded'];
    assert.strictEqual((await runCommand(argv, { env: { RXLLM_CONFIG: path } })).code, 0);
  });
});

const where = (place: string): string =>
  `the config file PATH: ${place} does not belong there: set a key in the environment instead ` +
  '(ANTHROPIC_AUTH_TOKEN, ANTHROPIC_API_KEY, GOOGLE_API_KEY, GEMINI_API_KEY, OLLAMA_API_KEY, OPENAI_API_KEY)';
