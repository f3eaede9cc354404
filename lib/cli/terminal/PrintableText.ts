/**
 * What a terminal might obey: C0 but tab and line feed, DEL, C1, and the characters that reorder a line, by which text can be
 * made to look like other text (CVE-2021-42574).
 */
const CONTROLS = /(?![\t\n])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;
const LAST_IS_HIGH_SURROGATE = /[\ud800-\udbff]$/;

/**
 * Text that comes in pieces, made fit for a terminal.
 *
 * A control character is shown instead of obeyed: ESC as `␛`, those without a picture as `�`. A line may end in CR LF or CR and
 * is given as LF. The halves of a pair of surrogates that two pieces share are put together.
 */
export class PrintableText {
  #highSurrogate = '';
  #endedInCr = false;

  /** The piece as it may be printed; what needs the next piece waits for it. */
  push(piece: string): string {
    let text = this.#highSurrogate + piece;
    this.#highSurrogate = LAST_IS_HIGH_SURROGATE.exec(text)?.[0] ?? '';
    if (this.#highSurrogate !== '') text = text.slice(0, -1);
    if (text === '') return '';
    // The CR went out as a line feed when it came: a line is not held back for what may follow it.
    if (this.#endedInCr && text.startsWith('\n')) text = text.slice(1);
    this.#endedInCr = text.endsWith('\r');
    return text.replaceAll(/\r\n?/g, '\n').replaceAll(CONTROLS, toPicture).toWellFormed();
  }

  /** What still waited at the end. */
  end(): string {
    const rest = this.#highSurrogate.toWellFormed();
    this.#highSurrogate = '';
    this.#endedInCr = false;
    return rest;
  }
}

/** A whole text made fit for a terminal. */
export function toPrintable(text: string): string {
  const printable = new PrintableText();
  return printable.push(text) + printable.end();
}

/** JSON that is fit for a terminal: what `JSON.stringify` leaves as it is becomes an escape of JSON's own. */
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
