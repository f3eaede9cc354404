// Tools that the model calls, and the loop that runs them.

export { defineTool } from './defineTool.ts';
export type { ToolDefinition } from './defineTool.ts';
export type { Approve, RunnableTool, ToolContext, ToolReturn, Verdict } from './RunnableTool.ts';
export { runTools } from './runTools.ts';
export type { ToolRunner } from './runTools.ts';
export type { RoundState, RunToolsOptions } from './RunToolsOptions.ts';
export type {
  RoundChunk,
  RunChunk,
  RunEvent,
  ToolApprovalChunk,
  ToolFailure,
  ToolProgressChunk,
  ToolResultChunk,
  ToolStartChunk,
} from './RunChunk.ts';
export { settleRun } from './settleRun.ts';
export type { PartialRun, Run } from './Run.ts';
export { jsonSchemaOf } from '../schema/jsonSchemaOf.ts';
export type { ArgumentsOf, ToolParameters } from '../schema/ToolParameters.ts';
export type { StandardIssue, StandardProps, StandardResult, StandardSchemaV1 } from '../schema/StandardSchema.ts';
export type { Validation } from '../schema/validate.ts';
