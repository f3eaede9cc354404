import { assert, expect } from 'chai';
import {
  AbortError,
  ConnectionError,
  IncompleteAnswerError,
  MalformedFrameError,
  ProviderError,
  UnexpectedContentError,
} from '../../../lib/index.ts';
import { Secrets } from '../../../lib/errors/redact/Secrets.ts';
import { renderingsOf } from '../../support/renderings.ts';

const MASK = '[redacted]';

describe('Secrets', () => {
  describe('scrubs', () => {
    const table: readonly (readonly [name: string, secrets: Secrets, text: string, clean: string])[] = [
      ['a header value', headers({ 'x-api-key': 'key-4711' }), 'bad key-4711!', `bad ${MASK}!`],
      ['it wherever it stands', headers({ 'x-api-key': 'key-4711' }), 'key-4711key-4711', MASK + MASK],
      ['any header of the caller', headers({ 'x-team': 'blue-team' }), 'hello blue-team', `hello ${MASK}`],
      ['what follows a scheme', headers({ authorization: 'Bearer key-4711' }), 'key-4711', MASK],
      ['the scheme with it', headers({ authorization: 'Bearer key-4711' }), 'got Bearer key-4711', `got ${MASK}`],
      ['a value with white space around it', headers({ 'x-api-key': '  key-4711 ' }), '<key-4711>', `<${MASK}>`],
      ['a value with white space in it', headers({ 'x-note': 'one two  three' }), 'one two  three', MASK],
      ['it with its white space folded', headers({ 'x-note': 'one two  three' }), 'one two three', MASK],
      [
        'it as JSON text writes it',
        headers({ 'x-api-key': 'a"b\\c-4711' }),
        '{"k":"a\\"b\\\\c-4711"}',
        `{"k":"${MASK}"}`,
      ],
      [
        'it as JSON text of PHP writes it',
        headers({ 'x-api-key': 'a/b/4711' }),
        '{"k":"a\\/b\\/4711"}',
        `{"k":"${MASK}"}`,
      ],
      ['it as a URL writes it', headers({ 'x-api-key': 'a b&c/4711=' }), 'k=a%20b%26c%2F4711%3D', `k=${MASK}`],
      ['it as a URL of other servers writes it', headers({ 'x-api-key': 'a/c:4711' }), 'k=a%2fc%3a4711', `k=${MASK}`],
      ['it as a form writes it', headers({ 'x-api-key': 'a b&c4711' }), 'k=a+b%26c4711', `k=${MASK}`],
      ['it beyond ASCII', headers({ 'x-api-key': 'schlüssel' }), 'schlüssel, schl%C3%BCssel', `${MASK}, ${MASK}`],
      ['it as JSON text of Python writes it', headers({ 'x-api-key': 'schlüssel' }), '"schl\\u00fcssel"', `"${MASK}"`],
      [
        'the longer of two that share a beginning',
        headers({ a: 'key-4711', b: 'key-4711-long' }),
        'key-4711-long',
        MASK,
      ],
      ['a secret that looks like a pattern', headers({ a: 'a.*(b)$&4711' }), 'a.*(b)$&4711 axxb', `${MASK} axxb`],
      ['a key that is nearly a media type', headers({ a: 'key/abc4711' }), 'key/abc4711', MASK],
      ['a named parameter', new Secrets().addNamed({ 'api-key': 'key-4711' }), 'key-4711', MASK],
      ['the user and password of a proxy', url('http://me:pass4711@h:1'), 'me:pass4711', MASK],
      ['the password of a proxy', url('socks5h://me:pass4711@h:1'), 'pass4711', MASK],
      [
        'a password as it was before it was encoded',
        url('http://me:p%40ss4711@h'),
        'p@ss4711 p%40ss4711',
        `${MASK} ${MASK}`,
      ],
      ['a password with colons', url('http://me:a:b:4711@h'), 'a:b:4711', MASK],
      ['a password with an @', url('http://me:a@b4711@h'), 'a@b4711', MASK],
      ['a password that is no encoding', url('http://me:100%4711@h'), '100%4711', MASK],
      ['a user that is a key, without a password', url('https://key-4711@h/'), 'key-4711', MASK],
      ['the credentials that they become', url('http://me:pass4711@h:1'), 'Basic bWU6cGFzczQ3MTE=', `Basic ${MASK}`],
      ['a secret parameter of a URL', url('https://h/?api-key=key-4711&a=b'), 'key-4711', MASK],
    ];
    for (const [name, secrets, text, clean] of table) it(name, () => assert.equal(secrets.scrub(text), clean));
  });

  describe('leaves', () => {
    const table: readonly (readonly [name: string, secrets: Secrets, text: string])[] = [
      ['other text', headers({ 'x-api-key': 'key-4711' }), 'key-4712 and the like'],
      ['media types', headers({ accept: 'text/event-stream', 'content-type': 'application/json' }), 'application/json'],
      ['values too short to be one', headers({ dnt: '1', 'x-a': 'abc' }), '1 abc'],
      ['headers that are taken out', headers({ 'x-api-key': undefined }), 'undefined'],
      ['parameters whose names say nothing', new Secrets().addNamed({ 'api-version': '2024-06-01' }), '2024-06-01'],
      ['a URL without user', url('https://example.org/path@x'), 'https://example.org/path@x'],
      ['no URL', url(undefined), 'text'],
      ['what is no URL', url('not a URL'), 'not a URL'],
      ['anything, when it knows none', new Secrets(), 'text'],
    ];
    for (const [name, secrets, text] of table) it(name, () => assert.equal(secrets.scrub(text), text));
  });

  describe('of a text that was cut', () => {
    const secrets = headers({ 'x-api-key': 'key-4711-abcdef' });

    it('scrubs the beginning of a secret at its end', () => {
      for (let length = 4; length <= 15; length++) {
        assert.equal(secrets.scrub(`it is ${'key-4711-abcdef'.slice(0, length)}`, { cut: true }), `it is ${MASK}`);
      }
    });

    it('leaves a beginning that is too short, one that is not at the end, and any of a whole text', () => {
      assert.equal(secrets.scrub('it is key', { cut: true }), 'it is key');
      assert.equal(secrets.scrub('key-4711 it is', { cut: true }), 'key-4711 it is');
      assert.equal(secrets.scrub('it is key-4711'), 'it is key-4711');
    });
  });

  describe('of what a JSON parser quotes around a mistake', () => {
    const key = 'key-4711-abcdefghijklmnopqrstuvwxyz';
    const around = 'x'.repeat(60);
    const table: Readonly<Record<string, string>> = {
      'a key behind a mistake': `{"a":"${around}","k": ${key},"b":"${around}"}`,
      'a key before one': `{"a":"${around}","k":["${key}",x],"b":"${around}"}`,
      'a key before one, close to its end': `{"a":"${around}","k":[${around.replaceAll('x', '1,')}"${key}",,1]}`,
      'a key at the start': `${key}${around}`,
      'a key at the end': `{"a":"${around}","k": ${key}`,
      'a key alone': key,
    };
    for (const [name, text] of Object.entries(table)) {
      it(`leaves no part of ${name}`, () => {
        const message = messageOf(text);
        assert.include(message, 'is not valid JSON');
        const clean = headers({ authorization: `Bearer ${key}` }).scrub(`malformed frame 0 (json): ${message}`);
        assert.include(clean, MASK);
        for (let i = 0; i + 4 <= key.length; i++) assert.notInclude(clean, key.slice(i, i + 4), message);
      });
    }

    it('leaves no part that is cut on both sides', () => {
      const clean = headers({ a: key }).scrub('Unexpected token \'j\', ..."ghijklmnopqrstuv"... is not valid JSON');
      assert.equal(clean, `Unexpected token 'j', ..."${MASK}"... is not valid JSON`);
    });

    it('leaves the rest as it is', () => {
      for (const message of [
        'Unexpected token \'x\', ..."1,1,x"... is not valid JSON',
        'Unexpected token \'k\', "key- and so on" is not valid JSON',
        '"key-" is not valid JSON, "wxyz" neither',
      ]) {
        assert.equal(headers({ a: key }).scrub(message), message);
      }
    });
  });

  describe('scrubError', () => {
    const key = 'key-4711-abcdef';
    const secrets = headers({ authorization: `Bearer ${key}` });

    it('leaves a secret in no rendering of an error', () => {
      const errors = [
        new ProviderError({ kind: 'auth', code: key, inBand: false, detail: `bad ${key}`, retryable: false }),
        new UnexpectedContentError(`text/html; ${key}`, `x ${key}`),
        new MalformedFrameError({ reason: 'json', data: `{${key}`, index: 0, errors: [`at ${key}`] }),
        new ConnectionError(key),
        new IncompleteAnswerError('connection-lost', { requestId: key, provider: key }),
      ];
      for (const error of errors) {
        secrets.scrubError(error);
        for (const [how, text] of Object.entries(renderingsOf(error)))
          assert.notInclude(text, key, `${error.name} ${how}`);
        for (const [how, text] of Object.entries(renderingsOf(error)))
          assert.notInclude(text, 'abcdef', `${error.name} ${how}`);
      }
    });

    it('leaves the beginning of one in no text that was cut', () => {
      const detail = `${'x'.repeat(1990)} ${key.slice(0, 9)}`;
      const error = new ProviderError({ kind: 'auth', inBand: false, detail, retryable: false });
      secrets.scrubError(error);
      for (const text of Object.values(renderingsOf(error))) assert.notInclude(text, 'key-');
    });

    it('keeps what an error is', () => {
      const words = headers({ a: 'ProviderError', b: 'rate-limit', c: 'json' });
      const error = new ProviderError({ kind: 'rate-limit', status: 429, inBand: true, detail: 'd', retryable: true });
      words.scrubError(error);
      expect(error).to.include({
        name: 'ProviderError',
        kind: 'rate-limit',
        status: 429,
        inBand: true,
        retryable: true,
      });
      const malformed = new MalformedFrameError({ reason: 'json', data: 'd', index: 7, errors: [] });
      words.scrubError(malformed);
      assert.deepEqual(malformed.frame, { reason: 'json', data: 'd', index: 7, errors: [] });
    });

    it("leaves the caller's own reason alone", () => {
      const reason = { key };
      const error = new AbortError(reason);
      secrets.scrubError(error);
      assert.strictEqual(error.reason, reason);
      assert.deepEqual(reason, { key });
    });

    it('changes no frame that it was given', () => {
      const frame = { reason: 'json', data: key, index: 0, errors: [key] } as const;
      secrets.scrubError(new MalformedFrameError(frame));
      assert.deepEqual(frame, { reason: 'json', data: key, index: 0, errors: [key] });
    });
  });
});

function messageOf(text: string): string {
  try {
    JSON.parse(text);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it is JSON');
}

function headers(values: Readonly<Record<string, string | undefined>>): Secrets {
  return new Secrets().addHeaders(values);
}

function url(text: string | undefined): Secrets {
  return new Secrets().addUrl(text);
}
