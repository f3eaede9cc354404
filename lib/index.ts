// The public names, in the order of the data flow.

export { ChatRequest } from './request/ChatRequest.ts';
export type { OptionalField } from './request/ChatRequest.ts';
export { Message, ToolCall } from './request/Message.ts';
export type { Block, Part } from './request/Message.ts';
export { Tool } from './request/Tool.ts';
export type { ToolChoice } from './request/Tool.ts';
export type { ResponseFormat } from './request/ResponseFormat.ts';
export type { Deadlines } from './request/Deadlines.ts';
export type { JsonObject } from './request/JsonObject.ts';

export { requestBytes } from './http/requestBytes.ts';
export type { RequestConfig } from './http/RequestConfig.ts';
export type { HttpClient, HttpClientConfig, HttpClientResponse } from './http/client/HttpClient.ts';
export type { Fetch } from './http/client/Fetch.ts';
export type { ResponseHead } from './http/head/ResponseHead.ts';
export { splitLines } from './framing/lines/splitLines.ts';
export type { SplitLinesOptions } from './framing/lines/splitLines.ts';
export { parseSse } from './framing/sse/parseSse.ts';
export type { ParseSseOptions } from './framing/sse/ParseSseOptions.ts';
export type { SseEvent } from './framing/sse/SseEvent.ts';
export { parseNdjson } from './framing/ndjson/parseNdjson.ts';
export type { ParseNdjsonOptions } from './framing/ndjson/parseNdjson.ts';
export { splitJson } from './framing/json/splitJson.ts';
export type { SplitJsonOptions } from './framing/json/splitJson.ts';
export { decodeJson } from './framing/json/decodeJson.ts';
export type { DecodeJsonOptions } from './framing/json/decodeJson.ts';
export type { MalformedFrame } from './errors/MalformedFrame.ts';
export { rights } from './rx/rights.ts';
export { lefts } from './rx/lefts.ts';
export { mapAsync } from './rx/mapAsync.ts';
export type { MapAsyncOptions } from './rx/mapAsync.ts';
export { isLeft, isRight, match } from 'fp-ts/lib/Either.js';
export type { Either } from 'fp-ts/lib/Either.js';

export type {
  ActivityChunk,
  BlockChunk,
  Chunk,
  ContentChunk,
  FinishChunk,
  FinishReason,
  ReasoningChunk,
  RefusalChunk,
  SourceChunk,
  StartChunk,
  TextChunk,
  ToolCallChunk,
  UsageChunk,
} from './chunk/Chunk.ts';
export { parseChunks } from './framing/chunks/parseChunks.ts';
export type { ParseChunksOptions } from './framing/chunks/parseChunks.ts';
export { isContent } from './chunk/isContent.ts';
export { ChunkStream } from './chunk/ChunkStream.ts';
export { toText } from './chunk/toText.ts';
export { accumulate } from './chunk/accumulate.ts';
export { collect } from './chunk/collect.ts';
export { settle } from './chunk/settle.ts';
export type { PartialAnswer } from './chunk/settle.ts';
export type { ChoiceOptions } from './chunk/AnswerBuilder.ts';
export { withState } from './chunk/withState.ts';
export type { AnswerState } from './chunk/withState.ts';
export { smooth } from './chunk/smooth.ts';
export type { SmoothOptions } from './chunk/smooth.ts';
export { toMessage } from './chunk/toMessage.ts';
export type { Answer, Source, Usage } from './chunk/Answer.ts';

export { responseFormatOf } from './structured/responseFormatOf.ts';
export type { ResponseFormatOptions } from './structured/responseFormatOf.ts';
export { partialJson } from './structured/partialJson.ts';
export type { SnapshotOptions } from './structured/snapshots.ts';
export { partialObject } from './structured/partialObject.ts';
export type { PartialObjectOptions } from './structured/partialObject.ts';
export type { DeepPartial } from './structured/DeepPartial.ts';
export { elements } from './structured/elements.ts';
export type { JsonPath } from './structured/GrowingValue.ts';
export { decodeObject } from './structured/decodeObject.ts';
export type { ObjectFailure } from './structured/ObjectFailure.ts';
export type { Schema } from './schema/Schema.ts';
export type { StandardSchemaV1 } from './schema/StandardSchema.ts';
export type { ToolParameters } from './schema/ToolParameters.ts';

export { defineProvider } from './provider/defineProvider.ts';
export type { ProviderDefinition } from './provider/ProviderDefinition.ts';
export type { ProviderOptions } from './provider/ProviderOptions.ts';
export type { AnswerOptions } from './answer/AnswerOptions.ts';
export type { ApiKey } from './provider/apiKey.ts';
export type { ProviderCall } from './answer/ProviderCall.ts';
export type { ProviderChunk } from './answer/ProviderChunk.ts';
export type { CustomFraming, Framing } from './answer/Framing.ts';
export type { FrameReader, ModelListing, ReadFrame, WireHeaders } from './answer/Wire.ts';
export type { ReadWireError, WireError } from './http/refusal/WireError.ts';
export type { ChatSource, ChatSourceLike } from './sources/ChatSource.ts';
export type { Provider, ProviderSupport } from './provider/Provider.ts';
export { autonomousAI } from './wires/autonomous/autonomousAI.ts';
export type { AutonomousAIOptions } from './wires/autonomous/autonomousAI.ts';
export { openAICompatible } from './wires/openaiChat/openAICompatible.ts';
export type { OpenAICompatibleOptions } from './wires/openaiChat/openAICompatible.ts';
export { ollama } from './wires/ollama/ollama.ts';
export type { OllamaOptions } from './wires/ollama/ollama.ts';
export { gemini } from './wires/gemini/gemini.ts';
export type { GeminiOptions } from './wires/gemini/gemini.ts';
export { anthropic } from './wires/anthropic/anthropic.ts';
export type { AnthropicOptions } from './wires/anthropic/anthropic.ts';
export { openAIResponses } from './wires/openaiResponses/openAIResponses.ts';
export type { OpenAIResponsesOptions } from './wires/openaiResponses/openAIResponses.ts';

export { retryRequest } from './sources/retryRequest.ts';
export type { RetryRequestOptions } from './sources/retryRequest.ts';
export { failover } from './sources/failover.ts';
export { hedge } from './sources/hedge.ts';
export type { HedgeOptions } from './sources/hedge.ts';
export type { SourceEntry } from './sources/SourceEntry.ts';
export { decorate } from './sources/decorate.ts';
export type { Decoration, DecoratedAnswer } from './sources/decorate.ts';
export { limit } from './sources/limit.ts';
export type { LimitOptions } from './sources/limit.ts';

export { toAsyncIterable } from './rx/toAsyncIterable.ts';
export type { BufferOptions } from './rx/toAsyncIterable.ts';
export { toReadableStream } from './rx/toReadableStream.ts';

export { ChatStreamError } from './errors/ChatStreamError.ts';
export type { ErrorContext, ErrorDetails } from './errors/ChatStreamError.ts';
export { isChatStreamError } from './errors/isChatStreamError.ts';
export type { AnyChatStreamError } from './errors/isChatStreamError.ts';
export type { Issue } from './errors/Issue.ts';
export { InvalidRequestError } from './errors/InvalidRequestError.ts';
export { UnknownModelError } from './errors/UnknownModelError.ts';
export { ConnectionError } from './errors/ConnectionError.ts';
export type { ConnectionCause } from './errors/ConnectionError.ts';
export { ProviderError } from './errors/ProviderError.ts';
export type { ProviderErrorFields, ProviderErrorKind } from './errors/ProviderError.ts';
export { UnexpectedContentError } from './errors/UnexpectedContentError.ts';
export { EmptyAnswerError } from './errors/EmptyAnswerError.ts';
export { IncompleteAnswerError } from './errors/IncompleteAnswerError.ts';
export { DeadlineError } from './errors/DeadlineError.ts';
export { EventTooLargeError } from './errors/EventTooLargeError.ts';
export { MalformedFrameError } from './errors/MalformedFrameError.ts';
export { AbortError } from './errors/AbortError.ts';
export { AllSourcesFailedError } from './errors/AllSourcesFailedError.ts';
export { QueueFullError } from './errors/QueueFullError.ts';
