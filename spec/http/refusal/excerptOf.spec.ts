import { assert } from 'chai';
import { excerptOf, looksLikeHtml } from '../../../lib/http/refusal/excerptOf.ts';

describe('looksLikeHtml', () => {
  it('knows a page by its first character', () => {
    for (const text of ['<!doctype html>', '<html>', ' \r\n\t<p>', '\ufeff<html>', '<', '<?xml version="1.0"?>']) {
      assert.isTrue(looksLikeHtml(text), text);
    }
    for (const text of ['', ' ', 'data: <p>', ': <', '{"a":"<p>"}', '[<', '\ufeffdata: a', 'a < b']) {
      assert.isFalse(looksLikeHtml(text), text);
    }
  });
});

describe('excerptOf', () => {
  const table: readonly (readonly [name: string, body: string, excerpt: string])[] = [
    ['folds white space', '  a \r\n\t b\n\nc  ', 'a b c'],
    ['leaves a text that is no page as it is', 'use <model> & 1 < 2', 'use <model> & 1 < 2'],
    ['leaves JSON as it is', '{"a": "<b>"}', '{"a": "<b>"}'],
    ['takes tags out of a page', '<p>We <b>are</b><br>down</p>', 'We are down'],
    ['takes tags with attributes out', '<a href="x" title=\'y\'>here</a>', 'here'],
    ['takes scripts out with what is in them', '<p>a</p><script>var b = 1 < 2;</script><p>c</p>', 'a c'],
    ['takes styles out with what is in them', '<style type="x">p > a { }</style><p>c</p>', 'c'],
    ['takes a script that never ends out', '<p>a</p><script>var b = ', 'a'],
    ['takes a script that is closed with a space out', '<p>a</p><SCRIPT>b</script ><p>c</p>', 'a c'],
    ['takes comments out', '<p>a<!-- <b>not this</b> --></p>b', 'a b'],
    ['takes a comment that never ends out', '<p>a<!-- b', 'a'],
    ['takes a tag that never ends out', '<p>a</p><div class="b', 'a'],
    ['takes tags out of a page behind a few words', 'upstream said: <html><body>No</body></html>', 'upstream said: No'],
    ['of nothing', '', ''],
    ['of tags alone', '<html><head></head></html>', ''],
  ];
  for (const [name, body, excerpt] of table) it(name, () => assert.equal(excerptOf(body), excerpt));

  it('keeps 2,000 characters', () => {
    assert.equal(excerptOf('x'.repeat(2001)), 'x'.repeat(2000));
    assert.equal(excerptOf(`<p>${'y'.repeat(3000)}`), 'y'.repeat(2000));
    assert.equal(excerptOf(`${' '.repeat(3000)}z`), 'z');
  });

  it('takes a page of 64 KiB, however hostile, at the cost of its length', () => {
    for (const part of ['<', '<script', '<script>', '</script ', '<!--', '<p', '<!-', '<style><script>', ' ', '<p> ']) {
      assert.isAtMost(excerptOf('<'.concat(part.repeat(65_536 / part.length))).length, 2000);
    }
  });
});
