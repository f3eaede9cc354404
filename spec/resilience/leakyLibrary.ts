// The library with a mistake of every kind, for the soak to find.
import { connect } from 'node:net';
import { EMPTY, mergeMap, of } from 'rxjs';
import * as rxllm from '../../lib/index.ts';

export * from '../../lib/index.ts';

const kept: Uint8Array[] = [];
let asked = 0;

export function openAICompatible(options: rxllm.OpenAICompatibleOptions): rxllm.Provider {
  const provider = rxllm.openAICompatible({
    ...options,
    onMalformed(frame) {
      // Loses every other one of them.
      if (frame.index % 2 === 1 && typeof options.onMalformed === 'function') options.onMalformed(frame);
    },
  });
  const { port } = new URL(options.baseUrl);

  return {
    ...provider,
    stream(request) {
      asked++;
      kept.push(new Uint8Array(200_000));
      if (asked === 1) leakOnce(Number(port), request.signal);
      // What an answer says is lost once, and said twice once.
      const answer$ = provider.stream(request).pipe(
        mergeMap((chunk) => {
          if (chunk.type !== 'text') return of(chunk);
          if (chunk.text.startsWith('question 1, word 5:')) return EMPTY;
          return chunk.text.startsWith('question 3, word 5:') ? of(chunk, { ...chunk }) : of(chunk);
        }),
      );
      // Asks twice for one answer.
      if (asked === 5) provider.stream(request).subscribe();
      return rxllm.ChunkStream.from(answer$);
    },
  };
}

function leakOnce(port: number, signal: AbortSignal | undefined): void {
  connect(port, '127.0.0.1');
  setInterval(() => undefined, 60_000);
  for (let i = 0; i < 11; i++) signal?.addEventListener('abort', () => i);
  void Promise.reject(new Error('nobody listens'));
}
