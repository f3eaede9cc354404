// The public names, in the order of the data flow.

export { ChatRequest, Message, Tool, ToolCall } from './request/ChatRequest.ts';
export type { Part, ResponseFormat, ToolChoice } from './request/ChatRequest.ts';
export type { Deadlines } from './request/Deadlines.ts';
export type { JsonObject } from './request/JsonObject.ts';

export { requestBytes } from './http/requestBytes.ts';
export type { HttpClient, HttpClientConfig, HttpClientResponse, RequestConfig } from './http/RequestConfig.ts';
export type { ResponseHead } from './http/ResponseHead.ts';
export { splitLines } from './framing/lines/splitLines.ts';
export type { SplitLinesOptions } from './framing/lines/splitLines.ts';
export { parseSse } from './framing/sse/parseSse.ts';
export type { ParseSseOptions } from './framing/sse/parseSse.ts';
export type { SseEvent } from './framing/sse/SseEvent.ts';
export { decodeJson } from './framing/json/decodeJson.ts';
export type { DecodeJsonOptions } from './framing/json/decodeJson.ts';
export type { MalformedFrame } from './errors/MalformedFrame.ts';
export { rights } from './rx/rights.ts';
export { lefts } from './rx/lefts.ts';

export type {
  Chunk,
  ContentChunk,
  FinishChunk,
  FinishReason,
  ReasoningChunk,
  RefusalChunk,
  StartChunk,
  TextChunk,
  ToolCallChunk,
  UsageChunk,
} from './chunk/Chunk.ts';
export { ChunkStream } from './chunk/ChunkStream.ts';
export { toText } from './chunk/toText.ts';
export { accumulate } from './chunk/accumulate.ts';
export { collect } from './chunk/collect.ts';
export { settle } from './chunk/settle.ts';
export type { PartialAnswer } from './chunk/settle.ts';
export type { Answer, Usage } from './chunk/Answer.ts';

export { defineProvider } from './provider/defineProvider.ts';
export type { OptionalField, ProviderCall, ProviderChunk, ProviderDefinition } from './provider/ProviderDefinition.ts';
export type { ProviderOptions } from './provider/ProviderOptions.ts';
export type { ChatSource } from './sources/ChatSource.ts';
export type { Provider } from './provider/Provider.ts';
export { autonomousAI } from './wires/autonomous/autonomousAI.ts';
export type { AutonomousAIOptions } from './wires/autonomous/autonomousAI.ts';
export { openAICompatible } from './wires/openaiChat/openAICompatible.ts';
export type { OpenAICompatibleOptions } from './wires/openaiChat/openAICompatible.ts';

export { retryRequest } from './sources/retryRequest.ts';
export type { RetryRequestOptions } from './sources/retryRequest.ts';
export { failover } from './sources/failover.ts';
export { hedge } from './sources/hedge.ts';
export type { HedgeOptions } from './sources/hedge.ts';
export type { SourceEntry } from './sources/SourceEntry.ts';

export { toAsyncIterable } from './rx/toAsyncIterable.ts';
export type { BufferOptions } from './rx/toAsyncIterable.ts';
export { toReadableStream } from './rx/toReadableStream.ts';

export { ChatStreamError, isChatStreamError } from './errors/ChatStreamError.ts';
export { InvalidRequestError } from './errors/InvalidRequestError.ts';
export { UnknownModelError } from './errors/UnknownModelError.ts';
export { ConnectionError } from './errors/ConnectionError.ts';
export { ProviderError } from './errors/ProviderError.ts';
export type { ProviderErrorKind } from './errors/ProviderError.ts';
export { UnexpectedContentError } from './errors/UnexpectedContentError.ts';
export { EmptyAnswerError } from './errors/EmptyAnswerError.ts';
export { IncompleteAnswerError } from './errors/IncompleteAnswerError.ts';
export { DeadlineError } from './errors/DeadlineError.ts';
export { EventTooLargeError } from './errors/EventTooLargeError.ts';
export { MalformedFrameError } from './errors/MalformedFrameError.ts';
export { AbortError } from './errors/AbortError.ts';
export { AllSourcesFailedError } from './errors/AllSourcesFailedError.ts';
