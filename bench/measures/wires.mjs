import { setTimeout as delay } from 'node:timers/promises';
import { once } from 'node:events';
import { request } from 'node:http';
import { costOf } from '../contestants/costOf.mjs';
import { rxllm } from '../contestants/provider.mjs';
import { chunkOf, createHttpServer, END, headOf, writeAll } from '../server/http.mjs';
import { cycleOf } from '../server/frames.mjs';

export const title = 'Each wire: CPU per frame';

const WARM_UPS = 3;
const messages = [{ role: 'user', content: 'Tell me about streams.' }];
const event = (type, fields) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
const response = (fields) => ({ id: 'resp_1', object: 'response', created_at: 1, model: 'gpt-4o-mini', ...fields });

/** How each service sends a text, as recorded; what a careful engineer takes of it; and our provider. */
const WIRES = {
  anthropic: {
    opening:
      event('message_start', {
        message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude', content: [], usage: {} },
      }) + event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    frame: (text) => event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } }),
    closing:
      event('content_block_stop', { index: 0 }) +
      event('message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } }) +
      event('message_stop', {}),
    textOf: ({ delta }) => delta?.text,
    provider: (origin) => rxllm.anthropic({ baseUrl: origin, apiKey: 'sk-bench', defaultModel: 'claude' }),
  },
  gemini: {
    opening: '',
    frame: (text, n) =>
      `data: ${JSON.stringify({
        candidates: [{ content: { parts: [{ text }], role: 'model' }, index: 0 }],
        usageMetadata: { promptTokenCount: 8, candidatesTokenCount: n, totalTokenCount: n + 8 },
        modelVersion: 'gemini-2.5-flash',
        responseId: 'BkLq3VmZ8tYw0RhXsN5uJcPdAe7',
      })}\r\n\r\n`,
    closing: `data: ${JSON.stringify({
      candidates: [{ content: { parts: [{ text: '' }], role: 'model' }, finishReason: 'STOP', index: 0 }],
      modelVersion: 'gemini-2.5-flash',
    })}\r\n\r\n`,
    textOf: ({ candidates }) => candidates[0].content.parts[0].text,
    provider: (origin) => rxllm.gemini({ baseUrl: `${origin}/v1beta`, apiKey: 'bench', defaultModel: 'gemini' }),
  },
  responses: {
    opening:
      event('response.created', { sequence_number: 0, response: response({ status: 'in_progress', output: [] }) }) +
      event('response.output_item.added', {
        sequence_number: 1,
        output_index: 0,
        item: { id: 'msg_1', type: 'message', status: 'in_progress', role: 'assistant', content: [] },
      }) +
      event('response.content_part.added', {
        sequence_number: 2,
        item_id: 'msg_1',
        output_index: 0,
        content_index: 0,
        part: { type: 'output_text', text: '', annotations: [] },
      }),
    frame: (text, n) =>
      event('response.output_text.delta', {
        sequence_number: n + 3,
        item_id: 'msg_68a5f0c2b3d4819e9f3a7c1d2e4b5a69',
        output_index: 0,
        content_index: 0,
        delta: text,
        logprobs: [],
        obfuscation: 'etaoinshrdlucmfw'.slice(0, 1 + (n % 16)),
      }),
    closing: event('response.completed', {
      sequence_number: 9,
      response: response({ status: 'completed', output: [], usage: { input_tokens: 9, output_tokens: 9 } }),
    }),
    textOf: ({ type, delta }) => (type === 'response.output_text.delta' ? delta : undefined),
    provider: (origin) =>
      rxllm.openAIResponses({ baseUrl: `${origin}/v1`, apiKey: 'sk-bench', defaultModel: 'gpt-4o-mini' }),
  },
  ollama: {
    contentType: 'application/x-ndjson',
    opening: '',
    frame: (text, n) =>
      `${JSON.stringify({
        model: 'llama3.2',
        created_at: `2026-01-01T00:00:00.${String(n).padStart(9, '0')}Z`,
        message: { role: 'assistant', content: text },
        done: false,
      })}\n`,
    closing: `${JSON.stringify({ model: 'llama3.2', message: { role: 'assistant', content: '' }, done_reason: 'stop', done: true })}\n`,
    textOf: ({ message }) => message.content,
    provider: (origin) => rxllm.ollama({ baseUrl: origin, defaultModel: 'llama3.2' }),
  },
};

/** One flood after smaller ones that warm up. */
export async function child(_contestant, { origin, wire, by, frames, warmUp, length }) {
  const { textOf, provider } = WIRES[wire];
  const read = by === 'raw' ? (each) => readRaw(each, textOf) : (each) => readOurs(provider(each));
  for (let n = 0; n < WARM_UPS; n++) {
    await read(`${origin}/${warmUp}`);
    // V8 compiles in the background.
    await delay(50);
  }
  let found = 0;
  const { cpu } = await costOf(async () => (found = await read(`${origin}/${frames}`)));
  return found === length ? { cpu: (cpu * 1000) / frames } : { wrong: true };
}

function readOurs(provider) {
  return new Promise((resolve, reject) => {
    let length = 0;
    provider.stream({ messages }).subscribe({
      next: (chunk) => {
        if (chunk.type === 'text') length += chunk.text.length;
      },
      error: reject,
      complete: () => resolve(length),
    });
  });
}

function readRaw(url, textOf) {
  return new Promise((resolve, reject) => {
    let length = 0;
    let begun = [];
    const onLine = (line) => {
      const data = line.startsWith('data: ') ? line.slice(6) : line;
      if (data.startsWith('{')) length += textOf(JSON.parse(data))?.length ?? 0;
    };
    const onBytes = (bytes) => {
      let start = 0;
      for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
        const piece = bytes.subarray(start, end);
        if (end > start || begun.length > 0)
          onLine((begun.length > 0 ? Buffer.concat([...begun, piece]) : piece).utf8Slice());
        begun = [];
        start = end + 1;
      }
      if (start < bytes.length) begun.push(bytes.subarray(start));
    };
    request(url, { method: 'POST' }, (answer) =>
      answer
        .on('data', onBytes)
        .on('error', reject)
        .on('end', () => resolve(length)),
    ).end('{}');
  });
}

async function startServer(wire, burst) {
  const { opening, frame, closing, contentType = 'text/event-stream' } = WIRES[wire];
  const texts = cycleOf('stable').map(({ text }) => text);
  const head = Buffer.from(headOf().toString().replace('text/event-stream', contentType));
  const server = createHttpServer(async (path, socket) => {
    const count = Number(path.split('/')[1]);
    await writeAll(socket, packets(count));
  });
  function* packets(count) {
    yield Buffer.concat([head, chunkOf(Buffer.from(opening || ' \n'))]);
    for (let at = 0; at < count; at += burst) {
      const pieces = Array.from({ length: Math.min(burst, count - at) }, (_, n) =>
        frame(texts[(at + n) % texts.length], at + n),
      );
      yield chunkOf(Buffer.from(pieces.join('')));
    }
    yield Buffer.concat([chunkOf(Buffer.from(closing)), END]);
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const lengthOf = (count) =>
    Array.from({ length: count }, (_, n) => texts[n % texts.length].length).reduce((a, b) => a + b, 0);
  return { server, lengthOf, origin: `http://127.0.0.1:${server.address().port}` };
}

export async function measure(bench) {
  const frames = bench.options.frames ?? (bench.quick ? 20_000 : 100_000);
  const warmUp = 12_800;
  const rounds = bench.options.rounds ?? (bench.quick ? 1 : 5);
  bench.print(
    `${frames} frames after ${WARM_UPS * warmUp} to warm up; medians of ${rounds} rounds. Raw is the wire's own loop by hand, over node:http.`,
  );
  for (const burst of bench.options.bursts ?? [1, 8]) {
    const rows = [];
    for (const wire of Object.keys(WIRES)) {
      const { server, origin, lengthOf } = await startServer(wire, burst);
      const ratios = [];
      const costs = { raw: [], ours: [] };
      let fault;
      for (let round = 0; round < rounds && !fault; round++) {
        for (const by of round % 2 ? ['ours', 'raw'] : ['raw', 'ours']) {
          const found = await bench.run('nothing', 'wires', {
            origin,
            wire,
            by,
            frames,
            warmUp,
            length: lengthOf(frames),
          });
          fault ??= bench.faultOf([found]);
          costs[by].push(found.cpu);
        }
        ratios.push(costs.ours.at(-1) / costs.raw.at(-1));
      }
      server.close();
      if (fault) {
        rows.push([wire, fault]);
        continue;
      }
      const ratio = bench.median(ratios);
      const least = Math.min(...costs.ours) / Math.min(...costs.raw);
      rows.push([
        wire,
        bench.median(costs.raw).toFixed(0),
        bench.median(costs.ours).toFixed(0),
        ratio.toFixed(2),
        least.toFixed(2),
      ]);
      bench.promise(`${wire}: CPU × its raw loop, ${burst} a packet`, ratio, 1.3, least);
    }
    bench.table(`${burst} a packet`, ['', 'raw ns', 'rxllm ns', '× raw', 'least ÷ least'], rows);
  }
}
