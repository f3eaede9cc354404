import { isHttpUrl } from '../../request/isHttpUrl.ts';
import { UsageError } from '../session/UsageError.ts';

/** The options that say whom to ask. */
export interface ServiceOptions {
  readonly provider?: 'autonomous' | 'openai';
  readonly baseUrl?: string;
  readonly proxy?: string;
  readonly embedded?: boolean;
}

/** Whom to ask, by the command line and the environment together. */
export interface ServiceSettings {
  readonly kind: 'autonomous' | 'openai';
  /** `undefined`: the provider's own place, or the embedded server's. */
  readonly baseUrl: string | undefined;
  readonly apiKey: string | undefined;
  readonly proxy: string | undefined;
  readonly embedded: boolean;
}

/**
 * A base URL, on the command line or in the environment, speaks for a server that talks as OpenAI's does: most do. The embedded
 * server is asked as it is, whatever the environment says, and sees no key.
 */
export function resolveService(
  { provider, baseUrl, proxy, embedded = false }: ServiceOptions,
  env: Readonly<Record<string, string | undefined>>,
): ServiceSettings {
  if (embedded) return { kind: provider ?? 'autonomous', baseUrl: undefined, apiKey: undefined, proxy, embedded };
  const fromEnvironment = env['OPENAI_BASE_URL'] || undefined;
  const kind = provider ?? (baseUrl === undefined && fromEnvironment === undefined ? 'autonomous' : 'openai');
  if (kind === 'autonomous') return { kind, baseUrl, apiKey: undefined, proxy, embedded };
  if (baseUrl === undefined && fromEnvironment !== undefined && !isHttpUrl(fromEnvironment)) {
    throw new UsageError('OPENAI_BASE_URL is no http:// or https:// URL');
  }
  return {
    kind,
    baseUrl: baseUrl ?? fromEnvironment ?? 'https://api.openai.com/v1',
    apiKey: env['OPENAI_API_KEY'] || undefined,
    proxy,
    embedded,
  };
}
