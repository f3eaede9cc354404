import { assert } from 'chai';
import { type AnswerEnd, memoryLog, stopAnswer } from '../../lib/relay/index.ts';

describe('stopAnswer', () => {
  it('gives its own end, with the reason where there is one', async () => {
    const log = memoryLog();
    await log.create('a');
    await log.create('b');
    assert.deepEqual(await stopAnswer(log, 'a'), { type: 'stopped' });
    assert.deepEqual(await stopAnswer(log, 'b', 'enough'), { type: 'stopped', reason: 'enough' });
  });

  const ends: readonly AnswerEnd[] = [
    { type: 'complete' },
    { type: 'stopped', reason: 'another' },
    { type: 'abandoned' },
    { type: 'error', error: { name: 'DeadlineError', retryable: true } },
  ];
  for (const end of ends) {
    it(`gives the end that was there before: ${end.type}`, async () => {
      const log = memoryLog();
      await log.create('id');
      await log.seal('id', end);
      assert.deepEqual(await stopAnswer(log, 'id', 'too late'), end);
    });
  }

  it('rejects where the log does not hold the answer', async () => {
    const error: unknown = await stopAnswer(memoryLog(), 'id').catch((reason: unknown) => reason);
    assert.deepInclude(error, { name: 'IncompleteAnswerError', reason: 'lost' });
  });

  it('rejects a bad id', async () => {
    const error: unknown = await stopAnswer(memoryLog(), '').catch((reason: unknown) => reason);
    assert.deepInclude(error, { name: 'InvalidRequestError', paths: ['id'] });
  });
});
