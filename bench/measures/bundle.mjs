import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, version } from 'esbuild';

export const title = 'Browser bundle of a program that streams one chat';

const root = fileURLToPath(new URL('../', import.meta.url));

const PROGRAMS = {
  'axios-rxjs': `
    import axios from 'axios';
    import { filter, map, Observable, takeWhile } from 'rxjs';
    const exchange = new AbortController();
    const { data } = await axios.post(url, request, { adapter: 'fetch', responseType: 'stream', signal: exchange.signal });
    new Observable(async (subscriber) => {
      subscriber.add(() => exchange.abort());
      const decoder = new TextDecoder();
      const reader = data.getReader();
      let rest = '';
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        const pieces = (rest + decoder.decode(read.value, { stream: true })).split('\\n');
        rest = pieces.pop();
        for (const piece of pieces) subscriber.next(piece);
      }
      subscriber.complete();
    }).pipe(
      filter((line) => line.startsWith('data: ')),
      map((line) => line.slice(6)),
      takeWhile((data) => data !== '[DONE]'),
      map((data) => JSON.parse(data).choices[0]?.delta.content ?? ''),
    ).subscribe(show);`,
  'eventsource-parser': `
    import { createParser } from 'eventsource-parser';
    const onEvent = ({ data }) => data === '[DONE]' || show(JSON.parse(data).choices[0]?.delta.content ?? '');
    const parser = createParser({ onEvent });
    const { body } = await fetch(url, { method: 'POST', headers: { authorization: 'Bearer ' + apiKey }, body: JSON.stringify(request) });
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) parser.feed(read.value);`,
  openai: `
    import OpenAI from 'openai';
    const client = new OpenAI({ apiKey, baseURL, dangerouslyAllowBrowser: true });
    for await (const { choices } of await client.chat.completions.create({ ...request, stream: true })) show(choices[0]?.delta.content ?? '');`,
  ai: `
    import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
    import { streamText } from 'ai';
    const model = createOpenAICompatible({ name: 'chat', baseURL, apiKey })(request.model);
    for await (const text of streamText({ model, messages: request.messages }).textStream) show(text);`,
  langchain: `
    import { ChatOpenAI } from '@langchain/openai';
    const chat = new ChatOpenAI({ model: request.model, apiKey, configuration: { baseURL, dangerouslyAllowBrowser: true } });
    for await (const { content } of await chat.stream(request.messages)) show(content);`,
  ours: `
    import { openAICompatible, toText } from '../dist/esm/index.js';
    openAICompatible({ baseUrl: baseURL, apiKey }).stream(request).pipe(toText()).subscribe(show);`,
};

const preamble = `
  const baseURL = location.origin + '/v1';
  const url = baseURL + '/chat/completions';
  const apiKey = 'sk-bench';
  const request = { model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Hello' }] };
  const show = (text) => document.body.append(text);`;

/**
 * Of the package beside this folder only: `sideEffects` and the browser's replacements stand in its package.json. An empty `browser` in
 * this folder's own keeps those replacements from the peers.
 */
export async function measure(bench) {
  bench.print(`esbuild ${version}, platform browser, minified, gzip 9; KiB.`);
  const names = bench.contestants(Object.keys(PROGRAMS));
  const rows = [];
  for (const name of names) rows.push([name, await sizeOf(name)]);
  bench.table(
    'Whole',
    ['', 'min', 'min + gzip'],
    rows.map(([name, size]) => [name === 'ours' ? 'rxllm' : bench.titleOf(name), ...kibibytes(size)]),
  );
  const whole = rows.find(([name]) => name === 'ours')?.[1];
  if (!whole?.bytes) return;
  bench.table('rxllm, by package', ['', 'min', 'min + gzip'], await breakdown(whole));
  bench.promise('browser bundle of one chat, KiB', whole.zipped / 1024, 32);
}

/**
 * What each package weighs. Minified, as esbuild tells it; gzipped, what the bundle loses when that package is left out, so
 * that the parts do not add up exactly.
 */
async function breakdown(whole) {
  const rows = [];
  for (const [name, bytes] of packagesOf(whole.inputs)) {
    const without = name === 'rxllm itself' ? undefined : await sizeOf('ours', [name, `${name}/*`]);
    rows.push([name, bytes, without && whole.zipped - without.zipped]);
  }
  const dependencies = rows.map(([name]) => name).filter((name) => name !== 'rxllm itself');
  const bare = await sizeOf(
    'ours',
    dependencies.flatMap((name) => [name, `${name}/*`]),
  );
  return [
    ...rows.map(([name, bytes, zipped]) => [name, kib(bytes), kib(zipped ?? bare.zipped)]),
    ['all dependencies together', kib(whole.bytes - bare.bytes), kib(whole.zipped - bare.zipped)],
  ];
}

function packagesOf(inputs) {
  const sums = new Map();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? 'rxllm itself';
    if (bytesInOutput > 0) sums.set(name, (sums.get(name) ?? 0) + bytesInOutput);
  }
  return [...sums].toSorted(([, a], [, b]) => b - a);
}

async function sizeOf(name, external = []) {
  try {
    const { outputFiles, metafile } = await build({
      stdin: { contents: PROGRAMS[name] + preamble, resolveDir: root, loader: 'js' },
      absWorkingDir: root,
      bundle: true,
      minify: true,
      platform: 'browser',
      format: 'esm',
      target: 'es2022',
      external,
      metafile: true,
      write: false,
      logLevel: 'silent',
    });
    const [{ contents }] = outputFiles;
    const [{ inputs }] = Object.values(metafile.outputs);
    return { bytes: contents.length, zipped: gzipSync(contents, { level: 9 }).length, inputs };
  } catch (error) {
    return { failed: error.errors?.[0]?.text ?? String(error) };
  }
}

const kib = (bytes) => (bytes / 1024).toFixed(1);
const kibibytes = ({ failed, bytes, zipped }) => (failed ? [failed] : [kib(bytes), kib(zipped)]);
