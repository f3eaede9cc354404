import { errorOfChoice } from './errorOfChoice.ts';
import { isError } from './isError.ts';
import { isRecord } from './isRecord.ts';
import { isText } from './isText.ts';
import { plainNames } from './plainNames.ts';

/**
 * Whether a frame contains an error, whatever else it contains: an `error` that is a text or an object with any members, at the top or
 * in a choice. It is called for every frame, so it looks at few members.
 */
export function tellsOfError(json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  const { error, choices } = json as { readonly error?: unknown; readonly choices?: unknown };
  if (error !== undefined && error !== null && isError(error)) return true;
  return Array.isArray(choices) && choices.some(hasFailed);
}

const hasFailed = (choice: unknown): boolean => errorOfChoice(choice) !== undefined;

/** Whether JSON without any content is an error. Called for frames that gave no chunk, and for those that could not be read. */
export function isErrorAlone(json: unknown): boolean {
  if (tellsOfError(json)) return true;
  if (Array.isArray(json)) return json.length > 0 && json.every((entry) => isRecord(entry) && isErrorAlone(entry));
  if (!isRecord(json)) return false;
  const said = plainNames(json);
  const { error, baseresp: base } = said;
  const code = said['code'] ?? said['errorcode'] ?? said['errcode'] ?? said['errno'];
  const complaint = said['errormessage'] ?? said['errormsg'] ?? said['errmsg'];
  const message = said['message'] ?? said['msg'] ?? (said['errorcode'] && said['text']);
  const hasCode = typeof code === 'string' || typeof code === 'number';
  const isFine = hasCode && SUCCESS.test(String(code));
  return (
    // In a frame with content, `true` might mean anything.
    error === true ||
    (typeof error === 'number' && error !== 0) ||
    said['object'] === 'error' ||
    said['type'] === 'error' ||
    isError(said['detail']) ||
    isError(said['errors']) ||
    (!isFine && (isComplaint(complaint) || (hasCode && isComplaint(message)))) ||
    (isText(message) && saysItFailed(said)) ||
    (isRecord(base) && base['status_code'] !== undefined && Number(base['status_code']) !== 0)
  );
}

/** Codes and words that mean nothing failed: some services send `"code": 0, "message": "success"`. */
const SUCCESS = /^(?:0*|200|ok|success)\W*$/i;

const isComplaint = (words: unknown): boolean => isError(words) && !(isText(words) && SUCCESS.test(words));

/** Members next to a message that say that something failed. */
const saysItFailed = ({ status, statuscode: code, success, ok }: Readonly<Record<string, unknown>>): boolean =>
  success === false ||
  ok === false ||
  status === 'error' ||
  status === 'failed' ||
  [status, code].some((value) => Number(value) >= 400);
