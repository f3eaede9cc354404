import { firstValueFrom } from 'rxjs';
import { type ChatRequest, collect, isChatStreamError, type OptionalField, type Part } from '../../lib/index.ts';
import { type EmbeddedServer, startServer } from '../../lib/testing/index.ts';
import { servedWires } from '../testing/servedWires.ts';
import { readText } from './readExamples.ts';

export const page = 'docs/providers.md';

const BEGIN = '<!-- the table of spec/docs/writeWireTable.ts begins -->\n';
const END = '<!-- the table of spec/docs/writeWireTable.ts ends -->\n';

const PNG = 'data:image/png;base64,iVBORw0KGgo=';
const user = (...parts: readonly Part[]): ChatRequest => ({
  messages: [{ role: 'user', content: [{ type: 'text', text: 'Look' }, ...parts] }],
});
const tools = [{ name: 'look', parameters: { type: 'object', properties: {} } }];
const plain: ChatRequest = user();

/** The requests for each field that not every wire supports, by the rows of the table. */
const FIELDS: { readonly [Field in OptionalField]: Readonly<Record<string, ChatRequest>> } = {
  temperature: { '`temperature`': { ...plain, temperature: 1 } },
  maxTokens: { '`maxTokens`': { ...plain, maxTokens: 9 } },
  topP: { '`topP`': { ...plain, topP: 1 } },
  seed: { '`seed`': { ...plain, seed: 1 } },
  stop: { '`stop`': { ...plain, stop: ['x'] } },
  choices: { '`choices`': { ...plain, choices: 2 } },
  reasoningEffort: { '`reasoningEffort`': { ...plain, reasoningEffort: 'low' } },
  tools: {
    '`tools`, their calls and results': {
      tools,
      messages: [
        { role: 'user', content: 'Look' },
        { role: 'assistant', toolCalls: [{ id: 'a', name: 'look', arguments: '{}' }] },
        { role: 'tool', toolCallId: 'a', content: 'seen' },
      ],
    },
  },
  toolChoice: {
    "`toolChoice`: `'none'`": { ...plain, tools, toolChoice: 'none' },
    "`toolChoice`: `'required'` or a name": { ...plain, tools, toolChoice: 'required' },
  },
  parallelToolCalls: { '`parallelToolCalls`': { ...plain, tools, parallelToolCalls: false } },
  responseFormat: {
    "`responseFormat`: `'json'`": { ...plain, responseFormat: 'json' },
    '`responseFormat`: a schema': { ...plain, responseFormat: { name: 'R', schema: { type: 'object' } } },
  },
};

/** The request of each row. */
const REQUESTS: Readonly<Record<string, ChatRequest>> = {
  ...Object.assign({}, ...Object.values(FIELDS)),
  'an `image` part, as `data:`': user({ type: 'image', url: PNG }),
  'an `image` part, on the web': user({ type: 'image', url: 'https://images.example/a.png' }),
  'a `file` part, as `data:`': user({ type: 'file', url: 'data:application/pdf;base64,JVBERi0=', name: 'a.pdf' }),
  'a `file` part, on the web': user({
    type: 'file',
    url: 'https://files.example/a.pdf',
    name: 'a.pdf',
    mediaType: 'application/pdf',
  }),
};

/** The page with the table of what each wire takes and gives, in the place of the one that it has. */
export async function pageWithTable(): Promise<string> {
  const text = readText(page);
  const [above = '', rest = ''] = text.split(BEGIN);
  const below = rest.split(END)[1] ?? '';
  return `${above}${BEGIN}\n${await renderTable()}\n${END}${below}`;
}

async function renderTable(): Promise<string> {
  const server = await startServer({ paceMs: 0 });
  const names = Object.keys(servedWires);
  try {
    const rows: string[] = [];
    for (const [what, request] of Object.entries(REQUESTS)) {
      rows.push(await row(what, (wire) => takes(server, wire, request)));
    }
    rows.push(await row('lists its models', (wire) => lists(server, wire)));
    return `| | ${names.map((name) => FACTORIES[name as Wire]).join(' | ')} |\n| --- |${' --- |'.repeat(names.length)}\n${rows.join('\n')}\n`;
  } finally {
    await server.close();
  }
}

type Wire = keyof typeof servedWires;
const FACTORIES: Readonly<Record<Wire, string>> = {
  openAI: '`openAICompatible`',
  autonomousAI: '`autonomousAI`',
  ollama: '`ollama`',
  gemini: '`gemini`',
  anthropic: '`anthropic`',
  responses: '`openAIResponses`',
};

/** Where it depends on the model what a wire takes: one that takes all. */
const MODELS: Partial<Record<Wire, string>> = { gemini: 'gemini-3-flash-preview' };

async function row(what: string, cell: (wire: Wire) => Promise<boolean>): Promise<string> {
  const cells: string[] = [];
  for (const wire of Object.keys(servedWires) as Wire[]) cells.push((await cell(wire)) ? 'yes' : '—');
  return `| ${what} | ${cells.join(' | ')} |`;
}

/** Is it sent, and not refused before? */
async function takes(server: EmbeddedServer, wire: Wire, request: ChatRequest): Promise<boolean> {
  try {
    const provider = servedWires[wire].provider(server);
    await firstValueFrom(provider.stream({ ...request, model: MODELS[wire] }).pipe(collect()));
    return true;
  } catch (error) {
    if (isChatStreamError(error) && error.name === 'InvalidRequestError') return false;
    throw error;
  }
}

async function lists(server: EmbeddedServer, wire: Wire): Promise<boolean> {
  const before = server.requests.length;
  await firstValueFrom(servedWires[wire].provider(server).listModels());
  return server.requests.length > before;
}
