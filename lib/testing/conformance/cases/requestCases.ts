import assert from 'node:assert/strict';
import type { ChatRequest } from '../../../request/ChatRequest.ts';
import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Define } from '../kit/Define.ts';
import { expectAnswer, expectError } from '../kit/expectations.ts';
import { outcomeOf } from '../kit/outcomeOf.ts';
import { renderingsOf } from '../kit/renderingsOf.ts';
import { SAMPLE_PROMPT } from '../kit/Rig.ts';

const user = { role: 'user', content: SAMPLE_PROMPT };

/** Requests that do not decode, and the path of each fault. */
const BAD: Readonly<Record<string, readonly [path: string, request: unknown]>> = {
  'no messages': ['messages', {}],
  'messages that are a string': ['messages', { messages: SAMPLE_PROMPT }],
  'a role that does not exist': ['messages/0/role', { messages: [{ ...user, role: SAMPLE_PROMPT }] }],
  'content of a wrong type': ['messages/0/content', { messages: [{ role: 'user', content: { SAMPLE_PROMPT } }] }],
  'a temperature that is a string': ['temperature', { messages: [user], temperature: SAMPLE_PROMPT }],
  'a field that does not exist': ['temprature', { messages: [user], temprature: 1 }],
};

/** What is sent, and what is not. */
export const requestCases = (define: Define): readonly ConformanceCase[] => [
  define(
    "requests: the caller's headers and body members are sent, and the request's win",
    'A caller can send fields that the library does not know.',
    async (rig) => {
      rig.serve(rig.whole('Hi'));
      const headers = { 'x-one': 'option', 'x-two': 'option', 'x-three': 'option' };
      const provider = rig.provider({ headers, body: { conformance: { option: 1 } } });
      const request = rig.request(provider, {
        headers: { 'x-two': 'request', 'x-three': undefined },
        body: { conformance: { request: 2 } },
      });
      expectAnswer(await outcomeOf(provider.stream(request)), 'Hi');
      const [received] = rig.server.received;
      assert.ok(received);
      const got = ['x-one', 'x-two', 'x-three'].map((name) => received.headers[name]);
      assert.deepEqual([received.method, ...got], ['POST', 'option', 'request', undefined]);
      const { conformance } = JSON.parse(received.body) as { readonly conformance?: Readonly<Record<string, unknown>> };
      assert.equal(conformance?.['request'], 2);
    },
  ),

  ...Object.entries(BAD).map(([what, [path, bad]]) =>
    define(
      `requests: ${what} sends nothing`,
      'A request that does not decode is an `InvalidRequestError` that names the place, but no value.',
      async (rig) => {
        const provider = rig.provider();
        const request = { ...rig.request(provider), messages: undefined, ...(bad as object) } as unknown as ChatRequest;
        for (const answer$ of [provider.stream(request), provider.streamEither(request)]) {
          const { error, values } = await outcomeOf<unknown>(answer$);
          assert.deepEqual(values, []);
          expectError(error, { name: 'InvalidRequestError', retryable: false, contentReceived: false });
          const { paths } = error as { readonly paths: readonly string[] };
          assert.ok(
            paths.some((each) => each.startsWith(path)),
            `${paths.join(', ')} does not name ${path}`,
          );
          for (const [how, rendering] of Object.entries(renderingsOf(error))) {
            assert.ok(!rendering.includes(SAMPLE_PROMPT), `${how} holds what was asked`);
          }
        }
        assert.equal(rig.server.connections, 0);
      },
    ),
  ),
];
