import { assert } from 'chai';
import { firstValueFrom, toArray } from 'rxjs';
import { type Chunk, gemini, type Message, type Provider } from '../../../lib/index.ts';
import { type EmbeddedServer, startServer } from '../../../lib/testing/index.ts';
import { exchange } from '../exchange.ts';

const BODY = '{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}';
const question: Message = { role: 'user', content: 'Hello' };

const DEFAULT_TEXT =
  'This is a canned answer: the server embedded in rxllm sends it, and no model was asked. A stream is a value spread over ' +
  'time. You subscribe, and each word reaches you as soon as it is there; you unsubscribe, and the socket is closed. In ' +
  'between you map, filter, merge and race answers like any other Observable. Grüße, 世界! 👋';
describe("the embedded server on Gemini's wire", () => {
  let server: EmbeddedServer;
  let provider: Provider;
  before(async () => {
    server = await startServer({ paceMs: 0 });
    provider = gemini({ ...server.gemini, apiKey: 'AIza-1' });
  });
  afterEach(() => server.socketsClosed());
  after(() => server.close());

  it('says in a header and in each text that the answer is canned', async () => {
    for (const model of ['default', 'unicode', 'reasoning', 'choices', 'length', 'content-filter', 'noise']) {
      const { headers, body } = await exchange(`${server.url}/v1beta/models/${model}:generateContent`, { body: BODY });
      assert.equal(headers['x-canned-answer'], 'true');
      assert.match(body, /canned/i, model);
    }
  });

  it('reads a request on the paths of both services', async () => {
    const paths: readonly (readonly [string, string, boolean])[] = [
      ['/v1beta/models/any:streamGenerateContent?alt=sse', 'any', true],
      ['/v1/models/any:generateContent', 'any', false],
      ['/v1beta/tunedModels/mine-1:generateContent', 'mine-1', false],
      ['/v1beta1/publishers/google/models/a%40b:streamGenerateContent?alt=sse', 'a@b', true],
      ['/v1beta1/projects/p/locations/global/publishers/google/models/any:streamGenerateContent?alt=sse', 'any', true],
    ];
    for (const [path, model, stream] of paths) {
      assert.equal((await exchange(`${server.url}${path}`, { body: BODY })).status, 200, path);
      const contents = [{ role: 'user', parts: [{ text: 'Hello' }] }];
      assert.deepInclude(server.requests.at(-1), { model, stream, messages: contents, round: 0, body: BODY });
    }
  });

  it('refuses what asks nothing in the words of its wire', async () => {
    const url = `${server.url}/v1beta/models/any:generateContent`;
    for (const body of ['', '{}', '{"contents":{}}']) {
      const { status, body: said } = await exchange(url, { body });
      assert.equal(status, 400);
      assert.include(said, '"status":"INVALID_ARGUMENT"');
    }
    for (const path of ['/v1beta/models/any', '/v1beta/models/any:countTokens', '/v1beta/models/:generateContent']) {
      assert.equal((await exchange(`${server.url}${path}`, { body: BODY })).status, 404, path);
    }
    assert.equal((await exchange(`${server.url}/v1beta/models/%ff:generateContent`, { body: BODY })).status, 400);
  });

  it('streams every word of its own when it takes its time', async () => {
    const chunks = await firstValueFrom(provider.stream({ model: 'default', messages: [question] }).pipe(toArray()));
    const words = chunks.filter((chunk: Chunk) => chunk.type === 'text');
    assert.lengthOf(words, DEFAULT_TEXT.split(' ').length);
  });
});
