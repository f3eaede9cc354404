/**
 * Characters that a terminal may obey: C0 except tab and line feed, DEL, C1, and the characters that reorder a line, which can make
 * text look like other text (CVE-2021-42574).
 */
const CONTROLS = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;
const LAST_IS_HIGH_SURROGATE = /[\ud800-\udbff]$/;

/**
 * Makes text that arrives in pieces safe for a terminal.
 *
 * Control characters become visible: ESC becomes `␛`, and those without a picture become `�`. CR LF and CR become LF. A surrogate pair
 * that is split between two pieces is joined.
 */
export class PrintableText {
  #highSurrogate = '';
  #endedInCr = false;

  /** The printable piece. Half a surrogate pair waits for the next piece. */
  push(piece: string): string {
    let text = this.#highSurrogate + piece;
    this.#highSurrogate = LAST_IS_HIGH_SURROGATE.exec(text)?.[0] ?? '';
    if (this.#highSurrogate !== '') text = text.slice(0, -1);
    if (text === '') return '';
    // The CR was printed as a line feed at once: a line does not wait for what may follow.
    if (this.#endedInCr && text.startsWith('\n')) text = text.slice(1);
    this.#endedInCr = text.endsWith('\r');
    return text.replaceAll(/\r\n?/g, '\n').replaceAll(CONTROLS, toPicture).toWellFormed();
  }

  /** The half surrogate pair that was still waiting at the end. */
  end(): string {
    const rest = this.#highSurrogate.toWellFormed();
    this.#highSurrogate = '';
    this.#endedInCr = false;
    return rest;
  }
}

/** A whole text, made safe for a terminal. */
export function toPrintable(text: string): string {
  const printable = new PrintableText();
  return printable.push(text) + printable.end();
}

/** JSON that is safe for a terminal: the control characters that `JSON.stringify` keeps become JSON escapes. */
export function toPrintableJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    CONTROLS,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function toPicture(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
