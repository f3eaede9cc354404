// Reads answers with other libraries' clients, as their users would: one JSON line in, one out. Run by Node 24, which the newest want.
import { createInterface } from 'node:readline';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { ChatOpenAI } from '@langchain/openai';
import { AbstractChat, DefaultChatTransport, generateText, jsonSchema, streamText, tool } from 'ai';
import OpenAI from 'openai';

const QUESTION = [{ role: 'user', content: 'Hello' }];
const NAMES = ['weather', 'time'];
const PARAMETERS = { type: 'object', properties: {} };

/** Each reads one answer to `{ text, toolCalls, finishReason, usage }`, as far as it knows these, or throws. */
const CLIENTS = {
  'openai, raw': openAIRaw,
  'openai, helper': openAIHelper,
  'openai, whole': openAIWhole,
  langchain: langChain,
  'langchain, whole': langChainWhole,
  ai: aiStream,
  'ai, whole': aiWhole,
  useChat,
};

const openAI = (url) => new OpenAI({ baseURL: `${url}/v1`, apiKey: 'the-clients-own' });
const openAITools = NAMES.map((name) => ({ type: 'function', function: { name, parameters: PARAMETERS } }));

async function openAIRaw({ url, model, tools }) {
  const stream = await openAI(url).chat.completions.create({
    model,
    messages: QUESTION,
    stream: true,
    stream_options: { include_usage: true },
    ...(tools && { tools: openAITools }),
  });
  const answer = { text: '', reasoning: '', refusal: '', toolCalls: [], finishReason: undefined, usage: undefined };
  // oxlint-disable-next-line typescript/await-thenable -- it is an iterable, by types that are not installed everywhere
  for await (const { choices, usage } of stream) {
    if (usage) answer.usage = usage;
    for (const { delta, finish_reason: reason } of choices.filter(({ index }) => index === 0)) {
      answer.text += delta.content ?? '';
      answer.reasoning += delta.reasoning_content ?? '';
      answer.refusal += delta.refusal ?? '';
      for (const { index, id, function: fn } of delta.tool_calls ?? []) {
        const call = (answer.toolCalls[index] ??= { id: '', name: '', arguments: '' });
        call.id += id ?? '';
        call.name += fn?.name ?? '';
        call.arguments += fn?.arguments ?? '';
      }
      answer.finishReason = reason ?? answer.finishReason;
    }
  }
  return answer;
}

async function openAIHelper({ url, model, tools }) {
  const stream = openAI(url).chat.completions.stream({
    model,
    messages: QUESTION,
    stream_options: { include_usage: true },
    ...(tools && { tools: openAITools }),
  });
  return fromCompletion(await stream.finalChatCompletion());
}

async function openAIWhole({ url, model, tools }) {
  const completion = await openAI(url).chat.completions.create({
    model,
    messages: QUESTION,
    ...(tools && { tools: openAITools }),
  });
  return fromCompletion(completion);
}

function fromCompletion({ choices, usage }) {
  const [{ message, finish_reason: finishReason }] = choices;
  return {
    text: message.content ?? '',
    refusal: message.refusal ?? '',
    toolCalls: (message.tool_calls ?? []).map(({ id, function: fn }) => ({
      id,
      name: fn.name,
      arguments: fn.arguments,
    })),
    finishReason,
    usage,
  };
}

function langChainModel({ url, model, tools }, options) {
  const chat = new ChatOpenAI({
    model,
    apiKey: 'the-clients-own',
    maxRetries: 0,
    configuration: { baseURL: `${url}/v1` },
    ...options,
  });
  return tools ? chat.bindTools(openAITools) : chat;
}

async function langChain(question) {
  let whole;
  const stream = await langChainModel(question, { streamUsage: true }).stream('Hello');
  for await (const chunk of stream) whole = whole?.concat(chunk) ?? chunk;
  return fromLangChain(whole);
}

async function langChainWhole(question) {
  return fromLangChain(await langChainModel(question).invoke('Hello'));
}

function fromLangChain({
  content,
  tool_calls: calls,
  invalid_tool_calls: invalid,
  response_metadata: metadata,
  usage_metadata: usage,
}) {
  if (invalid?.length > 0) throw new Error(`invalid calls: ${JSON.stringify(invalid)}`);
  return {
    text: content,
    toolCalls: calls.map(({ id, name, args }) => ({ id, name, arguments: JSON.stringify(args) })),
    finishReason: metadata.finish_reason,
    usage: usage && {
      prompt_tokens: usage.input_tokens,
      completion_tokens: usage.output_tokens,
      total_tokens: usage.total_tokens,
    },
  };
}

const aiModel = ({ url, model }) =>
  createOpenAICompatible({ name: 'gateway', baseURL: `${url}/v1`, apiKey: 'the-clients-own', includeUsage: true })(
    model,
  );
const aiTools = Object.fromEntries(NAMES.map((name) => [name, tool({ inputSchema: jsonSchema(PARAMETERS) })]));

async function aiStream(question) {
  const failures = [];
  const result = streamText({
    model: aiModel(question),
    messages: QUESTION,
    maxRetries: 0,
    onError: ({ error }) => failures.push(error),
    ...(question.tools && { tools: aiTools }),
  });
  await result.consumeStream();
  if (failures.length > 0) throw failures[0];
  return fromAI(result);
}

async function aiWhole(question) {
  const result = await generateText({
    model: aiModel(question),
    messages: QUESTION,
    maxRetries: 0,
    ...(question.tools && { tools: aiTools }),
  });
  return fromAI(result);
}

async function fromAI(result) {
  const [text, reasoning, toolCalls, finishReason, usage] = await Promise.all([
    result.text,
    result.reasoningText,
    result.toolCalls,
    result.finishReason,
    result.usage,
  ]);
  return {
    text,
    reasoning: reasoning ?? '',
    toolCalls: toolCalls.map(({ toolCallId, toolName, input }) => ({
      id: toolCallId,
      name: toolName,
      arguments: JSON.stringify(input),
    })),
    finishReason,
    usage:
      usage.inputTokens === undefined
        ? undefined
        : {
            prompt_tokens: usage.inputTokens,
            completion_tokens: usage.outputTokens,
            total_tokens: usage.totalTokens,
          },
  };
}

/** What React's, Vue's and Svelte's hooks wrap. */
class Chat extends AbstractChat {
  constructor(url, model) {
    const messages = [];
    const state = {
      status: 'ready',
      error: undefined,
      messages,
      pushMessage: (message) => messages.push(message),
      popMessage: () => messages.pop(),
      replaceMessage: (index, message) => (messages[index] = message),
      snapshot: (value) => structuredClone(value),
    };
    super({ id: 'chat', state, transport: new DefaultChatTransport({ api: `${url}/ui`, body: { model } }) });
  }
}

async function useChat({ url, model }) {
  const chat = new Chat(url, model);
  await chat.sendMessage({ text: 'Hello' });
  if (chat.status !== 'ready') throw chat.error ?? new Error(chat.status);
  const { parts, metadata } = chat.lastMessage;
  const texts = (type) =>
    parts
      .filter((part) => part.type === type)
      .map(({ text }) => text)
      .join('');
  const calls = parts.filter(({ type }) => type.startsWith('tool-'));
  return {
    text: texts('text'),
    reasoning: texts('reasoning'),
    toolCalls: calls.map(({ type, toolCallId, input }) => ({
      id: toolCallId,
      name: type.slice('tool-'.length),
      arguments: JSON.stringify(input),
    })),
    states: parts.flatMap(({ state }) => state ?? []),
    usage: metadata?.usage,
  };
}

// Their warnings are for the developer of a program of theirs.
globalThis.AI_SDK_LOG_WARNINGS = false;
for await (const line of createInterface({ input: process.stdin })) {
  const { client, ...question } = JSON.parse(line);
  const started = Date.now();
  const outcome = await CLIENTS[client](question).then(
    (answer) => ({ answer }),
    (error) => ({
      error: {
        name: error.name,
        message: error.message,
        status: error.status ?? error.statusCode,
        body: error.responseBody,
      },
    }),
  );
  process.stdout.write(`${JSON.stringify({ ...outcome, milliseconds: Date.now() - started })}\n`);
}
