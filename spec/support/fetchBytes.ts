import type { Fetch } from '../../lib/index.ts';

/** What one answer is. */
interface Fetched {
  readonly status?: number;
  readonly contentType?: string | undefined;
  readonly pieces: readonly Uint8Array[];
}

/** A `fetch` that gives the same answer to every request, in these very pieces: for properties, which need no sockets. */
export function fetchBytes({ status = 200, contentType, pieces }: Fetched): Fetch {
  return () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) if (piece.length > 0) controller.enqueue(piece);
        controller.close();
      },
    });
    const headers = contentType === undefined ? {} : { 'content-type': contentType };
    return Promise.resolve(new Response(body, { status, headers }));
  };
}
