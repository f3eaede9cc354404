import { toJsonText } from '../../framing/json/toJsonText.ts';
import { excerptOf } from './excerptOf.ts';
import { isRecord } from './isRecord.ts';
import { readRetryHint } from './retryHint.ts';
import type { SaidError } from './SaidError.ts';

type Json = Readonly<Record<string, unknown>>;

/** A gateway's message without information: the upstream's own message is next to it. */
const USELESS = /^provider returned error$/i;

/** What the body of an error says: JSON in one of the usual shapes, or any text. */
export function readSaidError(body: string): SaidError {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return {
      detail: excerptOf(body),
      code: undefined,
      words: [],
      status: undefined,
      retryAfterMs: undefined,
      requestId: undefined,
    };
  }
  return readSaidJson(json, body);
}

/**
 * What JSON says about an error.
 *
 * @param text what to show if it has no message
 */
export function readSaidJson(json: unknown, text?: string): SaidError {
  const root: unknown = Array.isArray(json) ? json[0] : json;
  const said = isRecord(root) ? root : {};
  const inner = innerError(said) ?? root;
  const fields = isRecord(inner) ? inner : {};
  const words = [fields['code'], fields['type'], fields['status'], said['code'], said['type']].filter(isText);
  const detail = excerptOf(messageOf(fields, said, inner) ?? text ?? toJsonText(json) ?? '');
  return {
    detail,
    code: words[0],
    words: words.map((word) => word.toLowerCase()),
    status: statusOf(fields, said),
    retryAfterMs: readRetryHint(fields, detail),
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

const isError = (value: unknown): boolean => isText(value) || (isRecord(value) && Object.keys(value).length > 0);

function messageOf(fields: Json, said: Json, inner: unknown): string | undefined {
  const upstream = upstreamMessage(fields['metadata']);
  const messages = [
    fields['message'],
    said['message'],
    inner,
    fields['error'],
    fields['detail'],
    fields['error_message'],
    fields['status_msg'],
    fields['msg'],
  ];
  const message = messages.find(isText) ?? detailsOf(fields['detail']);
  return message === undefined || USELESS.test(message) ? (upstream ?? message) : message;
}

/** OpenRouter's `metadata.raw`: the message of the upstream provider, often JSON itself. */
function upstreamMessage(metadata: unknown): string | undefined {
  const raw = isRecord(metadata) ? metadata['raw'] : undefined;
  return isText(raw) ? readSaidError(raw).detail : undefined;
}

/** FastAPI's list of the mistakes in a request, or an object with its own message. */
function detailsOf(detail: unknown): string | undefined {
  if (isRecord(detail)) {
    const inner = innerError(detail);
    const messages = [detail['message'], inner, isRecord(inner) ? inner['message'] : undefined, detail['msg']];
    return messages.find(isText) ?? toJsonText(detail);
  }
  if (!Array.isArray(detail)) return undefined;
  const lines = detail.flatMap((entry) => (isRecord(entry) && isText(entry['msg']) ? [entry['msg']] : []));
  return lines.length === 0 ? undefined : lines.join('; ');
}

function statusOf(fields: Json, said: Json): number | undefined {
  return [fields['code'], fields['status'], fields['status_code'], said['code'], said['status'], said['status_code']]
    .map(toStatus)
    .find((status) => status !== undefined);
}

function toStatus(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return typeof status === 'number' && Number.isInteger(status) && status >= 300 && status <= 599 ? status : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
