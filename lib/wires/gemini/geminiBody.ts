import type { ProviderCall } from '../../answer/ProviderCall.ts';
import type { ChatRequest, OptionalField } from '../../request/ChatRequest.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import type { ResponseFormat } from '../../request/ResponseFormat.ts';
import type { Tool, ToolChoice } from '../../request/Tool.ts';
import { geminiContents } from './geminiContents.ts';
import { thinkingConfig } from './thinkingConfig.ts';

/** The fields that the wire supports. */
export const GEMINI_FIELDS: readonly OptionalField[] = [
  'temperature',
  'maxTokens',
  'topP',
  'seed',
  'choices',
  'stop',
  'reasoningEffort',
  'tools',
  'toolChoice',
  'responseFormat',
];

/**
 * A request in the format of the wire. The URL contains the model, and whether to stream.
 *
 * Schemas are sent unchanged, in the fields that accept JSON Schema: in the older fields, one unknown keyword fails the whole request.
 *
 * @param takesIds whether the service accepts ids of calls; Vertex does not
 */
export function geminiBody(call: ProviderCall, takesIds: boolean): JsonObject {
  const { request } = call;
  const { systemInstruction, contents } = geminiContents(call, takesIds);
  return {
    systemInstruction,
    contents,
    tools: toolsToWire(request.tools),
    toolConfig: request.toolChoice && toolConfigOf(request.toolChoice),
    generationConfig: nonEmpty({
      ...samplingOf(request),
      ...formatOf(request.responseFormat),
      thinkingConfig: thinkingConfig(call),
    }),
  };
}

const toolsToWire = (tools: readonly Tool[] = []): readonly JsonObject[] | undefined =>
  tools.length === 0 ? undefined : [{ functionDeclarations: tools.map(declarationOf) }];

const declarationOf = ({ name, description, parameters }: Tool): JsonObject => ({
  name,
  description,
  parametersJsonSchema: parameters,
});

const MODES = { auto: 'AUTO', none: 'NONE', required: 'ANY' } as const;

const toolConfigOf = (choice: ToolChoice): JsonObject => ({
  functionCallingConfig:
    typeof choice === 'string' ? { mode: MODES[choice] } : { mode: 'ANY', allowedFunctionNames: [choice.name] },
});

const samplingOf = ({ temperature, topP, maxTokens, stop = [], seed, choices }: ChatRequest): JsonObject => ({
  temperature,
  topP,
  maxOutputTokens: maxTokens,
  stopSequences: stop.length === 0 ? undefined : stop,
  seed,
  candidateCount: choices,
});

function formatOf(format: ResponseFormat = 'text'): JsonObject {
  if (format === 'text') return {};
  const responseMimeType = 'application/json';
  return format === 'json' ? { responseMimeType } : { responseMimeType, responseJsonSchema: format.schema };
}

/** `undefined` for an object whose members are all `undefined`, so that it is left out of the body. */
const nonEmpty = (object: JsonObject): JsonObject | undefined =>
  Object.values(object).some((value) => value !== undefined) ? object : undefined;
