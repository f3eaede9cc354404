import type { OperatorFunction } from 'rxjs';
import { PartialJsonParser } from './PartialJsonParser.ts';
import { snapshots, type SnapshotOptions } from './snapshots.ts';

/**
 * The value of a JSON text so far, after each piece that changes it: what a view of a structured answer, or of a tool's arguments,
 * binds to.
 *
 * ```text
 * pieces   --{"name":"A--da","age":3--6,"tags":[tr--ue]}--|
 * values   --a-----------b------------c-----------d-------|
 *            a = { name: 'A' }
 *            b = { name: 'Ada' }
 *            c = { name: 'Ada', age: 36, tags: [] }
 *            d = { name: 'Ada', age: 36, tags: [true] }
 * ```
 *
 * A value shows all that is certain, and nothing else. Numbers, literals and keys appear when they are whole, strings grow by whole
 * characters, arrays at their end, and nothing changes its type. Where a key comes twice, the last one counts, as for `JSON.parse`.
 *
 * A value never changes after it was given, and shares with the next one all that is complete: a view sees by `===` what is new. What
 * is open is copied for each value. So that a long list does not cost its square, values come once in 16 ms while more than 2,048 elements (or
 * 256 members) are in arrays and objects that are open; `everyMs` sets a pace of your own from the first piece on. The first value comes at
 * once, and the last one before the end.
 *
 * JSON is read to the letter, 1,000 levels deep. A code fence around it is taken off; other text is not looked through. A text that
 * is not JSON, or stops being JSON, completes the stream after the last good value, and one that merely ends early leaves the last
 * value as it is. Raises nothing.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259
 * @example
 * ```ts
 * import { autonomousAI, partialJson, toText } from 'rxllm';
 *
 * autonomousAI()
 *   .stream({ messages: [{ role: 'user', content: 'Name three rivers, as a JSON array of strings.' }] })
 *   .pipe(toText(), partialJson())
 *   .subscribe((rivers) => console.log(rivers));
 * ```
 */
export function partialJson(options: SnapshotOptions = {}): OperatorFunction<string, unknown> {
  return snapshots(() => {
    const parser = new PartialJsonParser();
    return { parser, add: (piece) => parser.write(piece), end: () => parser.end() };
  }, options);
}
