import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { decodeOrThrow } from '../../codec/decodeOrThrow.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { PROVIDERS } from '../providers/providers.ts';
import { parseJson } from '../session/parseJson.ts';
import { whyUnreadable } from '../session/whyUnreadable.ts';
import { UsageError } from '../session/UsageError.ts';
import { Config, type Profile } from './Config.ts';

/** The settings of the config file that apply to this run. */
export interface LoadedConfig {
  readonly path: string;
  readonly defaults: Profile;
  /** The settings of the profile that was chosen. */
  readonly profile: Profile;
}

/** The settings of no config file. */
export const NO_CONFIG: LoadedConfig = { path: '', defaults: {}, profile: {} };

/** Names of settings that hold a key. `maxTokens` is not one of them. */
const KEY = /api.?key|(?:^|auth.?|access.?)token$|^key$|_key$|secret|password|credential|authorization/i;

/** Reads the config file: the one that `RXLLM_CONFIG` names, or the usual one if it exists. */
export async function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  profileName?: string,
): Promise<LoadedConfig> {
  const named = env['RXLLM_CONFIG'] || undefined;
  const path = named ?? usualPath(env);
  const text = path === undefined ? undefined : await readIfThere(path, named !== undefined);
  if (path === undefined || text === undefined) {
    if (profileName === undefined) return NO_CONFIG;
    const advice = path === undefined ? 'set RXLLM_CONFIG to one' : `create ${path}`;
    throw new UsageError(`--profile needs a config file, and there is none: ${advice}`);
  }
  const config = readConfig(text, path);
  return { path, defaults: config.defaults ?? {}, profile: profileNamed(profileName, config, path) };
}

function usualPath(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const base = env['XDG_CONFIG_HOME'] ?? '';
  const home = env['HOME'] || env['USERPROFILE'];
  // The XDG standard says to ignore a relative path.
  if (isAbsolute(base)) return join(base, 'rxllm', 'config.json');
  return home === undefined ? undefined : join(home, '.config', 'rxllm', 'config.json');
}

async function readIfThere(path: string, mustBeThere: boolean): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!mustBeThere && (code === 'ENOENT' || code === 'ENOTDIR')) return undefined;
    throw new UsageError(
      `the config file ${path}${mustBeThere ? ' (named by RXLLM_CONFIG)' : ''}: ${whyUnreadable(error)}`,
    );
  }
}

function readConfig(text: string, path: string): Config {
  const config = text.trim() === '' ? {} : parseJson(text, `the config file ${path}`);
  refuseKeys(config, path);
  try {
    decodeOrThrow(Config, config);
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    throw new UsageError(`the config file ${path}: ${error.issues.map(({ message }) => message).join('; ')}`);
  }
  return config as Config;
}

/** A config file is copied and shared; a key in it would be too. */
function refuseKeys(value: unknown, path: string, place: readonly string[] = []): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const here = [...place, name];
    // The names of profiles are the user's own.
    const isProfile = place.length === 1 && place[0] === 'profiles';
    if (!isProfile && KEY.test(name)) throw new UsageError(`the config file ${path}: ${here.join('/')} ${NO_KEYS}`);
    if (name === 'baseUrl' && typeof member === 'string' && holdsPassword(member)) {
      throw new UsageError(`the config file ${path}: the password in ${here.join('/')} ${NO_KEYS}`);
    }
    refuseKeys(member, path, here);
  }
}

const VARIABLES = [...new Set(PROVIDERS.flatMap(({ keys }) => keys.map(({ variable }) => variable)))];
const NO_KEYS = `does not belong there: set a key in the environment instead (${VARIABLES.join(', ')})`;

const holdsPassword = (url: string): boolean => URL.canParse(url) && new URL(url).password !== '';

function profileNamed(name: string | undefined, { profiles = {} }: Config, path: string): Profile {
  if (name === undefined) return {};
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile !== undefined) return profile;
  const names = Object.keys(profiles);
  const known = names.length === 0 ? 'it has no profiles' : `it has ${names.join(', ')}`;
  throw new UsageError(`--profile ${name}: there is no such profile in ${path}; ${known}`);
}
