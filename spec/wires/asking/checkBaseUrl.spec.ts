import { assert } from 'chai';
import { InvalidRequestError } from '../../../lib/index.ts';
import { checkBaseUrl } from '../../../lib/wires/asking/checkBaseUrl.ts';

const PATHS = ['/responses', '/chat/completions'];

/** The paths and the words of what is refused; `undefined` where nothing is. */
function refusalOf(baseUrl: string, apiKey?: string): readonly [readonly string[], string] | undefined {
  try {
    checkBaseUrl({ baseUrl, apiKey }, PATHS);
    return undefined;
  } catch (error) {
    assert.instanceOf(error, InvalidRequestError);
    return [error.paths, error.message];
  }
}

describe('checkBaseUrl', () => {
  it('refuses a URL that ends in a path that a wire adds', () => {
    for (const end of ['', '/', '//', '?a=/v1', '/?a=1#b']) {
      assert.deepEqual(refusalOf(`https://h/v1/responses${end}`)?.[0], ['options/baseUrl'], end);
    }
    assert.include(refusalOf('https://h/v1/chat/completions')?.[1], 'must end before /chat/completions');
  });

  it('accepts one that holds it elsewhere', () => {
    for (const url of [
      'https://h/responses/v1',
      'https://h/v1?path=/responses',
      'https://h/v1',
      '/api/v1',
      'https://responses',
    ]) {
      assert.isUndefined(refusalOf(url, 'key'), url);
    }
  });

  it('refuses credentials beside a key', () => {
    for (const url of ['https://u:p@h/v1', 'HTTP://u@h/v1']) {
      assert.deepEqual(refusalOf(url, 'key')?.[0], ['options/apiKey']);
      assert.isUndefined(refusalOf(url));
    }
    assert.isUndefined(refusalOf('https://h/v1/@me', 'key'));
  });
});
