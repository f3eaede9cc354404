import { isError } from './isError.ts';
import { isRecord } from './isRecord.ts';

/**
 * Whether a frame contains an error, whatever else it contains: an `error` that is a text or an object with any members, at the top or
 * in a choice. It is called for every frame, so it looks at only two members.
 */
export function tellsOfError(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  const { error, choices } = json as { readonly error?: unknown; readonly choices?: unknown };
  if (error !== undefined && error !== null && isError(error)) return true;
  return Array.isArray(choices) && choices.some(choiceTellsOfError);
}

/** Whether JSON without any content is an error. Called for frames that gave no chunk, and for those that could not be read. */
export function isErrorAlone(json: unknown): boolean {
  if (tellsOfError(json)) return true;
  if (Array.isArray(json)) return json.length > 0 && json.every((entry) => isRecord(entry) && isErrorAlone(entry));
  if (!isRecord(json)) return false;
  const { error, object, type, detail, errors, base_resp: base } = json;
  const code = json['code'] ?? json['error_code'];
  const message = json['message'] ?? json['msg'] ?? (json['error_code'] && json['text']);
  return (
    // In a frame with content, `true` might mean anything.
    error === true ||
    (typeof error === 'number' && error !== 0) ||
    object === 'error' ||
    type === 'error' ||
    isError(detail) ||
    isError(errors) ||
    isError(json['error_message']) ||
    isError(json['error_msg']) ||
    (isErrorCode(code) && isError(message)) ||
    (typeof message === 'string' && message !== '' && saysItFailed(json)) ||
    (isRecord(base) && base['status_code'] !== undefined && Number(base['status_code']) !== 0)
  );
}

/** Members next to a message that say that something failed. */
const saysItFailed = ({ status, statusCode, status_code: code, success }: Readonly<Record<string, unknown>>): boolean =>
  success === false || status === 'error' || [status, statusCode, code].some((value) => Number(value) >= 400);

/** Some services send `"code": 0, "message": "success"`. */
const isErrorCode = (code: unknown): boolean =>
  (typeof code === 'string' || typeof code === 'number') && !['', '0', '200', 'success'].includes(String(code));

function choiceTellsOfError(choice: unknown): boolean {
  if (typeof choice !== 'object' || choice === null) return false;
  const { error } = choice as { readonly error?: unknown };
  return error !== undefined && error !== null && isError(error);
}
