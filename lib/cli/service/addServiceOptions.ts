import { type Command, Option } from 'commander';
import { HTTP_URL, isHttpUrl } from '../../request/isHttpUrl.ts';
import { isProxyUrl, PROXY_URL } from '../../request/isProxyUrl.ts';
import { nearestProvider } from '../providers/nearestProvider.ts';
import { PROVIDER_NAMES } from '../providers/providers.ts';
import { UsageError } from '../session/UsageError.ts';

/** The options that say which service to ask, for every command that asks one. */
export function addServiceOptions(command: Command): Command {
  return command
    .option(
      '-p, --provider <name>',
      `the service: ${PROVIDER_NAMES.join(', ')} (default: the one whose key is set, else autonomous)`,
      checkProvider,
    )
    .option('--base-url <url>', 'the URL of the service', checked(isHttpUrl, `--base-url must be ${HTTP_URL}`))
    .option(
      '--proxy <url>',
      'connect through this proxy: http, https, socks5 or socks5h',
      checked(isProxyUrl, `--proxy must be ${PROXY_URL}`),
    )
    .option('-P, --profile <name>', 'use these settings of the config file')
    .addOption(
      new Option('--embedded', 'start a server on this machine and ask it; its answers are canned').conflicts([
        'baseUrl',
        'profile',
      ]),
    );
}

function checkProvider(name: string): string {
  if ((PROVIDER_NAMES as readonly string[]).includes(name)) return name;
  const nearest = nearestProvider(name);
  const suggestion = nearest === undefined ? '' : ` (Did you mean ${nearest}?)`;
  throw new UsageError(`--provider must be one of ${PROVIDER_NAMES.join(', ')}${suggestion}`);
}

/** The complaint never holds the value: a URL may hold a password. */
const checked =
  (isRight: (text: string) => boolean, complaint: string) =>
  (text: string): string => {
    if (isRight(text)) return text;
    throw new UsageError(complaint);
  };
