import { assert } from 'chai';
import { left, right } from 'fp-ts/lib/Either.js';
import { concat, from, type Observable, throwError } from 'rxjs';
import { attributeErrors } from '../../lib/chunk/attributeErrors.ts';
import { signalOf } from '../../lib/errors/signalOf.ts';
import { type ChatStreamError, type Chunk, ConnectionError, IncompleteAnswerError } from '../../lib/index.ts';
import { errorOf } from '../support/outcome.ts';

const text: Chunk = { type: 'text', choice: 0, text: 'a' };

const fail = (): never => assert.fail('it was asked');

/** An answer of these values that fails. */
const failing = (error: unknown, ...values: readonly unknown[]): Observable<unknown> =>
  concat(
    from(values),
    throwError(() => error),
  );

describe('attributeErrors', () => {
  it('tells an error who failed', async () => {
    const context = { provider: 'p', model: 'm', requestId: 'r' };
    const error = new ConnectionError('ECONNRESET');
    const raised: unknown = await errorOf(failing(error).pipe(attributeErrors({ context: () => context })));
    assert.strictEqual(raised, error);
    assert.deepOwnInclude(error, { ...context, contentReceived: false });
  });

  it('leaves what the error knows already', async () => {
    const error = new ConnectionError('ECONNRESET', undefined, { provider: 'inner' });
    await errorOf(failing(error).pipe(attributeErrors({ context: () => ({ provider: 'outer', model: 'm' }) })));
    assert.deepOwnInclude(error, { provider: 'inner', model: 'm' });
  });

  it('looks the context up when there is an error', async () => {
    let asked = 0;
    const context = () => ({ requestId: `r${++asked}` });
    const answer$ = failing(new ConnectionError('x'), text).pipe(attributeErrors({ context }));
    assert.equal((await errorOf(answer$))['requestId'], 'r1');
    assert.equal(asked, 1);
  });

  const received: readonly (readonly [what: string, values: readonly unknown[], contentReceived: boolean])[] = [
    ['nothing', [], false],
    ['a start', [{ type: 'start' }], false],
    ['a malformed frame', [left('bad')], false],
    ['usage and finish', [{ type: 'usage' }, { type: 'finish', choice: 0, reason: 'stop' }], false],
    ['text', [text], true],
    ['text as a Right', [right(text)], true],
    ['a source', [{ type: 'source', choice: 0, url: 'u' }], true],
    ['a block', [{ type: 'block', choice: 0, wire: 'w', value: {} }], true],
    ['a value that an operator made', ['a'], true],
  ];
  for (const [what, values, contentReceived] of received) {
    it(`says that content was ${contentReceived ? '' : 'not '}received after ${what}`, async () => {
      const error = new IncompleteAnswerError('connection-lost');
      await errorOf(failing(error, ...values).pipe(attributeErrors({ context: () => ({}) })));
      assert.equal(error.contentReceived, contentReceived);
    });
  }

  it('takes no content back that the error knows of', async () => {
    const error = new IncompleteAnswerError('connection-lost', { contentReceived: true });
    await errorOf(failing(error).pipe(attributeErrors({ context: () => ({}) })));
    assert.isTrue(error.contentReceived);
  });

  it('scrubs the error once it knows all, and remembers its signal', async () => {
    const { signal } = new AbortController();
    const error = new ConnectionError('x');
    const scrubbed: unknown[] = [];
    const scrub = (failed: ChatStreamError): void => void scrubbed.push(failed.toJSON());
    await errorOf(failing(error).pipe(attributeErrors({ context: () => ({ provider: 'p' }), signal, scrub })));
    assert.deepEqual(scrubbed, [error.toJSON()]);
    assert.strictEqual(signalOf(error), signal);
  });

  it("passes an error of the caller's own on unchanged, and looks nothing up", async () => {
    const mine = Object.freeze(new Error('mine'));
    const raised: unknown = await errorOf(failing(mine).pipe(attributeErrors({ context: fail, scrub: fail })));
    assert.strictEqual(raised, mine);
  });
});
