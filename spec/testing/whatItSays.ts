/** What a body says, read without any code of the library. Members that it says nothing of are left out. */
export interface Said {
  /** By choice. */
  text?: string[];
  reasoning?: string;
  refusal?: string;
  /** `id name(arguments)` of each tool call. */
  calls?: string[];
  /** The last finish reason of each choice. */
  finish?: string[];
  totalTokens?: number;
  error?: string;
  /** How many events are no frame. */
  malformed?: number;
  /** `[DONE]` came. */
  done?: true;
}

interface Piece {
  readonly content?: unknown;
  readonly reasoning_content?: string;
  readonly refusal?: string | null;
  readonly tool_calls?: readonly {
    readonly index?: number;
    readonly id?: string;
    readonly function: { readonly name?: string; readonly arguments: string };
  }[];
}

interface Frame {
  readonly choices?: readonly {
    readonly index: number;
    readonly delta?: Piece;
    readonly message?: Piece;
    readonly finish_reason?: string | null;
  }[];
  readonly finish_reason?: string;
  readonly usage?: { readonly total_tokens: number };
  readonly error?: { readonly message: string };
}

/** Reads the events of a complete body, each behind an empty line. */
export function whatEventsSay(body: string): Said {
  const said: Said = {};
  for (const event of body.replaceAll(/\r\n?/g, '\n').split('\n\n')) {
    const lines = event.split('\n').filter((line) => line.startsWith('data:'));
    if (lines.length > 0) take(lines.map((line) => line.slice('data:'.length).trimStart()).join('\n'), said);
  }
  return said;
}

/** Reads a body that is one JSON value. */
export function whatJsonSays(body: string): Said {
  const said: Said = {};
  take(body, said);
  return said;
}

function take(data: string, said: Said): void {
  try {
    if (data === '[DONE]') said.done = true;
    else takeFrame(JSON.parse(data) as Frame, said);
  } catch {
    said.malformed = (said.malformed ?? 0) + 1;
  }
}

function takeFrame({ choices = [], finish_reason: reason, usage, error }: Frame, said: Said): void {
  for (const { index, delta, message, finish_reason: own } of choices) {
    if (own) (said.finish ??= [])[index] = own;
    takePiece({ ...delta, ...message }, index, said);
  }
  if (reason) said.finish = [reason];
  if (usage) said.totalTokens = usage.total_tokens;
  if (error) said.error = error.message;
}

function takePiece(
  { content, reasoning_content: reasoning, refusal, tool_calls: calls = [] }: Piece,
  index: number,
  said: Said,
): void {
  if (typeof content === 'object' && content !== null) throw new TypeError('content is no text');
  if (typeof content === 'string' && content !== '') (said.text ??= [])[index] = (said.text[index] ?? '') + content;
  if (reasoning) said.reasoning = (said.reasoning ?? '') + reasoning;
  if (refusal) said.refusal = (said.refusal ?? '') + refusal;
  for (const [place, call] of calls.entries()) {
    const { name, arguments: json } = call.function;
    const at = call.index ?? place;
    const opened = call.id === undefined ? (said.calls?.[at] ?? '').slice(0, -1) : `${call.id} ${name}(`;
    (said.calls ??= [])[at] = `${opened}${json})`;
  }
}
