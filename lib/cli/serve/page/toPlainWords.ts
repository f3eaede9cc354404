import { type AnyChatStreamError, isChatStreamError, type ProviderErrorKind } from '../../../index.ts';

/** A failure for the reader of a page. */
export interface Plainly {
  readonly what: string;
  /** What the reader can do; may be empty. */
  readonly advice: string;
}

const TERMINAL = 'The terminal in which rxllm serve runs says why.';
const AGAIN = 'Try again in a moment.';

const KINDS: Readonly<Record<ProviderErrorKind, Plainly>> = {
  auth: { what: 'The model service did not accept the key of this server.', advice: TERMINAL },
  'rate-limit': { what: 'The rate limit of the model service is reached.', advice: AGAIN },
  quota: { what: 'The quota at the model service is used up.', advice: TERMINAL },
  blocked: { what: 'The model service blocked this server.', advice: TERMINAL },
  'bad-request': { what: 'The model service refused the question.', advice: '' },
  'context-length': {
    what: 'The conversation is too long for this model.',
    advice: 'Begin a new chat, or choose a model with a longer memory.',
  },
  'not-found': { what: 'There is no such model.', advice: 'Choose another one at the top of the page.' },
  redirect: { what: 'The model service has moved elsewhere.', advice: TERMINAL },
  overloaded: { what: 'The model service is busy.', advice: AGAIN },
  server: { what: 'The model service failed.', advice: AGAIN },
  other: { what: 'The model service failed.', advice: TERMINAL },
};

/** Kinds whose detail, in the service's own words, is about the question. */
const TOLD: ReadonlySet<ProviderErrorKind> = new Set(['bad-request', 'rate-limit', 'quota']);

/** What went wrong, without the names of errors. */
export function toPlainWords(error: unknown): Plainly {
  if (!isChatStreamError(error)) return { what: 'This page failed.', advice: 'Reload it.' };
  switch (error.name) {
    case 'ProviderError':
      return ofProvider(error);
    case 'ConnectionError':
      return isOwnConnection(error)
        ? { what: 'The server does not answer.', advice: 'Is rxllm serve still running?' }
        : { what: 'The model service cannot be reached.', advice: TERMINAL };
    case 'DeadlineError':
      return { what: 'The model took too long.', advice: AGAIN };
    case 'EmptyAnswerError':
      return { what: 'The model gave no answer.', advice: AGAIN };
    case 'IncompleteAnswerError':
      return { what: 'The answer was cut off.', advice: 'Its end is missing.' };
    case 'UnknownModelError':
      return KINDS['not-found'];
    case 'InvalidRequestError':
      return {
        what: 'The model cannot be asked this.',
        advice: `${error.issues.map(({ message }) => message).join('; ')}.`,
      };
    case 'AbortError':
      return { what: 'The answer was stopped.', advice: '' };
    case 'AllSourcesFailedError':
      return toPlainWords(error.errors.at(-1));
    default:
      return { what: 'The model service did not answer properly.', advice: TERMINAL };
  }
}

function ofProvider(error: AnyChatStreamError & { readonly name: 'ProviderError' }): Plainly {
  const { kind, detail, retryAfterMs } = error;
  const { what, advice } = KINDS[kind];
  const wait = retryAfterMs === undefined ? advice : `Try again in ${Math.ceil(retryAfterMs / 1000)} s.`;
  return {
    what,
    advice: TOLD.has(kind) && detail !== '' ? [detail, wait].filter((text) => text !== '').join(' ') : wait,
  };
}

/** The code of the browser's own failures; those that the server reports have Node's, or none. */
const isOwnConnection = ({ code }: { readonly code: string }): boolean => code === 'ERR_NETWORK';
