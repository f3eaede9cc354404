import { assert } from 'chai';
import { PrintableText, toPrintable, toPrintableJson } from '../../../lib/cli/terminal/PrintableText.ts';

/** What pieces become, and what comes at the end. */
function printed(...pieces: readonly string[]): string[] {
  const text = new PrintableText();
  return [...pieces.map((piece) => text.push(piece)), text.end()];
}

describe('PrintableText', () => {
  it('leaves text, tabs and line feeds as they are', () => {
    assert.strictEqual(toPrintable('Grüße,\t世界!\n👩‍🚀 שלום नमस्ते e\u0301'), 'Grüße,\t世界!\n👩‍🚀 שלום नमस्ते e\u0301');
  });

  it('shows every control character of C0 but tab and line feed by its picture', () => {
    assert.strictEqual(
      toPrintable(
        '\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\v\f\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f',
      ),
      '␀␁␂␃␄␅␆␇␈␋␌␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟',
    );
  });

  it('shows DEL by its picture and every control character of C1 as U+FFFD', () => {
    assert.strictEqual(toPrintable('\u007f'), '␡');
    for (let code = 0x80; code <= 0x9f; code++) assert.strictEqual(toPrintable(String.fromCharCode(code)), '\ufffd');
    assert.strictEqual(toPrintable('~\u00a0'), '~\u00a0');
  });

  it('makes the sequences that a terminal obeys harmless', () => {
    const table: readonly (readonly [string, string])[] = [
      ['\u001b[31mred\u001b[0m', '␛[31mred␛[0m'],
      ['\u001b]0;title\u0007', '␛]0;title␇'],
      ['\u001b]8;;http://evil.example\u001b\\here', '␛]8;;http://evil.example␛\\here'],
      ['\u009b2J', '\ufffd2J'],
      ['safe\b\b\b\bevil', 'safe␈␈␈␈evil'],
    ];
    for (const [text, expected] of table) assert.strictEqual(toPrintable(text), expected);
  });

  it('shows what would reorder a line as U+FFFD, and keeps the marks that text of two directions needs', () => {
    for (const override of '\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069') {
      assert.strictEqual(toPrintable(`a${override}b`), 'a\ufffdb');
    }
    assert.strictEqual(toPrintable('a\u200e\u200f\u061cb'), 'a\u200e\u200f\u061cb');
  });

  it('gives CR LF and CR as LF', () => {
    assert.strictEqual(toPrintable('a\r\nb\rc\n\rd'), 'a\nb\nc\n\nd');
  });

  it('gives a line end at once, and once where two pieces share it', () => {
    assert.deepEqual(printed('a\r', '\nb'), ['a\n', 'b', '']);
    assert.deepEqual(printed('a\r', '', '\nb'), ['a\n', '', 'b', '']);
    assert.deepEqual(printed('a\r', '\r\n', '\n'), ['a\n', '\n', '\n', '']);
    assert.deepEqual(printed('a\r', 'b\n', '\n'), ['a\n', 'b\n', '\n', '']);
  });

  it('finds sequences that are split across pieces', () => {
    assert.deepEqual(printed('\u001b', '[2J'), ['␛', '[2J', '']);
  });

  it('puts together a pair of surrogates that two pieces share', () => {
    assert.deepEqual(printed('Hi \ud83d', '\udc4b!'), ['Hi ', '👋!', '']);
    assert.deepEqual(printed('\ud83d', '', '\udc4b'), ['', '', '👋', '']);
    assert.deepEqual(printed('\r\ud83d', '\udc4b'), ['\n', '👋', '']);
  });

  it('gives a surrogate without the other half as U+FFFD', () => {
    assert.deepEqual(printed('a\ud83d', 'b'), ['a', '\ufffdb', '']);
    assert.deepEqual(printed('a\udc4b'), ['a\ufffd', '']);
    assert.deepEqual(printed('a\ud83d'), ['a', '\ufffd']);
  });
});

describe('toPrintableJson', () => {
  it('escapes every control character, so that the value comes back whole', () => {
    const text = '\u001b[31m\u007f\u009b\u202e\r\n\t"\\ é';
    const json = toPrintableJson({ text });
    assert.strictEqual(json, '{"text":"\\u001b[31m\\u007f\\u009b\\u202e\\r\\n\\t\\"\\\\ é"}');
    assert.deepEqual(JSON.parse(json), { text });
  });
});
