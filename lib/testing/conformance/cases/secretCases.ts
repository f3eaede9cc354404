import assert from 'node:assert/strict';
import type { ProviderOptions } from '../../../provider/ProviderOptions.ts';
import { isChatStreamError } from '../../../errors/isChatStreamError.ts';
import type { ConformanceCase } from '../ConformanceCase.ts';
import type { Define } from '../kit/Define.ts';
import type { ReceivedRequest } from '../kit/Loopback.ts';
import { outcomeOf } from '../kit/outcomeOf.ts';
import { renderingsOf } from '../kit/renderingsOf.ts';
import { type Rig, SAMPLE_KEY, SAMPLE_PROMPT, type Served } from '../kit/Rig.ts';

const TENANT = 'tenant  of two  spaces';
const SESSION = 'session "quoted" \\ 4711';

/** What no error may contain, in any spelling in which it was sent or could come back. */
const SECRETS: readonly string[] = [
  SAMPLE_KEY,
  encodeURIComponent(SAMPLE_KEY),
  TENANT,
  'tenant of two spaces',
  SESSION,
  'session \\"quoted\\" \\\\ 4711',
  SAMPLE_PROMPT,
];

/** The answer of a server that repeats everything it knows about the request. */
interface Echo extends Served {
  readonly body: (said: string, rig: Rig) => string;
  readonly options?: Partial<ProviderOptions>;
}

const ECHOES: Readonly<Record<string, Echo>> = {
  'the message of a refusal': {
    status: 400,
    contentType: 'application/json',
    body: (said, { sample }) => sample.refusal(said),
  },
  'a refusal in plain text': { status: 401, contentType: 'text/plain', body: (said) => said },
  'a refusal that is a web page': {
    status: 403,
    contentType: 'text/html',
    body: (said) => `<html><p>${said}</p></html>`,
  },
  'a refusal in JSON of an unknown shape': {
    status: 500,
    contentType: 'application/json',
    body: (said) => JSON.stringify({ echo: { said } }),
  },
  'a redirect': { status: 302, contentType: 'text/plain', body: (said) => said },
  'a truncated refusal': { status: 400, contentType: 'text/plain', body: (said) => 'x'.repeat(1_990) + said },
  'an error in the stream': { body: (said, { sample: { begin, error, refusal } }) => begin + (error ?? refusal)(said) },
  'an error with a success status': {
    contentType: 'application/json',
    body: (said, { sample }) => sample.refusal(said),
  },
  'a web page with a success status': { contentType: 'text/html', body: (said) => `<p>${said}</p>` },
  'JSON that is not an answer': { contentType: 'application/json', body: (said) => JSON.stringify([{ said }]) },
  'a body without an end marker': { body: (said, { sample: { begin, text } }) => begin + text(said) },
  'a frame over the limit': {
    body: (said, { sample: { begin, text } }) => begin + text(said.repeat(20)),
    options: { maxEventBytes: 2_000 },
  },
  'a malformed frame': {
    body: (said, { sample: { begin, text } }) => `${begin}${text('Hi')}${text(JSON.stringify(said)).replace('}', '')}`,
    options: { onMalformed: 'fail' },
  },
};

/** No error contains a secret. */
export const secretCases = (define: Define): readonly ConformanceCase[] => [
  ...Object.entries(ECHOES).map(([what, echo]) =>
    define(
      `secrets: ${what} that contains all of them`,
      'No rendering of an error contains a key, a header of the caller, or the prompt, even if the server sent it.',
      async (rig) => {
        const { body, options, ...served } = echo;
        let said = '';
        rig.server.answer = (response, request) => {
          said = spoken(request);
          rig.serve(body(said, rig), served);
          return rig.server.answer(response, request);
        };
        const provider = rig.provider({ ...options, headers: { 'x-tenant': TENANT } });
        const request = rig.request(provider, { headers: { 'x-session': SESSION } });
        expectSilence((await outcomeOf(provider.stream(request))).error);
        assert.ok(said.includes(TENANT) && said.includes(SESSION), 'the headers of the caller were not sent');
      },
    ),
  ),

  define(
    'secrets: the errors of a lost connection, a deadline and a stop contain none',
    'Errors of the transport contain the request, so they must not be passed on.',
    async (rig) => {
      rig.server.answer = () => undefined;
      const headers = { 'x-tenant': TENANT, 'x-session': SESSION };
      expectSilence((await rig.ask({ headers, deadlines: { headersMs: 20 } })).error);
      expectSilence((await rig.ask({ headers }, { signal: AbortSignal.timeout(20) })).error);
      rig.server.answer = (response) => response.destroy();
      expectSilence((await rig.ask({ headers })).error);
      rig.serveBy((response) => response.destroy());
      expectSilence((await rig.ask({ headers })).error);
    },
  ),
];

/** Everything that a server knows about a request except its body, as it would put it into a text. */
function spoken({ url, headers }: ReceivedRequest): string {
  const known = [...Object.values(headers).map(String), url].join(' | ');
  // If a provider sends no key, the server cannot know it.
  return known.includes(SAMPLE_KEY) ? `${known} | ${encodeURIComponent(SAMPLE_KEY)}` : known;
}

function expectSilence(error: unknown): void {
  assert.ok(isChatStreamError(error), `no error of this library: ${String(error)}`);
  for (const [how, rendering] of Object.entries(renderingsOf(error))) {
    for (const secret of SECRETS) {
      assert.ok(!rendering.includes(secret), `${how} of ${error.name} holds a secret: ${secret}`);
    }
  }
}
