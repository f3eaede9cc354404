import { assert } from 'chai';
import { PassThrough, Readable } from 'node:stream';
import { firstValueFrom, toArray } from 'rxjs';
import { toAsyncIterable } from '../../../lib/rx/toAsyncIterable.ts';
import { bodyBytes } from '../../../lib/http/body/bodyBytes.ts';
import { outcomeOf } from '../../support/outcome.ts';

const textOf = async (body: unknown): Promise<string> =>
  Buffer.concat(await firstValueFrom(bodyBytes(body).pipe(toArray()))).toString();

/** Streams have had their turns. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('bodyBytes', () => {
  const bodies: readonly (readonly [string, () => unknown, string])[] = [
    ['a Node stream', () => Readable.from([Buffer.from('one '), Buffer.from('two')]), 'one two'],
    ['an empty Node stream', () => Readable.from([]), ''],
    ['a web stream', () => new Blob(['one ', 'two']).stream(), 'one two'],
    ['an empty web stream', () => new Blob([]).stream(), ''],
    ['a string', () => 'é', 'é'],
    ['a Uint8Array', () => new Uint8Array([104, 105]), 'hi'],
    ['a Buffer', () => Buffer.from('hi'), 'hi'],
    ['an ArrayBuffer', () => new Uint8Array([104, 105]).buffer, 'hi'],
    ['an object that a mock left parsed', () => ({ choices: [] }), '{"choices":[]}'],
    ['an empty string', () => '', ''],
    ['null', () => null, ''],
    ['undefined', () => undefined, ''],
  ];
  for (const [what, create, text] of bodies) {
    it(`reads ${what}`, async () => assert.equal(await textOf(create()), text));
  }

  it('gives the pieces as they came', async () => {
    const pieces = [Buffer.from('a'), Buffer.from('bc')];
    assert.deepEqual((await outcomeOf(bodyBytes(Readable.from(pieces)))).values, pieces);
  });

  describe('a stream that is lost', () => {
    const mine = new Error('lost');
    const losses: readonly (readonly [string, (body: PassThrough) => void, unknown])[] = [
      ['by an error', (body) => void body.destroy(mine), mine],
      ['by being closed', (body) => void body.destroy(), undefined],
    ];
    for (const [what, lose, expected] of losses) {
      it(`${what} is an error behind the bytes so far`, async () => {
        const body = new PassThrough();
        body.write('so far');
        const ended = outcomeOf(bodyBytes(body));
        await settled();
        lose(body);
        const { values, error } = await ended;
        assert.equal(Buffer.concat(values).toString(), 'so far');
        if (expected === undefined) assert.instanceOf(error, Error);
        else assert.strictEqual(error, expected);
      });

      it(`${what} before anybody reads is one too`, async () => {
        const body = new PassThrough();
        body.on('error', () => undefined);
        lose(body);
        await settled();
        assert.instanceOf((await outcomeOf(bodyBytes(body))).error, Error);
      });
    }

    it('on the web, too', async () => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new Uint8Array([104]));
        },
        pull(controller) {
          controller.error(mine);
        },
      });
      const { values, error } = await outcomeOf(bodyBytes(body));
      assert.deepEqual(values, [new Uint8Array([104])]);
      assert.strictEqual(error, mine);
    });
  });

  it('finds a listener for an error that comes when nobody reads any more', async () => {
    const body = new PassThrough();
    bodyBytes(body)
      .subscribe({ error: () => assert.fail('an error') })
      .unsubscribe();
    body.destroy(new Error('late'));
    await settled();
    assert.isTrue(body.destroyed);
  });

  it('lets go of a web stream that never says a word', async () => {
    let cancelled = false;
    const body = new ReadableStream({ cancel: () => void (cancelled = true) });
    bodyBytes(body)
      .subscribe({ error: () => assert.fail('an error') })
      .unsubscribe();
    await settled();
    assert.isTrue(cancelled);
  });

  describe('asks for no more while its consumer waits', () => {
    const many = 1000;

    it('of a Node stream', async () => {
      let produced = 0;
      const body = new Readable({
        highWaterMark: 1,
        read() {
          this.push(produced++ < many ? Buffer.from('x') : null);
        },
      });
      await readSlowly(body, () => produced);
    });

    it('of a web stream', async () => {
      let produced = 0;
      const body = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            if (produced++ < many) controller.enqueue(new Uint8Array([120]));
            else controller.close();
          },
        },
        { highWaterMark: 0 },
      );
      await readSlowly(body, () => produced);
    });

    async function readSlowly(body: unknown, produced: () => number): Promise<void> {
      const iterator = toAsyncIterable(bodyBytes(body), { highWaterMark: 4 })[Symbol.asyncIterator]();
      await iterator.next();
      await settled();
      assert.isBelow(produced(), 20);
      let read = 1;
      while ((await iterator.next()).done !== true) read++;
      assert.equal(read, many);
    }
  });
});
