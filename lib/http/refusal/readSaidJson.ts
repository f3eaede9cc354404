import { toJsonText } from '../../framing/json/toJsonText.ts';
import { errorJson } from './errorJson.ts';
import { errorOfChoice } from './errorOfChoice.ts';
import { excerptOf } from './excerptOf.ts';
import { isError } from './isError.ts';
import { isRecord } from './isRecord.ts';
import { isText } from './isText.ts';
import { plainNames } from './plainNames.ts';
import { readRetryHint } from './retryHint.ts';
import type { SaidError } from './SaidError.ts';

type Json = Readonly<Record<string, unknown>>;

/** A gateway's message without information: the upstream's own message is next to it. */
const USELESS = /^provider returned (?:an )?error[.!]?$/i;

/**
 * What JSON says about an error; `undefined` says nothing.
 *
 * @param text what to show if it has no message
 * @param isUpstream whether it is within the error of a gateway. Only one level is read: more might not end
 */
export function readSaidJson(json: unknown, text?: string, isUpstream = false): SaidError {
  const root: unknown = Array.isArray(json) ? json[0] : json;
  const said = isRecord(root) ? plainNames(root) : {};
  const inner = innermost(innerError(said) ?? root);
  const fields = isRecord(inner) ? plainNames(inner) : {};
  const upstream = isUpstream ? undefined : upstreamError(fields['metadata']);
  const words = [
    fields['code'],
    fields['type'],
    fields['status'],
    said['code'],
    said['type'],
    said['errorcode'],
    said['errortype'],
  ].filter(isText);
  const detail = excerptOf(messageOf(fields, said, inner, upstream) ?? text ?? toJsonText(json) ?? '');
  return {
    detail,
    code: words[0],
    words: words.map(toSnakeCase),
    status: statusOf(fields, said),
    retryAfterMs:
      readRetryHint({ ...(isRecord(root) && root), ...(isRecord(inner) && inner) }, detail) ?? upstream?.retryAfterMs,
    requestId: [said['requestid'], fields['requestid']].find(isText),
  };
}

/** `rate_limit_error` for `RateLimitError`, `throttling_rate_quota` for `Throttling.RateQuota`. */
const toSnakeCase = (word: string): string =>
  word
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/\W+/g, '_')
    .toLowerCase();

/** Where the error is: in `error`, in the first of `errors`, in a choice, in `detail`, or in the whole value. */
function innerError({ error, errors, choices, baseresp: base, detail, message }: Json): unknown {
  const candidates = [
    error,
    Array.isArray(errors) ? errors[0] : errors,
    ...(Array.isArray(choices) ? choices.map(errorOfChoice) : []),
    base,
    isRecord(detail) && !isText(message) ? detail : undefined,
  ];
  return candidates.find(isError);
}

/** Gateways exist that wrap an error in another one, or in a list. */
function innermost(inner: unknown): unknown {
  if (Array.isArray(inner)) return isRecord(inner[0]) ? inner[0] : inner;
  const within = isRecord(inner) && !isText(inner['message']) ? inner['error'] : undefined;
  return isRecord(within) && isError(within) ? within : inner;
}

function messageOf(fields: Json, said: Json, inner: unknown, upstream: SaidError | undefined): string | undefined {
  const messages = [
    fields['message'],
    said['message'],
    inner,
    fields['error'],
    fields['detail'],
    fields['errormessage'],
    fields['errormsg'],
    fields['errmsg'],
    fields['statusmsg'],
    fields['msg'],
    fields['text'],
  ];
  const message =
    messages.find(isText) ??
    detailsOf(fields['detail'] ?? said['detail']) ??
    wordsOf(fields['message']) ??
    linesOf(inner);
  return message === undefined || USELESS.test(message) ? (upstream?.detail ?? message) : message;
}

/** OpenRouter's `metadata.raw`: the error of the upstream provider, often JSON itself. */
function upstreamError(metadata: unknown): SaidError | undefined {
  const raw = isRecord(metadata) ? metadata['raw'] : undefined;
  if (isText(raw)) return readSaidJson(errorJson(raw), raw, true);
  return isError(raw) ? readSaidJson(raw, undefined, true) : undefined;
}

/** What a `detail` says, or its JSON text. */
const detailsOf = (detail: unknown): string | undefined =>
  wordsOf(detail) ?? (isRecord(detail) && isError(detail) ? toJsonText(detail) : undefined);

/** A list of what is wrong with a request, or an object with a message of its own. */
function wordsOf(detail: unknown): string | undefined {
  if (!isRecord(detail)) return linesOf(detail);
  const inner = innerError(detail);
  const messages = [
    detail['message'],
    inner,
    isRecord(inner) ? inner['message'] : undefined,
    detail['msg'],
    detail['text'],
    detail['detail'],
  ];
  return messages.find(isText) ?? linesOf(detail['detail']);
}

/** FastAPI's list of objects with a `msg`, or a list of sentences. */
function linesOf(list: unknown): string | undefined {
  if (!Array.isArray(list)) return undefined;
  const lines = list.map((entry: unknown) => (isRecord(entry) ? entry['msg'] : entry)).filter(isText);
  return lines.length === 0 ? undefined : lines.join('; ');
}

/** Where a status may be, in the order in which they are asked. */
const STATUS_NAMES = ['code', 'status', 'statuscode', 'httpcode', 'httpstatuscode', 'error'];

function statusOf(fields: Json, said: Json): number | undefined {
  return [fields, said]
    .flatMap((json) => STATUS_NAMES.map((name) => toStatus(json[name])))
    .find((status) => status !== undefined);
}

function toStatus(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && Number.isInteger(status) && status >= 300 && status <= 599 ? status : undefined;
}
