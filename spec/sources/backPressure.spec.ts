import { assert } from 'chai';
import type { Observable } from 'rxjs';
import {
  type ChatSource,
  ChunkStream,
  failover,
  hedge,
  openAICompatible,
  retryRequest,
  toAsyncIterable,
} from '../../lib/index.ts';
import { Flood } from '../support/Flood.ts';
import { startTcpServer, type TcpServer } from '../support/startTcpServer.ts';
import { text } from '../support/wire.ts';
import { request } from './fakeSource.ts';

const MEGABYTE = 1024 * 1024;
/** What a server would send to a client that never stops reading; far more than the sockets' own buffers hold. */
const FLOOD_BYTES = 160 * MEGABYTE;
const ENOUGH_BYTES = 32 * MEGABYTE;

const BUSY = 'HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\nretry-after: 0\r\n\r\n';

describe('back-pressure through compositions', () => {
  let server: TcpServer;
  let flood: Flood;
  let busyAnswers: number;

  const source = (kind: 'flood' | 'busy' | 'silent' | 'busy-once'): ChatSource =>
    openAICompatible({ baseUrl: `${server.url}/${kind}`, defaultModel: 'm', name: kind });

  beforeEach(async () => {
    flood = new Flood(text('word ').repeat(1000), FLOOD_BYTES);
    busyAnswers = 0;
    server = await startTcpServer((socket, head) => {
      if (head.startsWith('POST /silent/')) return;
      const isBusy = head.startsWith('POST /busy/') || (head.startsWith('POST /busy-once/') && busyAnswers === 0);
      if (isBusy) {
        busyAnswers++;
        socket.end(BUSY);
      } else {
        flood.pour(socket);
      }
    });
  });
  afterEach(() => server.close());

  const compositions: Readonly<Record<string, () => Observable<unknown>>> = {
    'the bare provider': () => source('flood').stream(request),
    retryRequest: () => source('busy-once').stream(request).pipe(retryRequest()),
    failover: () => failover([source('busy'), source('flood')]).stream(request),
    'failover, malformed frames in place': () => failover([source('busy'), source('flood')]).streamEither(request),
    hedge: () => hedge([source('silent'), source('flood')], { delayMs: 5 }).stream(request),
    'hedge, malformed frames in place': () =>
      hedge([source('silent'), source('flood')], { delayMs: 5 }).streamEither(request),
    'retryRequest of failover of hedge': () =>
      failover([source('busy'), hedge([source('silent'), source('flood')], { delayMs: 5 })])
        .stream(request)
        .pipe(retryRequest()),
    'hedge of failover of an entry that retries itself': () => {
      const inner = source('busy-once');
      const retrying: ChatSource = {
        ...inner,
        stream: (asked) => ChunkStream.from(inner.stream(asked).pipe(retryRequest())),
      };
      return hedge([source('silent'), failover([source('busy'), retrying])], { delayMs: 5 }).stream(request);
    },
  };

  for (const [name, answer] of Object.entries(compositions)) {
    it(`${name}: a consumer that stops reading stops the server, and one that goes on lets it go on`, async () => {
      const iterator = toAsyncIterable(answer())[Symbol.asyncIterator]();
      assert.isFalse((await iterator.next()).done);

      const stopped = await flood.whenStill();
      assert.isBelow(stopped, ENOUGH_BYTES, 'the server was drained although nobody read');
      assert.isAbove(stopped, 0);

      while (flood.drainedBytes() < stopped + MEGABYTE) assert.isFalse((await iterator.next()).done);

      await iterator.return?.();
      await server.idle();
    });
  }
});
