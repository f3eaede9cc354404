// The public names, in the order of the data flow.

export { ChatRequest, Message, Tool, ToolCall } from './types/ChatRequest.ts';
export type { Part, ResponseFormat, ToolChoice } from './types/ChatRequest.ts';
export type { Deadlines } from './types/Deadlines.ts';
export type { JsonObject } from './types/Json.ts';

export { requestBytes } from './sources/requestBytes.ts';
export type { HttpClient, HttpClientConfig, HttpClientResponse, RequestConfig } from './types/RequestConfig.ts';
export type { ResponseHead } from './types/ResponseHead.ts';
export { splitLines } from './operators/splitLines.ts';
export type { SplitLinesOptions } from './operators/splitLines.ts';
export { parseSse } from './operators/parseSse.ts';
export type { ParseSseOptions } from './operators/parseSse.ts';
export type { SseEvent } from './types/SseEvent.ts';
export { decodeJson } from './operators/decodeJson.ts';
export type { DecodeJsonOptions } from './operators/decodeJson.ts';
export type { MalformedFrame } from './types/MalformedFrame.ts';
export { rights } from './operators/rights.ts';
export { lefts } from './operators/lefts.ts';

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
} from './types/Chunk.ts';
export { ChunkStream } from './core/ChunkStream.ts';
export { toText } from './operators/toText.ts';
export { accumulate } from './operators/accumulate.ts';
export { collect } from './operators/collect.ts';
export { settle } from './operators/settle.ts';
export type { PartialAnswer } from './operators/settle.ts';
export type { Answer, Usage } from './types/Answer.ts';

export { defineProvider } from './providers/defineProvider.ts';
export type { OptionalField, ProviderCall, ProviderChunk, ProviderDefinition } from './types/ProviderDefinition.ts';
export type { ProviderOptions } from './types/ProviderOptions.ts';
export type { ChatSource } from './types/ChatSource.ts';
export type { Provider } from './types/Provider.ts';
export { autonomousAI } from './providers/autonomousAI.ts';
export type { AutonomousAIOptions } from './providers/autonomousAI.ts';
export { openAICompatible } from './providers/openAICompatible.ts';
export type { OpenAICompatibleOptions } from './providers/openAICompatible.ts';

export { retryRequest } from './composition/retryRequest.ts';
export type { RetryRequestOptions } from './composition/retryRequest.ts';
export { failover } from './composition/failover.ts';
export { hedge } from './composition/hedge.ts';
export type { HedgeOptions } from './composition/hedge.ts';
export type { SourceEntry } from './composition/SourceEntry.ts';

export { toAsyncIterable } from './adapters/toAsyncIterable.ts';
export type { BufferOptions } from './adapters/toAsyncIterable.ts';
export { toReadableStream } from './adapters/toReadableStream.ts';

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
