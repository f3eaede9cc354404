import { assert } from 'chai';
import type { ServerResponse } from 'node:http';
import { firstValueFrom, toArray } from 'rxjs';
import { exchange } from '../../lib/http/exchange.ts';
import type { HttpAnswer } from '../../lib/http/HttpAnswer.ts';
import { unlessRefused } from '../../lib/http/unlessRefused.ts';
import type { WireError } from '../../lib/index.ts';
import { andThen } from '../../lib/rx/andThen.ts';
import { errorOf } from '../support/outcome.ts';
import { type LoopbackServer, startServer } from '../support/startServer.ts';

const readAll = (json: unknown): WireError => ({ code: JSON.stringify(json), retryAfterMs: 1 });

describe('unlessRefused', () => {
  let server: LoopbackServer;
  let answer: (response: ServerResponse) => void;
  before(async () => (server = await startServer((response) => answer(response))));
  after(() => server.close());

  const refusal = (readWireError?: typeof readAll) => exchange({ url: server.url }).pipe(unlessRefused(readWireError));

  it('passes on an answer, whose body is still to be read', async () => {
    answer = (response) => void response.writeHead(201).end('hello');
    const bytes$ = refusal().pipe(andThen(({ body$ }: HttpAnswer) => body$));
    assert.equal(Buffer.concat(await firstValueFrom(bytes$.pipe(toArray()))).toString(), 'hello');
  });

  it('says of a refusal what the wire reads in it, and what the headers say', async () => {
    answer = (response) =>
      void response.writeHead(400, { 'x-should-retry': 'true', 'retry-after': '3', 'request-id': 'r' }).end('{"f":1}');
    const error = await errorOf(refusal(readAll));
    assert.deepOwnInclude(error, {
      name: 'ProviderError',
      status: 400,
      kind: 'bad-request',
      code: '{"f":1}',
      retryable: true,
      retryAfterMs: 3000,
      requestId: 'r',
      inBand: false,
    });
  });

  it('believes a service that says not to retry', async () => {
    answer = (response) => void response.writeHead(503, { 'x-should-retry': 'false' }).end();
    assert.deepOwnInclude(await errorOf(refusal()), { kind: 'overloaded', retryable: false });
  });
});
