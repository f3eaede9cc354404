import { assert } from 'chai';
import { contentKind } from '../../lib/answer/contentKind.ts';

describe('contentKind', () => {
  const table: Readonly<Record<string, ReturnType<typeof contentKind>>> = {
    'text/event-stream': 'sse',
    'text/event-stream; charset=utf-8': 'sse',
    'text/event-stream;charset=windows-1252': 'sse',
    'Text/Event-Stream': 'sse',
    ' text/event-stream ;x': 'sse',
    'text/plain': 'plain',
    'text/plain; charset=utf-8': 'plain',
    'application/octet-stream': 'plain',
    '': 'plain',
    ' ': 'plain',
    ';charset=utf-8': 'plain',
    'application/json': 'json',
    'application/json; charset=utf-8': 'json',
    'APPLICATION/JSON': 'json',
    'application/problem+json': 'json',
    'application/vnd.api+json; profile="x"': 'json',
    'text/html': 'unexpected',
    'text/html; charset=utf-8': 'unexpected',
    'application/x-ndjson': 'unexpected',
    'application/jsonl': 'unexpected',
    'application/json-seq': 'unexpected',
    'application/xml': 'unexpected',
    'text/event-streams': 'unexpected',
    'image/png': 'unexpected',
    'text/json': 'unexpected',
    nonsense: 'unexpected',
  };
  for (const [header, kind] of Object.entries(table)) {
    it(`${JSON.stringify(header)} is ${kind}`, () => assert.equal(contentKind(header), kind));
  }
});
