import type { OperatorFunction } from 'rxjs';
import { checkRules } from '../codec/checkRules.ts';
import { PartialJsonParser } from './PartialJsonParser.ts';
import { SNAPSHOT_RULES, snapshots, type SnapshotOptions } from './snapshots.ts';

/**
 * The value of a JSON text so far, after each piece that changes it. A view of a structured answer, or of a tool's arguments, binds to
 * it.
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
 * A value shows every part that is certain, and nothing else. Numbers, literals and keys appear when they are complete, strings grow by
 * whole characters, arrays at their end, and nothing changes its type. If a key occurs twice, the last occurrence counts, as in
 * `JSON.parse`.
 *
 * An emitted value never changes, and shares all complete parts with the next one, so a view can use `===` to find what is new. Open
 * containers are copied for each value. To keep the cost of a long list from growing with its square, values are emitted once in 16 ms
 * while open arrays and objects hold more than 2,048 elements (or 256 members); `everyMs` sets your own interval from the first piece on.
 * The first value is emitted at once, and the last one before the end.
 *
 * JSON is parsed strictly, up to 1,000 levels deep. A code fence around it is removed; other text is not searched for JSON. A text that
 * is not JSON, or stops being JSON, completes the stream after the last good value. A text that merely ends early leaves the last value
 * as it is. Raises no errors.
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
  checkRules(options, SNAPSHOT_RULES);
  return snapshots(() => {
    const parser = new PartialJsonParser();
    return { parser, add: (piece) => parser.write(piece), end: () => parser.end() };
  }, options);
}
