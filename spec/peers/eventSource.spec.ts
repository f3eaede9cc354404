import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { assert } from 'chai';
import { openAICompatible } from '../../lib/index.ts';
import { sseChunks, toNodeResponse } from '../../lib/server/index.ts';
import { type EmbeddedServer, startServer } from '../../lib/testing/index.ts';
import type { Example } from '../docs/Example.ts';
import { ExampleFolder } from '../docs/ExampleFolder.ts';
import { examplesOfPage } from '../docs/readExamples.ts';
import { type NodeServer, serveNode } from '../server/serveNode.ts';
import { arePeersInstalled, describeWithPeers, peersFolder } from './peers.ts';

const PAGE = 'docs/serving.md';

describeWithPeers(`${PAGE}: the page with an EventSource`, arePeersInstalled, () => {
  let model: EmbeddedServer;
  let server: NodeServer;
  let folder: ExampleFolder;
  let page: Example;

  before(async () => {
    page = examplesOfPage(PAGE).find(({ code }) => code.includes('new EventSource')) ?? assert.fail('there is none');
    folder = new ExampleFolder([page], peersFolder);
    await folder.bundle();
    model = await startServer({ paceMs: 0 });
    const provider = openAICompatible(model.openAI);
    server = await serveNode((request, response) => {
      const prompt = new URL(request.url ?? '', 'http://a.test').searchParams.get('prompt') ?? '';
      const answer$ = provider.stream({ model: prompt, messages: [{ role: 'user', content: 'Hello' }] });
      void toNodeResponse(answer$.pipe(sseChunks()), response);
    });
  });

  after(async () => {
    await server.close();
    await model.close();
    folder.delete();
  });

  for (const [prompt, shown] of [
    ['length', 'This canned answer ends in the mid'],
    ['cut', 'This canned answer breaks The answer was cut off.'],
    ['unauthorized', 'The connection was lost.'],
  ] as const) {
    it(`shows an answer, ends by itself, and has asked once: ${prompt}`, async () => {
      const before = model.requests.length;
      const args = ['--import', join(peersFolder, 'page.mjs'), folder.programOf(page)];
      const env = { ...process.env, ORIGIN: server.url, PROMPT: prompt, NO_PROXY: '127.0.0.1' };
      const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 15_000 });
      assert.equal(stdout, shown);
      assert.equal(model.requests.length, before + 1);
    });
  }
});
