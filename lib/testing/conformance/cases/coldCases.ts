import assert from 'node:assert/strict';
import type { Chunk } from '../../../chunk/Chunk.ts';
import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Define } from '../kit/Define.ts';
import { expectAnswer } from '../kit/expectations.ts';
import { outcomeOf } from '../kit/outcomeOf.ts';
import { turns } from '../kit/turns.ts';

const WORDS = ['Hel', 'lo'];

/** Both streams are cold. */
export const coldCases = (define: Define): readonly ConformanceCase[] => [
  define(
    'cold: nothing is sent before it is subscribed',
    'Creating a stream sends nothing, and an operator may subscribe later or never.',
    async (rig) => {
      rig.serve(rig.whole(...WORDS));
      const provider = rig.provider();
      const answer$ = provider.stream(rig.request(provider));
      provider.streamEither(rig.request(provider));
      await turns();
      assert.equal(rig.server.connections, 0);
      expectAnswer(await outcomeOf(answer$), 'Hello');
      assert.equal(rig.server.received.length, 1);
    },
  ),

  define(
    'cold: one request for each subscription, and nothing shared',
    'A stream can be retried, repeated and read twice, each time from the beginning.',
    async (rig) => {
      rig.serve(rig.whole(...WORDS));
      const provider = rig.provider();
      const answer$ = provider.stream(rig.request(provider));
      const looped: Chunk[] = [];
      const [one, other] = await Promise.all([outcomeOf(answer$), outcomeOf(answer$)]);
      for await (const chunk of answer$) looped.push(chunk);
      expectAnswer(one, 'Hello');
      assert.deepEqual(other.values, one.values);
      assert.deepEqual(looped, one.values);
      assert.equal(rig.server.received.length, 3);
    },
  ),

  define(
    'cold: each chunk is a fresh object',
    'A consumer may change what it receives: nothing else is affected.',
    async (rig) => {
      rig.serve(rig.whole(...WORDS));
      const provider = rig.provider();
      const answer$ = provider.stream(rig.request(provider));
      const { values } = await outcomeOf(answer$);
      const untouched = structuredClone(values);
      for (const chunk of values) {
        assert.equal(Object.isFrozen(chunk), false, `the chunk ${chunk.type} is frozen`);
        Object.assign(chunk, { text: 'changed', reason: 'changed', type: 'changed' });
      }
      assert.deepEqual((await outcomeOf(answer$)).values, untouched);
    },
  ),

  define(
    'cold: its methods work when they are taken off their object',
    '`const { stream } = provider` and `map(provider.stream)` are safe.',
    async (rig) => {
      rig.serve(rig.whole(...WORDS));
      const provider = rig.provider();
      const request = rig.request(provider);
      const { stream, streamEither, resolveModel } = provider;
      expectAnswer(await outcomeOf(stream(request)), 'Hello');
      assert.equal((await outcomeOf(streamEither(request))).completed, true);
      resolveModel?.();
    },
  ),

  define(
    'cold: model names are own properties only',
    "A look-up uses own properties only: 'constructor' and '__proto__' are models like any other.",
    async (rig) => {
      const provider = rig.provider();
      const { resolveModel, models = [], modelAliases = {}, defaultModel } = provider;
      if (resolveModel === undefined) return;
      const isOpen = models.length === 0;
      for (const name of ['constructor', '__proto__', 'toString', 'no such model']) {
        const resolved = resolveModel(name);
        assert.deepEqual(
          [resolved._tag, resolved._tag === 'Right' && resolved.right],
          isOpen ? ['Right', name] : ['Left', false],
        );
      }
      for (const name of [undefined, '']) {
        const resolved = resolveModel(name);
        if (defaultModel === undefined) assert.equal(resolved._tag, 'Left');
        else assert.deepEqual(resolved, { _tag: 'Right', right: modelAliases[defaultModel] ?? defaultModel });
      }
      for (const [alias, target] of Object.entries(modelAliases)) {
        assert.deepEqual(resolveModel(alias), { _tag: 'Right', right: target });
      }
    },
  ),
];
