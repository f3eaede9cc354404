import type { LLMock } from '@copilotkit/aimock';
import { assert } from 'chai';
import type { Observable } from 'rxjs';
import { errorOf, outcomeOf } from './outcome.ts';

/** A wire that the mock speaks. */
interface MockedWire {
  readonly mock: LLMock;
  readonly ask: (content: string) => Observable<unknown>;
  /** After how many of its own pieces the mock cuts an answer that has begun. */
  readonly cutAfter: number;
}

/** Describes the faults of a connection, which look the same on every wire. */
export function itMeetsFaults({ mock, ask, cutAfter }: MockedWire): void {
  it('an answer that is cut after a few pieces', async () => {
    mock.onMessage('long', { content: 'one two three four five six' }, { truncateAfterChunks: cutAfter, latency: 5 });
    const { values, error } = await outcomeOf(ask('long'));
    assert.isNotEmpty(values);
    assert.deepOwnInclude(error, { name: 'IncompleteAnswerError', retryable: true, contentReceived: true });
  });

  it('a connection that is dropped before the headers', async () => {
    mock.onMessage('hello', { content: 'Hi' }, { chaos: { disconnectRate: 1 } });
    const error = await errorOf(ask('hello'));
    assert.include(['ConnectionError', 'IncompleteAnswerError'], error.name);
    assert.deepOwnInclude(error, { retryable: true, contentReceived: false });
  });
}

/** Describes a body that the mock spoils, on the wires where it does. */
export function itMeetsNoJson({ mock, ask }: Omit<MockedWire, 'cutAfter'>): void {
  it('a body that is no JSON', async () => {
    mock.onMessage('hello', { content: 'Hi' }, { chaos: { malformedRate: 1 } });
    const { values, error } = await outcomeOf(ask('hello'));
    assert.isEmpty(values);
    assert.include(['UnexpectedContentError', 'EmptyAnswerError'], (error as Error).name);
  });
}
