import { assert } from 'chai';
import { NEVER } from 'rxjs';
import { ChunkStream, openAICompatible } from '../../lib/index.ts';
import {
  conformance,
  type ConformanceCase,
  type SampleOptions,
  type SampleProvider,
  wireSamples,
} from '../../lib/testing/index.ts';
import { brokenProviders } from './brokenProviders.ts';
import { sideBySide } from './sideBySide.ts';

/** Which cases notice each mistake: these, and no others. */
const noticed: Readonly<Record<string, readonly RegExp[]>> = {
  'never closes its socket': [
    /^stopping: .*, by (unsubscribe|an operator that unsubscribes|return\(\).*|throw\(\).*|break)$/,
    /^stopping: in the same tick sends nothing$/,
    /^stopping: while the consumer is slow$/,
    // Nothing goes back to the provider, a pause no more than an end.
    /^back-pressure: a reader that stops, by (its own iterator|operators .*)$/,
  ],
  'buffers for a stalled reader': [
    /^back-pressure: a reader that stops, by (its own iterator|operators and toAsyncIterable)$/,
  ],
  'takes a cut for the end': [
    /^endings: a body without an end marker is incomplete$/,
    /^faults: (reset|FIN, chunked body|half-close|Content-Length too long|bad chunked encoding), (before content|mid-frame|after content)$/,
    /^faults: (FIN, body until close|Content-Length too short), (mid-frame|after content)$/,
    /^secrets: (a body without an end marker|the errors of a lost connection)/,
  ],
  'takes an error in the stream for the end': [
    /^errors: /,
    /^secrets: (an error in the stream|an error with a success status)/,
  ],
  'prints its key': [/^secrets: /],
  'repeats text by asking again after content': [
    /^endings: a body without an end marker is incomplete$/,
    /^errors: (in the stream, after content|are not malformed frames)$/,
    /^malformed frames: can end the answer$/,
    /^faults: (reset|stall|FIN, .*|half-close|Content-Length .*|bad chunked encoding), (mid-frame|after content)$/,
    /^deadlines: silence (between words|in the middle of a frame|with bytes that are not content, between words)$/,
    /^limits: a (frame|line) without end$/,
    /^stopping: (silent after content|talking|in the middle of a frame), by an AbortSignal$/,
    // It asks again whatever the error is.
    /^refusals: (a redirect is not followed|onResponse is called once for each answer)$/,
  ],
  'shares one answer': [
    /^cold: one request for each subscription, and nothing shared$/,
    /^back-pressure: (a reader that stops, by (its own iterator|operators .*))$/,
  ],
  'freezes its chunks': [/^cold: each chunk is a fresh object$/],
  'counts its deadlines in another unit': [/^deadlines: silence /],
  'has no limit': [/^limits: (a frame without end|a line without end|one JSON answer)$/],
  'takes an abort for the end': [
    /^stopping: .*, by an AbortSignal$/,
    /^stopping: in the same tick sends nothing$/,
    /^secrets: the errors of a lost connection/,
  ],
  'leaves a listener on the signal': [/^stopping: /],
  'ends at the first bad frame': [
    /^malformed frames: (are skipped|can be reported to a function|what the caller's function throws .*|alone are not an answer)$/,
    /^faults: garbage bytes, mid-frame$/,
    /^deadlines: silence with frames that are malformed$/,
    /^limits: malformed frames without end$/,
  ],
  'drops the headers of the caller': [
    /^requests: the caller's headers/,
    /^secrets: (?!the errors of a lost connection)/,
  ],
  'decodes each piece alone': [/^cutting: /],
};

/** These five are looked at by all cases; the others by all that are quick, and those that notice them. */
const WHOLLY = [
  'never closes its socket',
  'buffers for a stalled reader',
  'takes a cut for the end',
  'prints its key',
  'repeats text by asking again after content',
];
const SLOW = /^(?:back-pressure|limits|deadlines|cutting): /;

describe('a provider that', function () {
  this.timeout(300_000);

  for (const [mistake, provider] of Object.entries(brokenProviders)) {
    const patterns = noticed[mistake] ?? [];
    const isExpected = ({ name }: ConformanceCase): boolean => patterns.some((pattern) => pattern.test(name));

    it(`${mistake} fails where it is wrong, and nowhere else`, async () => {
      const all = conformance({ provider, wire: wireSamples.openAI, timeoutMs: 30_000 });
      const cases = all.filter((each) => WHOLLY.includes(mistake) || isExpected(each) || !SLOW.test(each.name));
      const failed: string[] = [];
      for (const [name, outcome] of sideBySide(cases)) if ((await outcome) !== undefined) failed.push(name);
      const expected = cases.filter(isExpected).map(({ name }) => name);
      for (const pattern of patterns)
        assert.isTrue(
          expected.some((name) => pattern.test(name)),
          String(pattern),
        );
      assert.sameMembers(failed, expected);
    });
  }

  it('does nothing in time is told of, with what was seen', async () => {
    const cases = conformance({ provider: deaf, wire: wireSamples.openAI, timeoutMs: 60 });
    const error = await cases[0]?.run().catch((raised: unknown) => raised);
    assert.match(
      String(error),
      /^Error: the case did not finish within 60 ms: 0 requests were received, 0 of their sockets are open$/,
    );
  });
});

/** Never says anything, and never asks. */
const deaf = (options: SampleOptions): SampleProvider => ({
  ...openAICompatible(options),
  stream: () => ChunkStream.from(NEVER),
});

describe('conformance', () => {
  const cases = conformance({ provider: openAICompatible, wire: wireSamples.openAI });

  it('gives each case a name of its own, and says what it proves', () => {
    assert.lengthOf(new Set(cases.map(({ name }) => name)), cases.length);
    for (const { name, proves } of cases) {
      assert.match(name, /^[a-z -]+: \S/);
      assert.match(proves, /\.$/, name);
    }
  });

  it('asks nothing of what a wire does not have', () => {
    const { text, end } = wireSamples.openAI;
    const few = conformance({ provider: openAICompatible, wire: { text, end } });
    const missing = cases.filter(({ name }) => !few.some((other) => other.name === name));
    assert.deepEqual(
      missing.map(({ name }) => name),
      [
        'answers: are the same as one JSON value',
        'endings: truncated JSON is not an answer',
        'errors: in the stream, before content',
        'errors: in the stream, after content',
        'errors: are not malformed frames',
        'errors: a JSON error with status 200 is an error',
        'limits: one JSON answer',
        'models: are requested page by page, when subscribed, and emitted once',
        'models: a refusal is an error',
        'models: unsubscribing closes the socket',
      ],
    );
  });
});
