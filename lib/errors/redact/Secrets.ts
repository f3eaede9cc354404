import type { ChatStreamError } from '../ChatStreamError.ts';
import { basicCredentials, decodeUserInfo } from './credentials.ts';

/** Headers and query parameters whose values are always secret. */
const SECRET_NAME = /auth|key|token|secret|cookie|password|signature|^sig$/i;
/** Values that a caller may put into `accept` or `content-type`, and a server into any error. */
const MEDIA_TYPE = /^(?:application|audio|image|multipart|text|video)\/[a-z0-9.+*-]+$/i;
/** Removing a shorter value would damage texts more than it protects. */
const MIN_LENGTH = 4;
/** Masks do not make a text longer than this. */
const LONG_TEXT = 2000;
/** A text of at least this length may have been cut in the middle of a secret. */
const CUT_LENGTH = 200;
const MASK = '[redacted]';
/** The excerpt that a JSON parser quotes around a mistake. Dots show on which side it was cut, perhaps inside a secret. */
const QUOTED = /(\.{3})?"([^]{1,64}?)"(\.{3})? is not valid JSON/g;
/** Fields that only the library sets, never with text of the server. `reason` may also be the reason of the caller's signal. */
const OUR_WORDS: ReadonlySet<string> = new Set(['name', 'reason', 'kind', 'deadline']);

/** What no error may contain: keys, proxy passwords and the caller's header values, in every spelling. */
export class Secrets {
  readonly #values = new Set<string>();

  /** Adds every value of these headers, without its scheme (`Bearer`). */
  addHeaders(headers: Readonly<Record<string, string | undefined>> = {}): this {
    for (const value of Object.values(headers)) if (!MEDIA_TYPE.test(value ?? '')) this.#addHeader(value);
    return this;
  }

  /** Adds the values of headers or query parameters whose names show that they are secret. */
  addNamed(values: Readonly<Record<string, string | undefined>> = {}): this {
    for (const [name, value] of Object.entries(values)) if (SECRET_NAME.test(name)) this.#addHeader(value);
    return this;
  }

  /** Adds user and password of a URL, as written, decoded, and as basic credentials, and its secret parameters. */
  addUrl(url: string | undefined): this {
    if (url !== undefined && URL.canParse(url)) this.addNamed(Object.fromEntries(new URL(url).searchParams));
    const userInfo = /^[a-z0-9+.-]+:\/\/([^/?#]*)@/i.exec(url ?? '')?.[1];
    if (userInfo === undefined) return this;
    const [user = '', ...rest] = userInfo.split(':');
    const password = rest.join(':');
    this.#add(userInfo);
    this.#add(password);
    this.#add(decodeUserInfo(password));
    this.#add(basicCredentials(user, password));
    return this;
  }

  /** Removes them from an error of the library: from its message, its stack, and every text that the server influenced. */
  scrubError(error: ChatStreamError): void {
    const fields: Record<string, unknown> = error as never;
    for (const key of ['message', 'stack', ...Object.keys(error)]) {
      if (!OUR_WORDS.has(key)) fields[key] = this.#scrubValue(fields[key]);
    }
  }

  #scrubValue(value: unknown): unknown {
    if (typeof value === 'string') {
      const clean = this.scrub(value, { cut: value.length >= CUT_LENGTH });
      return clean.slice(0, Math.max(value.length, LONG_TEXT));
    }
    if (Array.isArray(value)) return value.map((item) => this.#scrubValue(item));
    if (typeof value !== 'object' || value === null || value instanceof Error) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, OUR_WORDS.has(key) ? item : this.#scrubValue(item)]),
    );
  }

  /** The text without them. `cut`: the text was cut, so it may end with the beginning of one. */
  scrub(text: string, { cut = false }: { readonly cut?: boolean } = {}): string {
    let clean = text;
    // The spellings are made here, not when a secret is added: most answers have no error.
    const spellings = new Set([...this.#values].flatMap(spellingsOf));
    for (const value of [...spellings].toSorted((a, b) => b.length - a.length)) {
      clean = clean.replaceAll(value, MASK).replaceAll(QUOTED, (all, before, quoted: string, after) => {
        return all.replace(quoted, () => withoutPartOf(value, quoted, before !== undefined, after !== undefined));
      });
      if (cut) clean = withoutBeginningOf(value, clean);
    }
    return clean;
  }

  #addHeader(value: string | undefined): void {
    if (typeof value !== 'string') return;
    this.#add(value);
    const space = value.trim().lastIndexOf(' ');
    if (space > 0) this.#add(value.trim().slice(space + 1));
  }

  #add(value: string): void {
    const trimmed = value.trim();
    if (trimmed.length >= MIN_LENGTH) this.#values.add(trimmed);
  }
}

/** How a text of the server may spell a value. */
function spellingsOf(value: string): readonly string[] {
  // White space in an excerpt is collapsed.
  const folded = value.replaceAll(/\s+/g, ' ');
  const json = JSON.stringify(value).slice(1, -1);
  const slashesEscaped = json.replaceAll('/', '\\/');
  const ascii = json.replaceAll(/[^\0-\u007f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  // Encoded in a URL, in either way.
  const encoded = [encodeURIComponent(value.toWellFormed()), String(new URLSearchParams([['', value]])).slice(1)];
  const lowerCase = encoded.map((text) => text.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
  return [value, folded, json, slashesEscaped, ascii, ...encoded, ...lowerCase];
}

function withoutPartOf(value: string, quoted: string, cutBefore: boolean, cutAfter: boolean): string {
  if (cutBefore && cutAfter && quoted.length >= MIN_LENGTH && value.includes(quoted)) return MASK;
  const rest = cutAfter ? withoutBeginningOf(value, quoted) : quoted;
  return cutBefore ? withoutEndOf(value, rest) : rest;
}

function withoutBeginningOf(value: string, text: string): string {
  for (let length = Math.min(value.length - 1, text.length); length >= MIN_LENGTH; length--) {
    if (text.endsWith(value.slice(0, length))) return text.slice(0, -length) + MASK;
  }
  return text;
}

function withoutEndOf(value: string, text: string): string {
  for (let length = Math.min(value.length - 1, text.length); length >= MIN_LENGTH; length--) {
    if (text.startsWith(value.slice(-length))) return MASK + text.slice(length);
  }
  return text;
}
