import type { ChatStreamError } from '../../errors/ChatStreamError.ts';
import { ConnectionError } from '../../errors/ConnectionError.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { isChatStreamError } from '../../errors/isChatStreamError.ts';
import type { Issue } from '../../errors/Issue.ts';
import { ProviderError } from '../../errors/ProviderError.ts';
import { UnexpectedContentError } from '../../errors/UnexpectedContentError.ts';
import { UnknownModelError } from '../../errors/UnknownModelError.ts';
import { Failure } from '../session/Failure.ts';
import { proxyFromEnvironment } from '../../http/proxy/proxyFromEnvironment.ts';
import { UsageError } from '../session/UsageError.ts';
import { listCommand } from './listCommand.ts';
import { keyVariables } from './requireKey.ts';
import type { ServiceSettings } from './ServiceSettings.ts';

type Names = ServiceSettings['names'];

const NO_NAMES: Names = new Map();

/**
 * Turns an error of the library into one that says what a person at a terminal can do about it.
 *
 * @param names the command's names for further paths in an error, such as the parts of a message
 */
export function explainFailure(error: unknown, settings: ServiceSettings, names: Names = NO_NAMES): unknown {
  if (!isChatStreamError(error)) return error;
  if (error instanceof InvalidRequestError) {
    const all = new Map([...settings.names, ...names]);
    return new UsageError(error.issues.map((issue) => inWords(issue, all)).join('; '));
  }
  const advice = [placeOf(error, settings), waitOf(error), adviceFor(error, settings)].filter((part) => part !== '');
  return new Failure(error.message, advice.join('; '));
}

/** The issue, with paths replaced by the names that the command line has for them. */
function inWords({ path, message }: Issue, names: Names): string {
  const place = [...names.keys()].find((name) => path === name || path.startsWith(`${name}/`));
  const own = place === undefined ? message : message.replace(path, () => names.get(place) ?? path);
  // The issue of one option may mention another.
  const options = [...names].filter(([name]) => name.startsWith('options/'));
  return options.reduce((text, [name, called]) => text.replaceAll(name, () => called), own);
}

/** Where the connection failed. The origin and the proxy's host alone: the rest of a URL may hold a password. */
function placeOf(error: ChatStreamError, { entry, baseUrl = entry.baseUrl, proxy, embedded }: ServiceSettings): string {
  if (!(error instanceof ConnectionError) || embedded) return '';
  return `tried ${new URL(baseUrl).origin}${viaOf(baseUrl, proxy)}`;
}

function viaOf(baseUrl: string, proxy: string | undefined): string {
  if (proxy !== undefined) return ` through the proxy ${new URL(proxy).host}`;
  const ofEnvironment = proxyFromEnvironment(baseUrl);
  if (ofEnvironment === undefined || !URL.canParse(ofEnvironment)) return '';
  return ` through the proxy ${new URL(ofEnvironment).host}, which is set in the environment`;
}

function waitOf({ retryAfterMs }: ChatStreamError): string {
  return retryAfterMs === undefined ? '' : `try again in ${Math.ceil(retryAfterMs / 1000)} s`;
}

function adviceFor(error: ChatStreamError, settings: ServiceSettings): string {
  const { entry, baseUrl, embedded } = settings;
  const { advice } = entry;
  const isAway = error instanceof ConnectionError || error instanceof ProviderError;
  if (embedded) return '';
  if (error instanceof UnknownModelError) return advice.unknownModel ?? '';
  if (error instanceof ProviderError && error.kind === 'auth') return adviceOnKey(settings);
  if (baseUrl === undefined && isAway && advice.atHome !== undefined) return advice.atHome;
  if (error instanceof ConnectionError) return advice.noConnection ?? '';
  const isMissing = error instanceof ProviderError && error.kind === 'not-found';
  const hasNoPath = baseUrl !== undefined && new URL(baseUrl).pathname === '/';
  if (hasNoPath && advice.noPath !== undefined && (isMissing || error instanceof UnexpectedContentError)) {
    return advice.noPath;
  }
  if (error instanceof UnexpectedContentError)
    return `check the URL: is ${new URL(baseUrl ?? entry.baseUrl).origin} the service itself?`;
  if (!isMissing) return '';
  const list = `'${listCommand(settings)}' lists the available models`;
  return advice.notFound === undefined ? list : `${advice.notFound}; ${list}`;
}

function adviceOnKey({ entry, key }: ServiceSettings): string {
  if (key !== undefined) return `check ${key.variable}`;
  const variables = keyVariables(entry);
  return variables.length === 0 ? '' : `set ${variables.join(' or ')} in the environment`;
}
