// Serves answers: to a page, to another program, through a framework.

export { openAIFrames } from './encode/openAIFrames.ts';
export type { OpenAIFramesOptions } from './encode/openAIFrames.ts';
export { uiMessages } from './encode/uiMessages.ts';
export type { UIMessagesOptions } from './encode/uiMessages.ts';
export { fromUIMessages } from './ui/fromUIMessages.ts';
export { sseChunks } from './encode/sseChunks.ts';
export { sseEvents } from './encode/sseEvents.ts';
export type { ChunkEvent } from './encode/ChunkEvent.ts';
export type { Encodable } from './encode/AnswerWriter.ts';
export type { Positioned } from '../chunk/Positioned.ts';

export { toResponse } from './transport/toResponse.ts';
export type { ToResponseOptions } from './transport/toResponse.ts';
export { toNodeResponse } from './transport/toNodeResponse.ts';
export type { AnsweredRequest, AnyHeaders, ResponseOptions } from './transport/ResponseOptions.ts';
export type { NodeResponse } from './transport/NodeResponse.ts';

export { openAIGateway } from './gateway/openAIGateway.ts';
export type { SourceOf } from './gateway/openAIGateway.ts';
export type { GatewayOptions } from './gateway/GatewayOptions.ts';
export { toNodeHandler } from './transport/toNodeHandler.ts';
