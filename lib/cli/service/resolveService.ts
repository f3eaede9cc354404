import type { Profile } from '../config/Config.ts';
import type { LoadedConfig } from '../config/loadConfig.ts';
import { flagOf, SAMPLING, type Sampling } from '../config/sampling.ts';
import { HTTP_URL, isHttpUrl } from '../../request/isHttpUrl.ts';
import type { ProviderEntry } from '../providers/ProviderEntry.ts';
import { providerNamed, PROVIDERS, type ProviderName } from '../providers/providers.ts';
import { UsageError } from '../session/UsageError.ts';
import type { ServiceOptions } from './ServiceOptions.ts';
import type { ServiceSettings } from './ServiceSettings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A value, and the user's name for it. */
interface Named<T> {
  readonly value: T;
  readonly name: string;
}

/**
 * Decides which service to ask. The command line wins over the profile, the profile over the defaults, and those over the environment.
 *
 * A model and a base URL in the config file belong to the provider beside them, and are ignored if another one is chosen. The embedded
 * server ignores the environment and the config file, and gets no key.
 */
export function resolveService(options: ServiceOptions, config: LoadedConfig, env: Environment): ServiceSettings {
  const { proxy, embedded = false } = options;
  if (embedded) return embeddedSettings(options);
  const { profile, defaults, path } = config;
  const chosen = options.provider ?? profile.provider ?? defaults.provider;
  const guess = chosen === undefined ? guessProvider([options, profile, defaults], env) : undefined;
  const entry = providerNamed(chosen ?? guess?.name ?? 'autonomous');
  const layers = [profile, defaults].filter((layer) => belongsTo(entry, layer, config));

  const baseUrl = placeOf(entry, options, layers, path, env);
  const key = keyOf(entry, env);
  const sampling = { ...defaults.options, ...profile.options, ...options.sampling };
  return {
    entry,
    baseUrl: baseUrl?.value,
    key,
    proxy,
    embedded,
    model: options.model || layers.find(({ model }) => model)?.model,
    system: options.system ?? profile.system ?? defaults.system,
    sampling,
    names: new Map([
      ...(baseUrl === undefined ? [] : [['options/baseUrl', baseUrl.name] as const]),
      ...(key === undefined ? [] : [[`options/${key.option}`, key.variable] as const]),
      ...samplingNames(options.sampling, path),
    ]),
    undecided: guess?.undecided ?? [],
  };
}

function embeddedSettings({
  provider = 'autonomous',
  proxy,
  model,
  system,
  sampling = {},
}: ServiceOptions): ServiceSettings {
  return {
    entry: providerNamed(provider),
    baseUrl: undefined,
    key: undefined,
    proxy,
    embedded: true,
    model: model || undefined,
    system,
    sampling,
    names: new Map(samplingNames(sampling, '')),
    undecided: [],
  };
}

/** A base URL means a server with OpenAI's API, as most have. Without one, the only key that is set decides. */
function guessProvider(
  places: readonly { readonly baseUrl?: string | undefined }[],
  env: Environment,
): { readonly name: ProviderName; readonly undecided: readonly string[] } {
  const hasPlace = places.some(({ baseUrl }) => baseUrl !== undefined) || Boolean(env['OPENAI_BASE_URL']);
  if (hasPlace) return { name: 'openai', undecided: [] };
  // If two providers share a key, the first of the table is meant.
  const withKey = new Map<string, ProviderName>();
  for (const entry of PROVIDERS) {
    const key = keyOf(entry, env);
    if (key !== undefined && !withKey.has(key.variable)) withKey.set(key.variable, entry.name);
  }
  const [only, ...others] = withKey.values();
  if (only !== undefined && others.length === 0) return { name: only, undecided: [] };
  return { name: 'autonomous', undecided: [...withKey.values()] };
}

/** A layer without a provider belongs to the provider of the defaults; if those have none, to every provider. */
function belongsTo({ name }: ProviderEntry, layer: Profile, { defaults }: LoadedConfig): boolean {
  const provider = layer.provider ?? defaults.provider;
  return provider === undefined || provider === name;
}

function placeOf(
  { place }: ProviderEntry,
  { baseUrl }: ServiceOptions,
  layers: readonly Profile[],
  path: string,
  env: Environment,
): Named<string> | undefined {
  if (baseUrl !== undefined) return { value: baseUrl, name: '--base-url' };
  const ofConfig = layers.find((layer) => layer.baseUrl !== undefined)?.baseUrl;
  if (ofConfig !== undefined) return { value: ofConfig, name: `baseUrl in ${path}` };
  const text = place === undefined ? undefined : env[place.variable] || undefined;
  if (place === undefined || text === undefined) return undefined;
  const value = place.toUrl?.(text) ?? text;
  if (isHttpUrl(value)) return { value, name: place.variable };
  throw new UsageError(`${place.variable} must be ${place.toUrl ? 'a host, host:port, :port or ' : ''}${HTTP_URL}`);
}

function keyOf({ keys }: ProviderEntry, env: Environment): ServiceSettings['key'] {
  for (const key of keys) {
    const value = env[key.variable];
    if (value) return { ...key, value };
  }
  return undefined;
}

/** The name of an option: its flag if it was given on the command line, else its place in the config file. */
const samplingNames = (given: Sampling = {}, path: string): readonly (readonly [string, string])[] =>
  SAMPLING.map((option) => [
    option.field,
    given[option.field] === undefined ? `${option.field} in ${path}` : flagOf(option),
  ]);
