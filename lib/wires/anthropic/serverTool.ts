import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';

const USE = /_tool_use$/;
const RESULT = /_tool_result$/;

/** Is a block the use of a tool that the service runs itself, or another server for it? Nobody has to answer that. */
export const isServerToolUse = (type: string): boolean => USE.test(type);

/** Is a block the result of such a tool? */
export const isServerToolResult = (type: string): boolean => RESULT.test(type);

/** What a result's type alone tells of its tool: `web_search` of `web_search_tool_result`. */
export const toolNameOf = (type: string): string => type.replace(RESULT, '');

/** Does a tool run code? That is done in a container, which the next request names. */
export const runsCode = (tool: string): boolean => tool.includes('code_execution');

/** Did the tool fail? What a program that it ran says of itself does not count. */
export function hasFailed({ is_error: isError, content }: JsonObject): boolean {
  return isError === true || (Array.isArray(content) ? content.some(isToolError) : isToolError(content));
}

const isToolError = (content: unknown): boolean =>
  isRecord(content) && (typeof content['error_code'] === 'string' || String(content['type']).endsWith('_error'));
