import { assert } from 'chai';
import { bearer, keyHeaders } from '../../lib/provider/apiKey.ts';
import { InvalidRequestError, openAICompatible } from '../../lib/index.ts';
import { errorOf, outcomeOf } from '../support/outcome.ts';
import { serveBytes } from '../support/serveBytes.ts';
import { DONE, text } from '../support/wire.ts';

describe('keyHeaders', () => {
  it('gives the header that holds a key, at once where it is there', () => {
    assert.deepEqual(keyHeaders('sk-1', 'apiKey', bearer), { authorization: 'Bearer sk-1' });
    assert.deepEqual(
      keyHeaders(
        () => 'sk-2',
        'apiKey',
        (key) => ({ 'x-api-key': key }),
      ),
      { 'x-api-key': 'sk-2' },
    );
  });

  it('waits for a key that is promised, by whatever promises', async () => {
    assert.deepEqual(await keyHeaders(() => Promise.resolve('sk-1'), 'apiKey', bearer), {
      authorization: 'Bearer sk-1',
    });
    // oxlint-disable-next-line unicorn/no-thenable -- a promise of another library
    const thenable = { then: (resolve: (key: string) => void) => resolve('sk-2') } as Promise<string>;
    assert.deepEqual(await keyHeaders(() => thenable, 'apiKey', bearer), { authorization: 'Bearer sk-2' });
  });

  it('gives none where there is no key', async () => {
    for (const key of [undefined, '', () => '']) assert.deepEqual(keyHeaders(key, 'apiKey', bearer), {});
    assert.deepEqual(await keyHeaders(() => Promise.resolve(''), 'apiKey', bearer), {});
  });

  it('refuses a key that a header cannot carry, and shows nothing of it', async () => {
    for (const key of ['sk-1\n2', '日本']) {
      const message = 'invalid request: options/authToken must be a key that an HTTP header can carry';
      assert.throws(() => keyHeaders(key, 'authToken', bearer), InvalidRequestError, message);
      assert.throws(() => keyHeaders(() => key, 'authToken', bearer), InvalidRequestError, message);
      const promised = Promise.resolve(keyHeaders(() => Promise.resolve(key), 'authToken', bearer));
      assert.equal(await promised.then(String, ({ message: said }: Error) => said), message);
    }
  });

  it('passes on what the function of the caller throws', () => {
    const mine = new Error('mine');
    const fail = (): never => {
      throw mine;
    };
    assert.throws(() => keyHeaders(fail, 'apiKey', bearer), mine);
  });
});

describe('the option apiKey', () => {
  it('is asked for each answer, and refused at once where it is a text that cannot be sent', async () => {
    const server = await serveBytes();
    try {
      server.serve({ body: text('Hi') + DONE });
      let asked = 0;
      const provider = openAICompatible({
        baseUrl: server.url,
        defaultModel: 'm',
        apiKey: async () => `sk-${++asked}`,
      });
      const answer$ = provider.stream({ messages: [{ role: 'user', content: 'x' }] });
      await outcomeOf(answer$);
      await outcomeOf(answer$);
      assert.deepEqual(
        server.received.map(({ headers }) => headers.authorization),
        ['Bearer sk-1', 'Bearer sk-2'],
      );
      assert.throws(() => openAICompatible({ baseUrl: server.url, apiKey: 'sk-1\n' }), InvalidRequestError);
      const late = openAICompatible({ baseUrl: server.url, defaultModel: 'm', apiKey: () => 'sk-1\n' });
      assert.deepOwnInclude(await errorOf(late.stream({ messages: [] })), {
        name: 'InvalidRequestError',
        paths: ['options/apiKey'],
        provider: 'openAICompatible',
      });
    } finally {
      await server.close();
    }
  });
});
