import assert from 'node:assert/strict';
import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Define } from '../kit/Define.ts';
import { expectFailure } from '../kit/expectations.ts';
import { Loopback } from '../kit/Loopback.ts';

/** What each status means, and whether a retry is worthwhile. */
const STATUSES: readonly (readonly [status: number, kind: string, retryable: boolean])[] = [
  [300, 'redirect', false],
  [301, 'redirect', false],
  [302, 'redirect', false],
  [303, 'redirect', false],
  [304, 'redirect', false],
  [307, 'redirect', false],
  [308, 'redirect', false],
  [400, 'bad-request', false],
  [401, 'auth', false],
  [402, 'quota', false],
  [403, 'auth', false],
  [404, 'not-found', false],
  [405, 'bad-request', false],
  [408, 'other', true],
  [409, 'other', true],
  [413, 'context-length', false],
  [415, 'bad-request', false],
  [422, 'bad-request', false],
  [425, 'other', true],
  [429, 'rate-limit', true],
  [451, 'bad-request', false],
  [500, 'server', true],
  [501, 'server', false],
  [502, 'server', true],
  [503, 'overloaded', true],
  [504, 'server', true],
  [505, 'server', false],
  [511, 'server', false],
  [520, 'server', true],
  [522, 'server', true],
  [524, 'server', true],
  [525, 'server', false],
  [529, 'overloaded', true],
];

/** A word that no service uses. */
const MESSAGE = 'zzgl';

/** Refusals by status. */
export const refusalCases = (define: Define): readonly ConformanceCase[] => [
  ...STATUSES.map(([status, kind, retryable]) =>
    define(
      `refusals: ${status} is ${kind}`,
      `A status of 300 or above is a \`ProviderError\` before any chunk, ${retryable ? 'worth' : 'not worth'} another try.`,
      async (rig) => {
        const expected = { name: 'ProviderError', kind, status, retryable, inBand: false };
        for (const stream of [true, false]) {
          rig.serve('', { status, contentType: 'application/json' });
          const provider = rig.provider();
          expectFailure(await rig.ask({}, { stream }), { ...expected, provider: provider.name });
        }
      },
    ),
  ),

  define("refusals: the service's message is kept", '`detail` is what the service says.', async (rig) => {
    for (const [body, contentType] of [
      [rig.sample.refusal(MESSAGE), 'application/json'],
      [MESSAGE, 'text/plain'],
      [`<html><title>${MESSAGE}</title></html>`, 'text/html'],
    ] as const) {
      rig.serve(body, { status: 418, contentType });
      expectFailure(await rig.ask(), { name: 'ProviderError', kind: 'bad-request', detail: MESSAGE });
    }
  }),

  define('refusals: report how long to wait', '`Retry-After` is `retryAfterMs`, in milliseconds.', async (rig) => {
    rig.serve('', { status: 429, headers: { 'retry-after': '7' } });
    expectFailure(await rig.ask(), { kind: 'rate-limit', retryAfterMs: 7_000 });
    rig.serve('', { status: 503, headers: { 'retry-after-ms': '250' } });
    expectFailure(await rig.ask(), { kind: 'overloaded', retryAfterMs: 250 });
    rig.serve('', { status: 429 });
    expectFailure(await rig.ask(), { kind: 'rate-limit', retryAfterMs: undefined });
  }),

  define(
    'refusals: a firewall in front of the service is `blocked`',
    'A page of Cloudflare does not mean a wrong key.',
    async (rig) => {
      const page = '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Ray 1</body></html>';
      rig.serve(page, { status: 403, contentType: 'text/html' });
      expectFailure(await rig.ask(), { kind: 'blocked', retryable: false });
    },
  ),

  define(
    'refusals: an endless body is read up to a limit',
    'The body of a refusal is read up to 64 KiB; then its socket is closed.',
    async (rig) => {
      rig.server.answer = async (response) => {
        response.writeHead(500, { 'content-type': 'text/plain' });
        while (!response.destroyed) {
          response.write('x'.repeat(16_384));
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      expectFailure(await rig.ask(), { name: 'ProviderError', kind: 'server', status: 500 });
      await rig.released();
    },
  ),

  define('refusals: a redirect is not followed', 'A key never reaches another origin.', async (rig) => {
    const elsewhere = new Loopback();
    await elsewhere.start();
    rig.atEnd(() => elsewhere.close());
    for (const location of [elsewhere.url, `${rig.server.url}/elsewhere`]) {
      rig.serve('', { status: 307, headers: { location } });
      const before = rig.server.received.length;
      expectFailure(await rig.ask(), { name: 'ProviderError', kind: 'redirect', status: 307 });
      assert.equal(rig.server.received.length, before + 1);
    }
    assert.equal(elsewhere.connections, 0, 'a redirect was followed');
  }),

  define(
    'refusals: onResponse is called once for each answer',
    'A caller can read the headers of any answer, whatever its status.',
    async (rig) => {
      for (const status of [200, 404, 500]) {
        const statuses: number[] = [];
        rig.serve(rig.whole('Hi'), { status });
        await rig.ask({ onResponse: (head) => void statuses.push(head.status) });
        assert.deepEqual(statuses, [status]);
      }
    },
  ),
];
