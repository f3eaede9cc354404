import { right } from 'fp-ts/lib/Either.js';
import { assert } from 'chai';
import { of } from 'rxjs';
import { ConnectionError, retryRequest } from '../../lib/index.ts';
import { answerOf, script } from '../../lib/testing/index.ts';
import { runMarbles } from '../support/marbles.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { chunks, request } from '../sources/fakeSource.ts';

describe('script', () => {
  it('plays its answers in order, one for each subscription', async () => {
    const source = script(['Hi', { reasoning: 'Hm.' }, answerOf('list'), of(chunks.s, chunks.a)]);
    const answer = source.stream(request);
    assert.deepEqual((await outcomeOf(answer)).values, answerOf('Hi'));
    assert.deepEqual((await outcomeOf(answer)).values, answerOf({ reasoning: 'Hm.' }));
    assert.deepEqual((await outcomeOf(source.stream(request))).values, answerOf('list'));
    assert.deepEqual((await outcomeOf(source.streamEither(request))).values, [right(chunks.s), right(chunks.a)]);
  });

  it('plays a stream in virtual time', () => {
    runMarbles(({ cold, expectObservable }) => {
      const answer = '  --s-a--b-(f|)';
      const expected = '--s-a--b-(f|)';
      expectObservable(script([cold(answer, chunks)]).stream(request)).toBe(expected, chunks);
    });
  });

  it('fails as it is told to, as a provider does', async () => {
    const source = script([new ConnectionError('ECONNRESET'), new TypeError('mine')], { name: 'scripted' });
    assert.deepInclude(await errorOf(source.stream(request)), {
      code: 'ECONNRESET',
      provider: 'scripted',
      contentReceived: false,
    });
    assert.equal((await errorOf(source.stream(request))).message, 'mine');
  });

  it('records what it was asked, when it is subscribed', async () => {
    const source = script(['one', 'two']);
    const second = { ...request, model: 'm' };
    const answer = source.stream(request);
    assert.deepEqual(source.requests, []);
    await outcomeOf(answer);
    await outcomeOf(source.streamEither(second));
    assert.deepEqual(source.requests, [request, second]);
  });

  it('fails when it is asked once too often, and nobody asks again for that', async () => {
    const source = script(['one'], { name: 'scripted' });
    await outcomeOf(source.stream(request));
    const error = await errorOf(source.stream(request).pipe(retryRequest({ baseDelayMs: 0 })));
    assert.equal(error.message, 'scripted was asked for answer 2 of 1: give it one more, or ask less often');
    assert.lengthOf(source.requests, 2);
  });

  it('treats a request as a provider does', async () => {
    const source = script(['one']);
    assert.equal((await errorOf(source.stream({} as never))).name, 'InvalidRequestError');
    assert.equal((await errorOf(source.stream({ ...request, signal: AbortSignal.abort() }))).name, 'AbortError');
    assert.equal(source.name, 'script');
  });
});
