import { type Command, Option } from 'commander';
import { HTTP_URL, isHttpUrl } from '../../request/isHttpUrl.ts';
import { isProxyUrl, PROXY_URL } from '../../request/isProxyUrl.ts';
import { PROVIDER_NAMES } from '../providers/providers.ts';
import { UsageError } from '../session/UsageError.ts';

/** The options that say whom to ask, for every command that asks somebody. */
export function addServiceOptions(command: Command): Command {
  const names = PROVIDER_NAMES.join(', ');
  return command
    .option('-p, --provider <name>', `who answers: ${names}`, checked(isProvider, `--provider must be one of ${names}`))
    .option('--base-url <url>', 'where the service is', checked(isHttpUrl, `--base-url must be ${HTTP_URL}`))
    .option(
      '--proxy <url>',
      'go through a proxy: http, https, socks5 or socks5h',
      checked(isProxyUrl, `--proxy must be ${PROXY_URL}`),
    )
    .option('-P, --profile <name>', 'settings of the config file')
    .addOption(
      new Option('--embedded', 'start a server on this machine and ask it: its answers are canned').conflicts([
        'baseUrl',
        'profile',
      ]),
    );
}

const isProvider = (name: string): boolean => (PROVIDER_NAMES as readonly string[]).includes(name);

/** Never says the value: a URL may hold a password. */
const checked =
  (isRight: (text: string) => boolean, complaint: string) =>
  (text: string): string => {
    if (isRight(text)) return text;
    throw new UsageError(complaint);
  };
