import { assert, expect } from 'chai';
import { firstValueFrom, from, take, toArray } from 'rxjs';
import { type Chunk, parseChunks, settle } from '../../lib/index.ts';
import { type EmbeddedServer, startServer } from '../../lib/testing/index.ts';
import { ServerProgram } from '../peers/ServerProgram.ts';
import { DONE, finish, text } from '../support/wire.ts';
import { ExampleFolder } from './ExampleFolder.ts';
import { examplesOfPage } from './readExamples.ts';

const WORDS = Array.from({ length: 30 }, (_, i) => `${i} `);

describe('docs/scaling.md: the handler', function () {
  this.timeout(60_000);

  let folder: ExampleFolder;
  let model: EmbeddedServer;
  let server: ServerProgram;

  before(async () => {
    const example = examplesOfPage('docs/scaling.md').find(({ code }) => code.includes('toNodeHandler(handle)'));
    assert(example);
    folder = new ExampleFolder([example], import.meta.dirname, withEnvironment);
    await folder.bundle();
    model = await startServer({
      paceMs: 15,
      answer: ({ messages }) =>
        JSON.stringify(messages).includes('stall')
          ? { pieces: [text('Hi')], ending: 'stall' }
          : { pieces: [...WORDS.map((word) => text(word)), finish('stop'), DONE] },
    });
    server = await ServerProgram.start([folder.programOf(example)], model.openAI.baseUrl);
  });

  after(async () => {
    await server.stop();
    await model.close();
    folder.delete();
  });

  const ask = (id: string, init: RequestInit = {}): Promise<Response> => fetch(`${server.url}/answers/${id}`, init);

  it('sends the answer, and sends it again completely', async () => {
    const whole = await chunksOf(await ask('whole', { method: 'POST', body: 'Hello' }));
    assert.deepEqual(textOf(whole), WORDS.join(''));
    const again = await ask('whole');
    assert.equal(again.status, 200);
    assert.deepEqual(await chunksOf(again), whole);
  });

  it('continues after the position of a page that reloads in the middle, in either way', async () => {
    const before = model.requests.length;
    const response = await ask('reloaded', { method: 'POST', body: 'Hello' });
    const first = await firstValueFrom(bodyOf(response).pipe(parseChunks(), take(6), toArray()));
    const byHeader = await chunksOf(await ask('reloaded', { headers: { 'last-event-id': '6' } }));
    const byQuery = await chunksOf(await ask('reloaded?after=6'));
    for (const rest of [byHeader, byQuery]) assert.equal(textOf([...first, ...rest]), WORDS.join(''));
    assert.equal(model.requests.length, before + 1);
  });

  it('sends the position of each chunk as the id of its event', async () => {
    const body = await (await ask('ids', { method: 'POST', body: 'Hello' })).text();
    const ids = [...body.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    assert.deepEqual(
      ids,
      WORDS.concat('start', 'finish').map((_, i) => i + 1),
    );
    expect(body).to.match(/event: end\ndata: \{\}\n\n$/);
  });

  it('pays once for two clicks', async () => {
    const before = model.requests.length;
    const clicks = await Promise.all([0, 1].map(() => ask('twice', { method: 'POST', body: 'Hello' })));
    for (const click of clicks) assert.equal(textOf(await chunksOf(click)), WORDS.join(''));
    assert.equal(model.requests.length, before + 1);
  });

  it('stops the model for every reader, and closes its socket', async () => {
    await model.socketsClosed();
    const readers = [await ask('stopped', { method: 'POST', body: 'stall' }), await ask('stopped')];
    assert.equal(model.openSockets, 1);
    const stopped = await ask('stopped', { method: 'DELETE' });
    assert.deepEqual(await stopped.json(), { type: 'stopped', reason: 'the user has read enough' });
    await model.socketsClosed();
    for (const reader of readers) {
      const settled = await firstValueFrom(bodyOf(reader).pipe(parseChunks(), settle()));
      expect(settled).to.have.nested.property('left.error.name', 'AbortError');
    }
    const late = await ask('whole', { method: 'DELETE' });
    assert.deepEqual(await late.json(), { type: 'complete' });
  });

  it('refuses unknown ids', async () => {
    assert.equal((await ask('unknown')).status, 204);
    assert.equal((await ask('unknown', { headers: { 'last-event-id': '7' } })).status, 204);
    assert.equal((await ask('unknown', { method: 'DELETE' })).status, 404);
    assert.equal((await ask('whole', { headers: { 'x-user': 'nobody' } })).status, 403);
    assert.equal((await ask('whole?after=nonsense')).status, 200);
  });

  it('prints nothing on its terminal', () => {
    assert.equal(server.said, '');
  });
});

const withEnvironment = (code: string): string =>
  code
    .replaceAll("'http://127.0.0.1:11434/v1'", "process.env['MODEL_URL'] ?? ''")
    .replaceAll(/\b3000\b/g, "Number(process.env['PORT'])");

const bodyOf = ({ body }: Response): ReturnType<typeof from<AsyncIterable<Uint8Array>>> =>
  from(body as unknown as AsyncIterable<Uint8Array>);

const chunksOf = (response: Response): Promise<Chunk[]> =>
  firstValueFrom(bodyOf(response).pipe(parseChunks(), toArray()));

const textOf = (chunks: readonly Chunk[]): string =>
  chunks.map((chunk) => (chunk.type === 'text' ? chunk.text : '')).join('');
