import type { ChatStreamError } from '../../errors/ChatStreamError.ts';
import { ConnectionError } from '../../errors/ConnectionError.ts';
import { InvalidRequestError } from '../../errors/InvalidRequestError.ts';
import { isChatStreamError } from '../../errors/isChatStreamError.ts';
import type { Issue } from '../../errors/Issue.ts';
import { ProviderError } from '../../errors/ProviderError.ts';
import { UnexpectedContentError } from '../../errors/UnexpectedContentError.ts';
import { UnknownModelError } from '../../errors/UnknownModelError.ts';
import { Failure } from '../session/Failure.ts';
import { UsageError } from '../session/UsageError.ts';
import type { ServiceSettings } from './ServiceSettings.ts';

type Names = ServiceSettings['names'];

const NO_NAMES: Names = new Map();

/**
 * The library's error with what a person at a terminal can do about it.
 *
 * @param names what a person calls what else an error may speak of: the parts of a message
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

/** The issue in the words of the command line. */
function inWords({ path, message }: Issue, names: Names): string {
  const place = [...names.keys()].find((name) => path === name || path.startsWith(`${name}/`));
  const own = place === undefined ? message : message.replace(path, () => names.get(place) ?? path);
  // One option may be spoken of in the issue of another.
  const options = [...names].filter(([name]) => name.startsWith('options/'));
  return options.reduce((text, [name, called]) => text.replaceAll(name, () => called), own);
}

/** Where nobody answered. The origin alone: the rest of a URL may hold a password. */
function placeOf(error: ChatStreamError, { entry, baseUrl = entry.baseUrl, proxy, embedded }: ServiceSettings): string {
  if (!(error instanceof ConnectionError) || embedded) return '';
  const through = proxy === undefined ? '' : ` through the proxy ${new URL(proxy).host}`;
  return `tried ${new URL(baseUrl).origin}${through}`;
}

function waitOf({ retryAfterMs }: ChatStreamError): string {
  return retryAfterMs === undefined ? '' : `try again in ${Math.ceil(retryAfterMs / 1000)} s`;
}

function adviceFor(error: ChatStreamError, settings: ServiceSettings): string {
  const { entry, baseUrl, embedded, undecided } = settings;
  const { advice } = entry;
  const isAway = error instanceof ConnectionError || error instanceof ProviderError;
  if (embedded) return '';
  if (error instanceof UnknownModelError) return advice.unknownModel ?? '';
  if (undecided.length > 0) return `--provider chooses between those whose keys are set: ${undecided.join(', ')}`;
  if (error instanceof ProviderError && error.kind === 'auth') return adviceOnKey(settings);
  if (baseUrl === undefined && isAway && advice.atHome !== undefined) return advice.atHome;
  if (error instanceof ConnectionError) return advice.noConnection ?? '';
  const isMissing = error instanceof ProviderError && error.kind === 'not-found';
  const hasNoPath = baseUrl !== undefined && new URL(baseUrl).pathname === '/';
  if (hasNoPath && advice.noPath !== undefined && (isMissing || error instanceof UnexpectedContentError)) {
    return advice.noPath;
  }
  return isMissing ? (advice.notFound ?? "'rxllm models' lists the models that there are") : '';
}

function adviceOnKey({ entry: { keys }, key }: ServiceSettings): string {
  if (key !== undefined) return `check ${key.variable}`;
  const [first, ...others] = keys.map(({ variable }) => variable).toReversed();
  if (first === undefined) return '';
  return others.length === 0 ? `${first} is not set` : `neither ${first} nor ${others.join(' nor ')} is set`;
}
