import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';

const USE = /_tool_use$/;
const RESULT = /_tool_result$/;

/**
 * Whether a block is the use of a tool that the service, or another server on its behalf, runs itself. It needs no result from the
 * caller.
 */
export const isServerToolUse = (type: string): boolean => USE.test(type);

/** Whether a block is the result of such a tool. */
export const isServerToolResult = (type: string): boolean => RESULT.test(type);

/** The tool's name as derived from a result's type: `web_search` from `web_search_tool_result`. */
export const toolNameOf = (type: string): string => type.replace(RESULT, '');

/** Whether a tool runs code. It runs in a container, which the next request names. */
export const runsCode = (tool: string): boolean => tool.includes('code_execution');

/** Whether the tool failed. What a program run by it reports about itself does not count. */
export function hasFailed({ is_error: isError, content }: JsonObject): boolean {
  return isError === true || (Array.isArray(content) ? content.some(isToolError) : isToolError(content));
}

const isToolError = (content: unknown): boolean =>
  isRecord(content) && (typeof content['error_code'] === 'string' || String(content['type']).endsWith('_error'));
