import { assert } from 'chai';
import { type BodyForm, bodyForm, isDecided } from '../../lib/answer/bodyForm.ts';
import type { CustomFraming, Framing } from '../../lib/index.ts';

const binary: CustomFraming = {
  accept: 'application/vnd.binary',
  contentTypes: ['application/vnd.Binary'],
  split: () => () => assert.fail('it was split'),
};

const header = (contentType: string, framing: Framing = 'sse', stream = true) => ({ contentType, framing, stream });

describe('bodyForm', () => {
  describe('by the header, where the beginning does not decide', () => {
    const table: Readonly<Record<string, BodyForm>> = {
      'text/event-stream': 'sse',
      'text/event-stream; charset=utf-8': 'sse',
      'text/event-stream;charset=windows-1252': 'sse',
      'Text/Event-Stream': 'sse',
      ' text/event-stream ;x': 'sse',
      'text/plain': 'sse',
      'text/plain; charset=utf-8': 'sse',
      'application/octet-stream': 'sse',
      '': 'sse',
      ' ': 'sse',
      ';charset=utf-8': 'sse',
      'application/json': 'json',
      'application/json; charset=utf-8': 'json',
      'APPLICATION/JSON': 'json',
      'application/problem+json': 'json',
      'application/vnd.api+json; profile="x"': 'json',
      'application/x-ndjson': 'ndjson',
      'application/ndjson; charset=utf-8': 'ndjson',
      'application/jsonl': 'ndjson',
      'application/x-jsonl': 'ndjson',
      'application/jsonlines': 'ndjson',
      'application/x-json-lines': 'ndjson',
      'text/html': 'unexpected',
      'text/html; charset=utf-8': 'unexpected',
      'application/json-seq': 'unexpected',
      'application/xml': 'unexpected',
      'text/event-streams': 'unexpected',
      'image/png': 'unexpected',
      'text/json': 'unexpected',
      nonsense: 'unexpected',
    };
    for (const [contentType, form] of Object.entries(table)) {
      it(`${JSON.stringify(contentType)} is ${form}`, () => {
        for (const beginning of ['', 'Hello you', '5', '"text"', 'datastream', 'event']) {
          if (beginning === 'event') assert.equal(bodyForm(header(contentType), beginning), 'sse');
          else assert.equal(bodyForm(header(contentType), beginning), form, beginning);
        }
      });
    }
  });

  describe('by the first characters, whatever the header says', () => {
    const types = ['text/event-stream', 'application/json', 'text/plain', '', 'text/html', 'image/png'];
    const table: readonly (readonly [beginning: string, form: BodyForm])[] = [
      ['data: {"a', 'sse'],
      ['data:{"a"', 'sse'],
      ['data', 'sse'],
      ['data\n', 'sse'],
      ['event: me', 'sse'],
      ['id: 7\r\n', 'sse'],
      ['retry: 10', 'sse'],
      [': OPENRO', 'sse'],
      [':', 'sse'],
      ['{"choices', 'json'],
      ['{', 'json'],
      ['[{"error"', 'json'],
      ['<!doctype', 'unexpected'],
      ['<', 'unexpected'],
    ];
    for (const [beginning, form] of table) {
      it(`${JSON.stringify(beginning)} is ${form}`, () => {
        for (const type of types) assert.equal(bodyForm(header(type), beginning), form, type);
      });
    }
  });

  it('is what lines of JSON are, where the header or the wire says so', () => {
    for (const type of ['application/x-ndjson', 'application/jsonl']) {
      assert.equal(bodyForm(header(type), '{"a":1}'), 'ndjson');
      assert.equal(bodyForm(header(type, 'sse', false), '{"a":1}'), 'ndjson');
    }
    for (const type of ['', 'text/plain', 'application/json', 'text/event-stream']) {
      assert.equal(bodyForm(header(type, 'ndjson'), '{"a":1}'), 'ndjson', type);
      assert.equal(bodyForm(header(type, 'ndjson', false), '{"a":1}'), 'json', 'one answer was asked for');
    }
    assert.equal(bodyForm(header('', 'ndjson'), 'Hello'), 'ndjson');
  });

  it('is one array where the wire says so', () => {
    assert.equal(bodyForm(header('application/json', 'json-array'), '[{"a":1}'), 'json');
    assert.equal(bodyForm(header('', 'json-array'), 'Hello'), 'json');
    assert.equal(bodyForm(header('text/event-stream', 'json-array'), 'data: {"a'), 'sse');
  });

  describe('of a framing of the caller', () => {
    it('is that for its content types, whatever it begins with', () => {
      for (const type of ['application/vnd.binary', 'Application/VND.binary; v=1']) {
        assert.isTrue(isDecided(header(type, binary), ''));
        for (const beginning of ['', '<', '{', 'data: ', '\u0000']) {
          assert.equal(bodyForm(header(type, binary), beginning), 'custom');
        }
      }
    });

    it('is that where the header is silent, and nothing else is to be seen', () => {
      for (const type of ['', 'text/plain', 'application/octet-stream']) {
        assert.isFalse(isDecided(header(type, binary), ''));
        assert.equal(bodyForm(header(type, binary), '\u0000\u0001'), 'custom');
        assert.equal(bodyForm(header(type, binary), '{"error"'), 'json');
        assert.equal(bodyForm(header(type, binary), '<html>'), 'unexpected');
      }
      assert.equal(bodyForm(header('image/png', binary), '\u0000\u0001'), 'unexpected');
    });
  });

  it('is decided by no header of the usual framings', () => {
    for (const framing of ['sse', 'ndjson', 'json-array'] as const) {
      assert.isFalse(isDecided(header('text/event-stream', framing), ''));
    }
  });

  describe('is decided by the first characters', () => {
    const lines = header('application/x-ndjson', 'ndjson');
    for (const [beginning, what, expected] of [
      ['', lines, false],
      ['dat', header(''), false],
      ['data: 1', header(''), false],
      ['data: 12', header(''), true],
      ['id\n', header(''), true],
      ['<', header(''), true],
      ['[', lines, true],
      ['{', header('application/json'), true],
      ['{', lines, false],
      ['{ ', lines, false],
      ['{"', lines, true],
      ['{\n', lines, true],
    ] as const) {
      it(`${JSON.stringify(beginning)} of ${what.contentType || 'nothing'}: ${expected}`, () => {
        assert.equal(isDecided(what, beginning), expected);
      });
    }
  });
});
