import { createResumableStreamContext } from 'resumable-stream/generic';
import { redisClients } from './redisClients.mjs';

/** What it cannot tell apart in the text that it hands out, a line end tells. */
const END = '\n';

export async function connect({ redisPort }) {
  const { client, subscriber } = await redisClients(redisPort);
  const context = createResumableStreamContext({ waitUntil: null, publisher: client, subscriber });
  return {
    start: async (id, source, onPiece) =>
      read(await context.createNewResumableStream(id, () => toStream(source)), onPiece),
    follow: async (id, onPiece) => read(await context.resumeExistingStream(id), onPiece),
    close() {
      client.destroy();
      subscriber.destroy();
    },
  };
}

const toStream = (source) =>
  new ReadableStream({
    start(controller) {
      source((text) => controller.enqueue(text + END)).then(() => controller.close());
    },
  });

async function read(stream, onPiece) {
  let rest = '';
  for await (const text of stream) {
    const pieces = (rest + text).split(END);
    rest = pieces.pop();
    for (const piece of pieces) onPiece(piece);
  }
}
