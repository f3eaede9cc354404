import assert from 'node:assert/strict';
import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Define } from '../kit/Define.ts';
import { expectError } from '../kit/expectations.ts';
import { outcomeOf } from '../kit/outcomeOf.ts';
import type { Rig } from '../kit/Rig.ts';
import { turns } from '../kit/turns.ts';
import type { WireSample } from '../WireSample.ts';

/** How models are listed. */
export const listingCases = (define: Define, { models }: WireSample): readonly ConformanceCase[] =>
  models === undefined
    ? []
    : [
        define(
          'models: are requested page by page, when subscribed, and emitted once',
          '`listModels()` is cold too, and emits all names at once.',
          async (rig) => {
            const { pages, names } = models;
            rig.server.answer = (response) => {
              response.setHeader('content-type', 'application/json');
              response.end(pages[rig.server.received.length - 1]?.(rig.server.url));
            };
            const models$ = list(rig)();
            await turns();
            assert.equal(rig.server.connections, 0);
            assert.deepEqual(await outcomeOf(models$), { values: [names], completed: true });
            assert.deepEqual(
              rig.server.received.map(({ method }) => method),
              pages.map(() => 'GET'),
            );
          },
        ),

        define('models: a refusal is an error', 'A refused request is not an empty list.', async (rig) => {
          for (const [status, kind] of [
            [401, 'auth'],
            [503, 'overloaded'],
          ] as const) {
            rig.serve(rig.sample.refusal('no'), { status, contentType: 'application/json' });
            const { error, values } = await outcomeOf(list(rig)());
            assert.deepEqual(values, []);
            expectError(error, { name: 'ProviderError', kind, status });
          }
        }),

        define(
          'models: unsubscribing closes the socket',
          'A list that nobody reads is not waited for.',
          async (rig) => {
            rig.server.answer = () => undefined;
            const subscription = list(rig)().subscribe({ error: () => undefined });
            await rig.server.requested();
            subscription.unsubscribe();
            await rig.released();
          },
        ),
      ];

function list(rig: Rig): NonNullable<ReturnType<typeof rig.provider>['listModels']> {
  const { listModels } = rig.provider();
  assert.ok(listModels, 'there is a list of models, and the provider has no `listModels`');
  return listModels;
}
