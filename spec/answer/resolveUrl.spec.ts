import { assert } from 'chai';
import { resolveUrl } from '../../lib/answer/resolveUrl.ts';
import { InvalidRequestError } from '../../lib/index.ts';

describe('resolveUrl', () => {
  const page = globalThis as { location?: unknown };
  afterEach(() => delete page.location);

  it('leaves an absolute URL as it is', () => {
    page.location = { href: 'https://page.example/chat' };
    for (const url of ['https://api.example/v1/chat?a=1', 'HTTP://127.0.0.1:8080']) assert.equal(resolveUrl(url), url);
  });

  it("resolves a relative one against the page's", () => {
    page.location = { href: 'https://page.example/deep/chat?x=1#top' };
    assert.equal(resolveUrl('/api/v1/chat/completions'), 'https://page.example/api/v1/chat/completions');
  });

  it('refuses one where there is no page, and says so', () => {
    for (const location of [undefined, {}, { href: 'about:blank' }, { href: 'file:///page.html' }]) {
      page.location = location;
      assert.throws(
        () => resolveUrl('/api/v1'),
        InvalidRequestError,
        'options/baseUrl must be an absolute URL here: only a page can resolve a relative one',
      );
    }
  });
});
