import * as t from 'io-ts';
import { type MemberCodecs, members } from '../../codec/members.ts';
import { HTTP_URL, isHttpUrl } from '../../request/isHttpUrl.ts';
import { PROVIDER_NAMES, type ProviderName } from '../providers/providers.ts';
import { SAMPLING, type Sampling } from './sampling.ts';

/** The config file: settings for every run, and further settings by name. */
export interface Config {
  readonly defaults?: Profile | undefined;
  readonly profiles?: Readonly<Record<string, Profile>> | undefined;
}

/** Some settings. */
export interface Profile {
  readonly provider?: ProviderName | undefined;
  readonly model?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly system?: string | undefined;
  readonly options?: Sampling | undefined;
}

const Options: t.Type<Sampling> = members<Sampling>(
  'an object',
  Object.fromEntries(SAMPLING.map(({ field, codec }) => [field, codec])) as MemberCodecs<Sampling>,
  { noun: 'option', otherNames: { effort: 'reasoningEffort', thinking: 'reasoningEffort', numpredict: 'maxTokens' } },
);

const Provider: t.Type<ProviderName> = t.refinement(
  t.string,
  (name) => (PROVIDER_NAMES as readonly string[]).includes(name),
  `one of ${PROVIDER_NAMES.join(', ')}`,
) as never;

const Profile: t.Type<Profile> = members<Profile>(
  'an object of settings',
  {
    provider: Provider,
    model: t.string,
    baseUrl: t.refinement(t.string, isHttpUrl, HTTP_URL),
    system: t.string,
    options: Options,
  },
  { noun: 'setting', otherNames: { url: 'baseUrl', host: 'baseUrl', temperature: 'options', maxtokens: 'options' } },
);

/** The codec of `Config`. */
export const Config: t.Type<Config> = members<Config>(
  'an object of defaults and profiles',
  { defaults: Profile, profiles: t.record(t.string, Profile, 'an object of profiles') },
  { noun: 'setting', otherNames: { provider: 'defaults', model: 'defaults', system: 'defaults', options: 'defaults' } },
);
