import { assert } from 'chai';
import * as fc from 'fast-check';
import { firstValueFrom, toArray } from 'rxjs';
import { openAIResponses } from '../../../lib/index.ts';
import { cutAt, toBytes } from '../../support/bytes.ts';
import { type BytesServer, serveBytes } from '../../support/serveBytes.ts';
import { RICH, RICH_CHUNKS } from './rich.ts';

describe("a stream of OpenAI's Responses, cut anywhere", () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  it('gives the same chunks', async () => {
    const wide = '{"type":"response.output_text.delta","output_index":2,"content_index":0,"delta":" 👋 日本"}';
    const events = [...RICH.slice(0, 10), wide, ...RICH.slice(10)];
    const lines = events.map((data) => `event: ${/"type":"([\w.]+)"/.exec(data)?.[1]}\r\ndata: ${data}\r\n\r\n`);
    const bytes = toBytes(lines.join(''));
    const expected = [
      ...RICH_CHUNKS.slice(0, 9),
      { type: 'text', choice: 0, text: ' 👋 日本' },
      ...RICH_CHUNKS.slice(9),
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (offsets) => {
        server.serve({ body: cutAt(offsets, bytes) });
        const provider = openAIResponses({ baseUrl: server.url });
        const answer$ = provider.stream({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] });
        assert.deepEqual(await firstValueFrom(answer$.pipe(toArray())), expected as never);
      }),
      { numRuns: 60 },
    );
  });
});
