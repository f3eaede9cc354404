import { Refusal } from '../failure/Refusal.ts';

/** Deeper JSON is not a chat, and would overflow the stack when it is serialised again. */
const MAX_DEPTH = 200;

const NOT_JSON = { status: 400, message: 'The body must be JSON in UTF-8.' };

/**
 * The JSON of a request's body. Raises a `Refusal` if it is not JSON, too large or too deep. A body that is too large is not read further.
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  checkHead(request, maxBytes);
  const text = decode(await readBytes(request, maxBytes));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal(NOT_JSON);
  }
  if (isDeeperThan(MAX_DEPTH, json)) {
    throw new Refusal({ status: 400, message: `The body is nested deeper than ${MAX_DEPTH} levels.` });
  }
  return json;
}

function checkHead({ headers }: Request, maxBytes: number): void {
  if (Number(headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity') throw new Refusal({ status: 415, message: 'The body must not be compressed.' });
  // A page of any other site may send text without a preflight request, but not JSON. This keeps such a page from spending what this server
  // pays for.
  if (headers.has('origin') && !/\bjson\b/i.test(headers.get('content-type') ?? '')) {
    throw new Refusal({ status: 415, message: 'The content-type must be application/json.' });
  }
}

const tooLarge = (maxBytes: number): Refusal =>
  new Refusal({ status: 413, message: `The body is larger than ${maxBytes} bytes.`, code: 'request_too_large' });

async function readBytes({ body }: Request, maxBytes: number): Promise<Uint8Array> {
  if (body === null) return new Uint8Array();
  const reader = body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concat(pieces, length);
    length += value.length;
    if (length > maxBytes) {
      void reader.cancel().catch(() => undefined);
      throw tooLarge(maxBytes);
    }
    pieces.push(value);
  }
}

function concat(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(NOT_JSON);
  }
}

/** Level by level, since recursion is what it protects against. */
function isDeeperThan(depth: number, json: unknown): boolean {
  let level = [json].filter(isNested);
  for (let i = 0; level.length > 0; i++) {
    if (i === depth) return true;
    level = level.flatMap((value) => Object.values(value).filter(isNested));
  }
  return false;
}

const isNested = (value: unknown): value is object => typeof value === 'object' && value !== null;
