import { toJsonText } from '../../framing/json/toJsonText.ts';
import { tryParse } from '../../framing/json/tryParse.ts';
import { excerptOf } from './excerptOf.ts';
import { isError } from './isError.ts';
import { isRecord } from './isRecord.ts';
import { isText } from './isText.ts';
import { readRetryHint } from './retryHint.ts';
import type { SaidError } from './SaidError.ts';

type Json = Readonly<Record<string, unknown>>;

/** A gateway's message without information: the upstream's own message is next to it. */
const USELESS = /^provider returned (?:an )?error[.!]?$/i;

/** What the body of an error says: JSON in one of the usual shapes, or any text. */
export function readSaidError(body: string): SaidError {
  const json = tryParse(body);
  if (json !== undefined) return readSaidJson(json, body);
  return {
    detail: excerptOf(body),
    code: undefined,
    words: [],
    status: undefined,
    retryAfterMs: undefined,
    requestId: undefined,
  };
}

/**
 * What JSON says about an error.
 *
 * @param text what to show if it has no message
 */
export function readSaidJson(json: unknown, text?: string): SaidError {
  const root: unknown = Array.isArray(json) ? json[0] : json;
  const said = isRecord(root) ? root : {};
  const inner = innermost(innerError(said) ?? root);
  const fields = isRecord(inner) ? inner : {};
  const words = [
    fields['code'],
    fields['type'],
    fields['status'],
    said['code'],
    said['type'],
    said['error_code'],
    said['error_type'],
  ].filter(isText);
  const detail = excerptOf(messageOf(fields, said, inner) ?? text ?? toJsonText(json) ?? '');
  return {
    detail,
    code: words[0],
    words: words.map((word) => word.toLowerCase()),
    status: statusOf(fields, said),
    retryAfterMs: readRetryHint({ ...said, ...fields }, detail),
    requestId: [said['request_id'], fields['request_id']].find(isText),
  };
}

/** Where the error is: in `error`, in the first of `errors`, in a choice, or in the whole value. */
function innerError({ error, errors, choices, base_resp: base }: Json): unknown {
  const inChoice = Array.isArray(choices)
    ? choices.find((choice) => isRecord(choice) && isError(choice['error']))
    : undefined;
  const candidates = [
    error,
    Array.isArray(errors) ? errors[0] : errors,
    (inChoice as Json | undefined)?.['error'],
    base,
  ];
  return candidates.find(isError);
}

/** Gateways exist that wrap an error in another one, or in a list. */
function innermost(inner: unknown): unknown {
  if (Array.isArray(inner)) return isRecord(inner[0]) ? inner[0] : inner;
  const within = isRecord(inner) && !isText(inner['message']) ? inner['error'] : undefined;
  return isRecord(within) && isError(within) ? within : inner;
}

function messageOf(fields: Json, said: Json, inner: unknown): string | undefined {
  const upstream = upstreamMessage(fields['metadata']);
  const messages = [
    fields['message'],
    said['message'],
    inner,
    fields['error'],
    fields['detail'],
    fields['error_message'],
    fields['error_msg'],
    fields['status_msg'],
    fields['msg'],
    fields['text'],
  ];
  const message = messages.find(isText) ?? detailsOf(fields['detail']) ?? wordsOf(fields['message']) ?? linesOf(inner);
  return message === undefined || USELESS.test(message) ? (upstream ?? message) : message;
}

/** OpenRouter's `metadata.raw`: the message of the upstream provider, often JSON itself. */
function upstreamMessage(metadata: unknown): string | undefined {
  const raw = isRecord(metadata) ? metadata['raw'] : undefined;
  return isText(raw) ? readSaidError(raw).detail : detailsOf(raw);
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

function statusOf(fields: Json, said: Json): number | undefined {
  return [fields, said]
    .flatMap(({ code, status, status_code, statusCode }) => [code, status, status_code, statusCode])
    .map(toStatus)
    .find((status) => status !== undefined);
}

function toStatus(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && Number.isInteger(status) && status >= 300 && status <= 599 ? status : undefined;
}
