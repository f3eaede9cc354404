import { assert } from 'chai';
import { inPage } from '../../lib/http/inPage.ts';

describe('inPage', () => {
  const page = globalThis as { location?: unknown };
  afterEach(() => delete page.location);

  it("resolves a relative URL against the page's", () => {
    page.location = { href: 'https://page.example/deep/chat?x=1#top' };
    assert.equal(inPage('/answers?a=1'), 'https://page.example/answers?a=1');
    assert.equal(inPage('answers'), 'https://page.example/deep/answers');
  });

  it('leaves an absolute one as it is, and one that is none', () => {
    page.location = { href: 'https://page.example/chat' };
    for (const url of ['http://127.0.0.1:8080', 'HTTPS://a.example/x', 'http://']) assert.equal(inPage(url), url);
  });

  it('leaves it to others outside a page', () => {
    for (const location of [undefined, {}, { href: 'about:blank' }]) {
      page.location = location;
      assert.equal(inPage('/answers'), '/answers');
    }
  });
});
