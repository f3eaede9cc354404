import { openAICompatible } from 'rxllm';
import { sseChunks, toResponse } from 'rxllm/server';

export default {
  fetch(request, { MODEL }) {
    const model = new URL(request.url).searchParams.get('model') ?? 'length';
    const answer$ = openAICompatible({ baseUrl: MODEL }).stream({
      model,
      messages: [{ role: 'user', content: 'Hello' }],
    });
    return toResponse(answer$.pipe(sseChunks()), { request, heartbeatMs: 500 });
  },
};
