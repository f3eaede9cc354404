import { assert } from 'chai';
import { left, right } from 'fp-ts/lib/Either.js';
import { type ChatRequest, InvalidRequestError, UnknownModelError } from '../../lib/index.ts';
import { prepareCall } from '../../lib/provider/prepareCall.ts';

const messages = [{ role: 'user', content: 'Hello' }] as const;
const asked = {
  name: 'p',
  carried: { fields: [], supports: { stream: true, systemMessage: true, messageHistory: true } },
  ignoreUnsupported: false,
  resolveModel: (model = 'default') => right(`wire/${model}`),
};

const unknown = (models: readonly string[]) => ({
  ...asked,
  resolveModel: (model = '') => left(new UnknownModelError(model, models)),
});

describe('prepareCall', () => {
  it('resolves the model, and asks for a stream', () => {
    const request: ChatRequest = { messages };
    const { model, stream, request: carried } = prepareCall(request, asked);
    assert.deepEqual([model, stream], ['wire/default', true]);
    assert.strictEqual(carried, request);
    assert.equal(prepareCall({ messages, model: 'm' }, asked).model, 'wire/m');
  });

  it('asks for one answer where the request does, or the service can give no other', () => {
    assert.isFalse(prepareCall({ messages, stream: false }, asked).stream);
    const whole = { ...asked, carried: { fields: [], supports: { ...asked.carried.supports, stream: false } } };
    assert.isFalse(prepareCall({ messages }, whole).stream);
  });

  const refused: readonly (readonly [request: object, ...messages: readonly string[]])[] = [
    [{ messages: 5 }, 'messages must be a list of messages'],
    [
      { messages, headers: { 'x-a': 'a\nb' } },
      'headers/x-a must be Latin-1 text without line breaks and control characters',
    ],
    [{ messages, seed: 1, stop: ['a'] }, 'seed is not supported by p', 'stop is not supported by p'],
  ];
  for (const [request, ...expected] of refused) {
    it(`refuses ${JSON.stringify(request)}: ${expected.join('; ')}`, () => {
      assert.throws(
        () => prepareCall(request as ChatRequest, asked),
        InvalidRequestError,
        `invalid request: ${expected.join('; ')}`,
      );
    });
  }

  it('leaves out what the wire has no place for where the caller chose so', () => {
    const { request, unsupported } = prepareCall({ messages, seed: 1 }, { ...asked, ignoreUnsupported: true });
    assert.isUndefined(request.seed);
    unsupported('messages/0');
  });

  it('lets the body refuse a part, with a reason', () => {
    const { unsupported } = prepareCall({ messages }, asked);
    assert.throws(
      () => unsupported('messages/0/content', 'it is too long'),
      InvalidRequestError,
      'invalid request: messages/0/content is not supported by p: it is too long',
    );
  });

  it('fails where there is no such model, or none at all', () => {
    assert.throws(() => prepareCall({ messages, model: 'm' }, unknown(['a'])), UnknownModelError);
    assert.throws(() => prepareCall({ messages }, unknown(['a'])), UnknownModelError);
    assert.throws(
      () => prepareCall({ messages }, unknown([])),
      InvalidRequestError,
      'invalid request: model is required: this provider has no default',
    );
  });
});
