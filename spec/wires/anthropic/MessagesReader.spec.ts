import { assert } from 'chai';
import * as fc from 'fast-check';
import { firstValueFrom } from 'rxjs';
import { anthropic, type Chunk, collect, ProviderError } from '../../../lib/index.ts';
import { MessagesFrame } from '../../../lib/wires/anthropic/MessagesFrame.ts';
import { MessagesReader } from '../../../lib/wires/anthropic/MessagesReader.ts';
import { cutAt, toBytes } from '../../support/bytes.ts';
import { type BytesServer, serveBytes } from '../../support/serveBytes.ts';
import {
  answer,
  begin,
  blocksOf,
  brief,
  chunksOf,
  close,
  delta,
  event,
  piece,
  read,
  START,
  STOP,
  text,
  textBlock,
  withMalformed,
} from './wire.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

/** Text, as the page of the wire has it. */
const MINIMAL = [
  '{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"usage":{"input_tokens":12,"output_tokens":1}}   }',
  '{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""} }',
  '{"type": "ping"}',
  '{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}      }',
  '{"type":"content_block_stop","index":0 }',
  '{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":5}  }',
  '{"type":"message_stop"     }',
];

/** Thinking, a tool of the service, cited text, and two calls, one of them without arguments. */
const RICH = [
  '{"type":"message_start","message":{"id":"msg_2","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":3,"cache_read_input_tokens":7,"output_tokens":2}}}',
  '{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}',
  '{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm."}}',
  '{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":""}}',
  '{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"SIG"}}',
  '{"type":"content_block_stop","index":0}',
  '{"type":"content_block_start","index":1,"content_block":{"type":"server_tool_use","id":"srvtoolu_1","name":"web_search","input":{}}}',
  '{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"query\\":\\"q\\"}"}}',
  '{"type":"content_block_stop","index":1}',
  '{"type":"content_block_start","index":2,"content_block":{"type":"web_search_tool_result","tool_use_id":"srvtoolu_1","content":[{"type":"web_search_result","url":"https://a.example/","title":"A","encrypted_content":"E","page_age":null}]}}',
  '{"type":"content_block_stop","index":2}',
  '{"type":"content_block_start","index":3,"content_block":{"type":"text","text":"","citations":[]}}',
  '{"type":"content_block_delta","index":3,"delta":{"type":"citations_delta","citation":{"type":"web_search_result_location","url":"https://a.example/","title":"A","cited_text":"c","encrypted_index":"I"}}}',
  '{"type":"content_block_delta","index":3,"delta":{"type":"text_delta","text":"Yes."}}',
  '{"type":"content_block_stop","index":3}',
  '{"type":"content_block_start","index":4,"content_block":{"type":"tool_use","id":"toolu_1","name":"look","input":{}}}',
  '{"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":""}}',
  '{"type":"content_block_delta","index":4,"delta":{"type":"input_json_delta","partial_json":"{\\"x\\":1}"}}',
  '{"type":"content_block_stop","index":4}',
  '{"type":"content_block_start","index":5,"content_block":{"type":"tool_use","id":"toolu_2","name":"now","input":{}}}',
  '{"type":"content_block_delta","index":5,"delta":{"type":"input_json_delta","partial_json":""}}',
  '{"type":"content_block_stop","index":5}',
  '{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":30,"cache_creation_input_tokens":3,"cache_read_input_tokens":7,"output_tokens":40,"output_tokens_details":{"thinking_tokens":5}}}',
  '{"type":"message_stop"}',
];

const RICH_BLOCKS = [
  { type: 'thinking', thinking: 'Hm.', signature: 'SIG' },
  { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'q' } },
  {
    type: 'web_search_tool_result',
    tool_use_id: 'srvtoolu_1',
    content: [
      { type: 'web_search_result', url: 'https://a.example/', title: 'A', encrypted_content: 'E', page_age: null },
    ],
  },
  {
    type: 'text',
    text: 'Yes.',
    citations: [
      {
        type: 'web_search_result_location',
        url: 'https://a.example/',
        title: 'A',
        cited_text: 'c',
        encrypted_index: 'I',
      },
    ],
  },
  { type: 'tool_use', id: 'toolu_1', name: 'look', input: { x: 1 } },
  { type: 'tool_use', id: 'toolu_2', name: 'now', input: {} },
];

const block = (value: object): Chunk => ({ type: 'block', choice: 0, wire: 'anthropic', value: value as never });
const [thinking, use, result, cited, lookCall, nowCall] = RICH_BLOCKS.map(block) as [
  Chunk,
  Chunk,
  Chunk,
  Chunk,
  Chunk,
  Chunk,
];

const RICH_CHUNKS: readonly Chunk[] = [
  { type: 'start', id: 'msg_2', model: 'm' },
  { type: 'reasoning', choice: 0, text: 'Hm.' },
  thinking,
  { type: 'activity', choice: 0, id: 'srvtoolu_1', name: 'web_search', state: 'started' },
  use,
  result,
  { type: 'activity', choice: 0, id: 'srvtoolu_1', name: 'web_search', state: 'done' },
  { type: 'source', choice: 0, url: 'https://a.example/', title: 'A', quote: 'c' },
  { type: 'text', choice: 0, text: 'Yes.' },
  cited,
  { type: 'tool-call', choice: 0, index: 0, id: 'toolu_1', name: 'look', arguments: '' },
  { type: 'tool-call', choice: 0, index: 0, arguments: '{"x":1}' },
  lookCall,
  { type: 'tool-call', choice: 0, index: 1, id: 'toolu_2', name: 'now', arguments: '' },
  nowCall,
  {
    type: 'usage',
    promptTokens: 40,
    completionTokens: 40,
    totalTokens: 80,
    cachedTokens: 7,
    cacheWriteTokens: 3,
    reasoningTokens: 5,
  },
  { type: 'finish', choice: 0, reason: 'tool-calls', raw: 'tool_use' },
];

const streamOf = (lines: readonly string[]): string => lines.map(event).join('');

/** The first frame of a call. */
const beginCall = (index: number, id: string, json = '{}'): string =>
  begin(index, `{"type":"tool_use","id":"${id}","name":"f","input":${json}}`);
/** A piece of its input. */
const inputPiece = (index: number, json: string): string =>
  piece(index, `{"type":"input_json_delta","partial_json":${json}}`);

/** A tool that the service runs, with its input in one piece. */
const tool = (type: string, name: string, index = 0): string =>
  begin(index, `{"type":"${type}","id":"t${index}","name":"${name}","server_name":"s","input":{}}`) +
  piece(index, '{"type":"input_json_delta","partial_json":"{\\"a\\":1}"}') +
  close(index);

/** Its result. */
const resultOf = (type: string, more: string, index = 1): string =>
  begin(index, `{"type":"${type}","tool_use_id":"t0",${more}}`) + close(index);

/** One JSON answer. */
const message = (content: string, more = '"stop_reason":"end_turn"'): string =>
  `{"id":"msg_1","type":"message","role":"assistant","model":"m","content":${content},${more},"stop_sequence":null,"usage":{"input_tokens":12,"output_tokens":5}}`;

describe('an answer in the words of Anthropic', () => {
  let server: BytesServer;
  before(async () => (server = await serveBytes()));
  after(() => server.close());

  const briefOf = async (body: string): Promise<readonly string[]> => brief(await chunksOf(server, body));
  const usageOf = async (...reports: readonly string[]): Promise<unknown> => {
    const [first, ...others] = reports;
    const start = START.replace('{"input_tokens":12,"output_tokens":1}', first ?? '{}');
    const deltas = others.map((usage) => delta('end_turn', `"usage":${usage}`)).join('');
    const chunks = await chunksOf(server, start + textBlock('Hi') + deltas + STOP);
    const { type: _, ...usage } = chunks.find(({ type }) => type === 'usage') ?? { type: '' };
    return usage;
  };

  const sourcesOf = async (...citations: readonly string[]): Promise<readonly unknown[]> => {
    const deltas = citations.map((citation) => piece(0, `{"type":"citations_delta","citation":${citation}}`));
    const body = answer(begin(0, '{"type":"text","text":"","citations":[]}') + deltas.join('') + text('Hi') + close(0));
    const chunks = await chunksOf(server, body);
    return chunks.flatMap((chunk) => {
      if (chunk.type !== 'source') return [];
      const { type: _, choice: __, ...source } = chunk;
      return [source];
    });
  };

  const ask = (body: string, stream = false): Promise<readonly Chunk[]> =>
    chunksOf(server, { headers: JSON_TYPE, body }, { request: { stream } });

  const valuesOf = async (body: string): Promise<readonly unknown[]> => blocksOf(await chunksOf(server, body));

  it('that is a text', async () => {
    assert.deepEqual(await chunksOf(server, streamOf(MINIMAL)), [
      { type: 'start', id: 'msg_1', model: 'claude-sonnet-4-5' },
      { type: 'text', choice: 0, text: 'Hello' },
      block({ type: 'text', text: 'Hello' }),
      { type: 'usage', promptTokens: 12, completionTokens: 5, totalTokens: 17 },
      { type: 'finish', choice: 0, reason: 'stop', raw: 'end_turn' },
    ]);
  });

  it('that has nearly everything', async () => {
    assert.deepEqual(await chunksOf(server, streamOf(RICH)), RICH_CHUNKS);
  });

  it('without its blocks', async () => {
    const values = await chunksOf(server, streamOf(RICH), { options: { blocks: false } });
    assert.deepEqual(
      values,
      RICH_CHUNKS.filter(({ type }) => type !== 'block'),
    );
  });

  it('knows the id of its request', async () => {
    const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'request-id': 'req_7' };
    const [start] = await chunksOf(server, { headers, body: streamOf(MINIMAL) });
    assert.deepEqual(start, { type: 'start', id: 'msg_1', model: 'claude-sonnet-4-5', requestId: 'req_7' });
  });

  it('put together has arguments for each call', async () => {
    server.serve({ body: streamOf(RICH) });
    const whole = await firstValueFrom(
      anthropic({ baseUrl: server.url })
        .stream({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] })
        .pipe(collect()),
    );
    assert.deepEqual(whole, {
      text: 'Yes.',
      reasoning: 'Hm.',
      refusal: '',
      toolCalls: [
        { id: 'toolu_1', name: 'look', arguments: '{"x":1}' },
        { id: 'toolu_2', name: 'now', arguments: '{}' },
      ],
      sources: [{ url: 'https://a.example/', title: 'A', quote: 'c' }],
      blocks: RICH_BLOCKS.map((value) => ({ wire: 'anthropic', value })),
      finishReason: 'tool-calls',
      usage: {
        promptTokens: 40,
        completionTokens: 40,
        totalTokens: 80,
        cachedTokens: 7,
        cacheWriteTokens: 3,
        reasoningTokens: 5,
      },
      id: 'msg_2',
      model: 'm',
    });
  });

  it('is the same however its bytes are cut', async () => {
    const unicode = textBlock('世界 \u{1F44B} "}  }', 6);
    const bytes = toBytes(streamOf(RICH.slice(0, -2)) + unicode + streamOf(RICH.slice(-2)));
    const expected = [...RICH_CHUNKS.slice(0, -2), { type: 'text', choice: 0, text: '世界 \u{1F44B} "}  }' }];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (offsets) => {
        const chunks = await chunksOf(server, { body: cutAt(offsets, bytes) });
        assert.deepEqual(chunks.slice(0, expected.length), expected as Chunk[]);
        assert.deepEqual(chunks.slice(-2), RICH_CHUNKS.slice(-2));
      }),
      { numRuns: 60 },
    );
  });

  it('is the same where a proxy drops the names of the events, or the types of the frames', async () => {
    const nameless = RICH.map((line) => `data: ${line}\n\n`).join('');
    assert.deepEqual(await chunksOf(server, nameless), RICH_CHUNKS);
    const typeless = RICH.map((line) => event(line).replace(/"type":"[a-z_]+",?/, '')).join('');
    assert.deepEqual(await chunksOf(server, typeless), RICH_CHUNKS);
  });

  it('is the same as JSON lines, or with another type of content', async () => {
    const lines = `${RICH.join('\n')}\n`;
    for (const type of ['application/json', 'application/x-ndjson', 'text/plain']) {
      assert.deepEqual(await chunksOf(server, { headers: { 'content-type': type }, body: lines }), RICH_CHUNKS, type);
    }
    const served = { headers: JSON_TYPE, body: streamOf(RICH) };
    assert.deepEqual(await chunksOf(server, served), RICH_CHUNKS);
  });

  describe('ends', () => {
    const words = {
      end_turn: 'stop',
      stop_sequence: 'stop',
      max_tokens: 'length',
      model_context_window_exceeded: 'length',
      tool_use: 'tool-calls',
      refusal: 'content-filter',
      pause_turn: 'pause',
      compaction: 'pause',
      stop: 'stop',
      length: 'length',
      tool_calls: 'tool-calls',
      content_filter: 'content-filter',
      something_new: 'other',
      constructor: 'other',
    };
    for (const [word, reason] of Object.entries(words)) {
      it(`with ${reason} at ${word}`, async () => {
        const chunks = await chunksOf(server, answer(textBlock('Hi'), word));
        assert.deepEqual(chunks.at(-1), { type: 'finish', choice: 0, reason, raw: word } as Chunk);
      });
    }

    it('at message_stop, whatever follows', async () => {
      const body = answer(textBlock('Hi')) + answer(textBlock('no'), 'max_tokens');
      assert.deepEqual(await briefOf(body), ['text Hi', 'finish stop end_turn']);
    });

    it('at [DONE], which a proxy added', async () => {
      const body = START + textBlock('Hi') + delta('max_tokens') + 'data: [DONE]\n\n' + textBlock('no', 1);
      assert.deepEqual(await briefOf(body), ['text Hi', 'finish length max_tokens']);
      assert.deepEqual(await briefOf(`${START}${textBlock('Hi')}data: [DONE]\n\n`), ['text Hi', 'finish stop ']);
    });

    it('by message_stop alone: with stop, or with tool-calls where tools were called', async () => {
      assert.deepEqual(await briefOf(START + textBlock('Hi') + STOP), ['text Hi', 'finish stop ']);
      const call = begin(0, '{"type":"tool_use","id":"a","name":"f","input":{}}') + close(0);
      assert.deepEqual(await briefOf(START + call + STOP), ['call 0 a f ', 'finish tool-calls ']);
    });

    it('with the last word', async () => {
      const body = START + textBlock('Hi') + delta('end_turn') + delta('max_tokens') + STOP;
      assert.deepEqual(await briefOf(body), ['text Hi', 'finish length max_tokens']);
      for (const none of ['""', '"null"', 'null', '7', '{}']) {
        const empty = event(`{"type":"message_delta","delta":{"stop_reason":${none}}}`);
        assert.deepEqual(await briefOf(START + textBlock('Hi') + delta('refusal') + empty + STOP), [
          'text Hi',
          'finish content-filter refusal',
        ]);
      }
    });

    it('where the body ends after its reason, without message_stop', async () => {
      assert.deepEqual(await briefOf(START + textBlock('Hi') + delta('end_turn')), ['text Hi', 'finish stop end_turn']);
    });

    it('where the connection is lost after its reason', async () => {
      const served = { body: START + textBlock('Hi') + delta('end_turn'), ending: 'destroy' } as const;
      assert.deepEqual(brief(await chunksOf(server, served)), ['text Hi', 'finish stop end_turn']);
    });

    it('where a server goes silent after its reason', async () => {
      const served = { body: START + textBlock('Hi') + delta('end_turn'), ending: 'stall' } as const;
      const chunks = await chunksOf(server, served, { request: { deadlines: { idleMs: 30 } } });
      assert.deepEqual(brief(chunks), ['text Hi', 'finish stop end_turn']);
    });

    it('not with a reason that came before any content, unless the end marker follows', async () => {
      const early = START.replace('"stop_reason":null', '"stop_reason":"end_turn"');
      assert.deepEqual(await briefOf(early + textBlock('Hi') + STOP), ['text Hi', 'finish stop end_turn']);
      assert.deepEqual(await briefOf(early + textBlock('Hi') + delta('max_tokens') + STOP), [
        'text Hi',
        'finish length max_tokens',
      ]);
      const { error } = await read(server, early + textBlock('Hi'));
      assert.deepOwnInclude(error, { name: 'IncompleteAnswerError', reason: 'no-end-marker', contentReceived: true });
    });

    it('with an explanation where the service refuses', async () => {
      const details = '{"type":"refusal","category":"cyber","explanation":"That is not for me."}';
      const refusal = event(
        `{"type":"message_delta","delta":{"stop_reason":"refusal","stop_sequence":null,"stop_details":${details}},"usage":{"output_tokens":0}}`,
      );
      assert.deepEqual(await chunksOf(server, START + refusal + STOP), [
        { type: 'start', id: 'msg_1', model: 'm' },
        { type: 'refusal', choice: 0, text: 'That is not for me.' },
        { type: 'usage', promptTokens: 12, completionTokens: 0, totalTokens: 12 },
        { type: 'finish', choice: 0, reason: 'content-filter', raw: 'refusal' },
      ]);
      for (const nothing of ['null', '{"type":"refusal","explanation":null}', '"no"']) {
        const body = START + textBlock('Hi') + refusal.replace(details, nothing) + STOP;
        assert.deepEqual(await briefOf(body), ['text Hi', 'finish content-filter refusal']);
      }
    });

    it('without any content', async () => {
      assert.deepEqual(await chunksOf(server, answer('')), [
        { type: 'start', id: 'msg_1', model: 'm' },
        { type: 'usage', promptTokens: 12, completionTokens: 5, totalTokens: 17 },
        { type: 'finish', choice: 0, reason: 'stop', raw: 'end_turn' },
      ]);
    });
  });

  describe('counts its tokens', () => {
    const rows: readonly (readonly [string, readonly string[], object])[] = [
      [
        'by the last word on each, and never adds two reports up',
        [
          '{"input_tokens":2479,"cache_creation_input_tokens":0,"cache_read_input_tokens":10,"output_tokens":3}',
          '{"input_tokens":404500,"output_tokens":900}',
        ],
        { promptTokens: 404_510, completionTokens: 900, totalTokens: 405_410, cachedTokens: 10, cacheWriteTokens: 0 },
      ],
      [
        'also where they fall, as with compaction',
        ['{"input_tokens":60385,"output_tokens":5}', '{"input_tokens":612,"output_tokens":2819}'],
        { promptTokens: 612, completionTokens: 2819, totalTokens: 3431 },
      ],
      [
        'where the last report leaves some out, or says null',
        [
          '{"input_tokens":5,"cache_read_input_tokens":2,"output_tokens":1}',
          '{"input_tokens":null,"output_tokens":7,"output_tokens_details":null}',
        ],
        { promptTokens: 7, completionTokens: 7, totalTokens: 14, cachedTokens: 2 },
      ],
      [
        'where a later report says nothing at all',
        ['{"input_tokens":5,"output_tokens":1}', '{"output_tokens":7}', 'null', '{}', '[]', '""'],
        { promptTokens: 5, completionTokens: 7, totalTokens: 12 },
      ],
      [
        'written to a cache for different times',
        [
          '{"input_tokens":1,"cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":4},"output_tokens":1}',
          '{"output_tokens":2,"output_tokens_details":{"thinking_tokens":1}}',
        ],
        { promptTokens: 8, completionTokens: 2, totalTokens: 10, cacheWriteTokens: 7, reasoningTokens: 1 },
      ],
      [
        'written as text',
        ['{"input_tokens":"5","output_tokens":"x"}', '{"output_tokens":"7"}'],
        { promptTokens: 5, completionTokens: 7, totalTokens: 12 },
      ],
      ['of which one alone is known', ['{}', '{"output_tokens":7}'], { completionTokens: 7 }],
    ];
    for (const [what, reports, usage] of rows) {
      it(what, async () => assert.deepEqual(await usageOf(...reports), usage));
    }

    it('or says nothing of them', async () => {
      const body = START.replace(/,"usage":\{[^}]*\}/, '') + textBlock('Hi') + delta('end_turn', '"usage":null') + STOP;
      assert.deepEqual(
        (await chunksOf(server, body)).map(({ type }) => type),
        ['start', 'text', 'block', 'finish'],
      );
    });
  });

  describe('cites', () => {
    const rows: readonly (readonly [string, string, object])[] = [
      [
        'a page',
        '{"type":"web_search_result_location","url":"https://a.example/","title":null,"cited_text":"c","encrypted_index":"I"}',
        { url: 'https://a.example/', quote: 'c' },
      ],
      [
        'a document by its place',
        '{"type":"char_location","cited_text":"c","document_index":0,"document_title":"My Document","start_char_index":0,"end_char_index":1}',
        { id: '0', title: 'My Document', quote: 'c' },
      ],
      [
        "a file's page",
        '{"type":"page_location","cited_text":"c","document_index":1,"document_title":null,"file_id":"file_1","start_page_number":1,"end_page_number":2}',
        { id: 'file_1', quote: 'c' },
      ],
      [
        'a document in blocks',
        '{"type":"content_block_location","cited_text":"c","document_index":2,"start_block_index":0,"end_block_index":1}',
        { id: '2', quote: 'c' },
      ],
      [
        'a search result of the request, at an address',
        '{"type":"search_result_location","cited_text":"c","search_result_index":0,"source":"https://b.example/","title":"B","start_block_index":0,"end_block_index":1}',
        { url: 'https://b.example/', title: 'B', quote: 'c' },
      ],
      [
        'a search result of the request, by a name',
        '{"type":"search_result_location","cited_text":"c","search_result_index":0,"source":"kb/42","title":"B"}',
        { id: 'kb/42', title: 'B', quote: 'c' },
      ],
      [
        'what does not exist yet',
        '{"type":"video_location","url":"https://c.example/"}',
        { url: 'https://c.example/' },
      ],
    ];
    for (const [what, citation, source] of rows) {
      it(what, async () => assert.deepEqual(await sourcesOf(citation), [source]));
    }

    it('each source once, and nothing that cannot be named', async () => {
      const page = '{"type":"web_search_result_location","url":"https://a.example/","cited_text":"c"}';
      const other = '{"type":"web_search_result_location","url":"https://a.example/","cited_text":"d"}';
      assert.deepEqual(await sourcesOf(page, page, other, '{"type":"x","cited_text":"c"}', 'null', '"c"'), [
        { url: 'https://a.example/', quote: 'c' },
        { url: 'https://a.example/', quote: 'd' },
      ]);
    });

    it('at once where the first frame of a block says it', async () => {
      const body = answer(
        begin(0, '{"type":"text","text":"Hi","citations":[{"url":"https://a.example/"}]}') + text('!') + close(0),
      );
      assert.deepEqual(await briefOf(body), ['source https://a.example/', 'text Hi', 'text !', 'finish stop end_turn']);
      assert.deepEqual(await valuesOf(body), [
        { type: 'text', text: 'Hi!', citations: [{ url: 'https://a.example/' }] },
      ]);
      const another = piece(0, '{"type":"citations_delta","citation":{"url":"https://b.example/"}}');
      assert.deepEqual(await valuesOf(body.replace(close(0), another + close(0))), [
        { type: 'text', text: 'Hi!', citations: [{ url: 'https://a.example/' }, { url: 'https://b.example/' }] },
      ]);
    });
  });

  describe('tells what the service does on its own', () => {
    const rows: readonly (readonly [string, string, string, string, 'done' | 'failed'])[] = [
      ['server_tool_use', 'web_search', 'web_search_tool_result', '"content":[]', 'done'],
      [
        'server_tool_use',
        'web_search',
        'web_search_tool_result',
        '"content":{"type":"web_search_tool_result_error","error_code":"max_uses_exceeded"}',
        'failed',
      ],
      ['server_tool_use', 'web_fetch', 'web_fetch_tool_result', '"content":{"type":"web_fetch_result"}', 'done'],
      [
        'server_tool_use',
        'code_execution',
        'code_execution_tool_result',
        '"content":{"type":"code_execution_result","stdout":"","stderr":"no","return_code":1}',
        'done',
      ],
      [
        'server_tool_use',
        'bash_code_execution',
        'bash_code_execution_tool_result',
        '"content":{"type":"bash_code_execution_tool_result_error","error_code":"unavailable"}',
        'failed',
      ],
      [
        'server_tool_use',
        'tool_search_tool_regex',
        'tool_search_tool_result',
        '"content":{"type":"tool_search_tool_search_result","tool_references":[]}',
        'done',
      ],
      ['server_tool_use', 'advisor', 'advisor_tool_result', '"content":{"type":"advisor_result","text":"4"}', 'done'],
      ['mcp_tool_use', 'ask', 'mcp_tool_result', '"is_error":false,"content":[{"type":"text","text":"x"}]', 'done'],
      ['mcp_tool_use', 'ask', 'mcp_tool_result', '"is_error":true,"content":[{"type":"text","text":"x"}]', 'failed'],
      ['future_tool_use', 'dream', 'dream_tool_result', '"content":[]', 'done'],
      ['future_tool_use', 'dream', 'dream_tool_result', '"content":[{"type":"nightmare","error_code":"x"}]', 'failed'],
    ];
    for (const [type, name, resultType, more, state] of rows) {
      it(`${name}, which is ${state}`, async () => {
        const body = answer(tool(type, name) + resultOf(resultType, more) + textBlock('Hi', 2));
        assert.deepEqual(await briefOf(body), [
          `started ${name} t0`,
          `${state} ${name} t0`,
          'text Hi',
          'finish stop end_turn',
        ]);
        assert.deepInclude((await valuesOf(body))[0] as object, { type, name, input: { a: 1 } });
      });
    }

    it('and never takes it for a call', async () => {
      const call = begin(2, '{"type":"tool_use","id":"a","name":"f","input":{}}') + close(2);
      const body = answer(
        tool('server_tool_use', 'web_search') + resultOf('web_search_tool_result', '"content":[]') + call,
      );
      assert.deepEqual(
        (await briefOf(body)).filter((line) => line.startsWith('call')),
        ['call 0 a f '],
      );
    });

    it('and leaves open what a pause interrupts', async () => {
      assert.deepEqual(await briefOf(answer(tool('server_tool_use', 'web_search'), 'pause_turn')), [
        'started web_search t0',
        'finish pause pause_turn',
      ]);
    });

    it('under the name that its result tells, where it began in another answer', async () => {
      const body = answer(resultOf('web_search_tool_result', '"content":[]'));
      assert.deepEqual(await briefOf(body), ['done web_search t0', 'finish stop end_turn']);
      const earlier = {
        role: 'assistant' as const,
        blocks: [{ wire: 'anthropic', value: { type: 'server_tool_use', id: 't0', name: 'tool_search_tool_bm25' } }],
      };
      const messages = [{ role: 'user' as const, content: 'Hi' }, earlier];
      const later = await chunksOf(server, answer(resultOf('tool_search_tool_result', '"content":[]')), {
        request: { messages },
      });
      assert.deepEqual(brief(later), ['done tool_search_tool_bm25 t0', 'finish stop end_turn']);
    });
  });

  describe('gives each block as it was', () => {
    const rows: readonly (readonly [string, string, readonly unknown[]])[] = [
      [
        'hidden thinking, whole at its start',
        begin(0, '{"type":"redacted_thinking","data":"DATA"}') + close(0),
        [{ type: 'redacted_thinking', data: 'DATA' }],
      ],
      [
        'thinking that is not shown',
        begin(0, '{"type":"thinking","thinking":"","signature":""}') +
          piece(0, '{"type":"signature_delta","signature":"SIG"}') +
          close(0),
        [{ type: 'thinking', thinking: '', signature: 'SIG' }],
      ],
      [
        'thinking without a signature',
        begin(0, '{"type":"thinking","thinking":""}') +
          piece(0, '{"type":"thinking_delta","thinking":"Hm."}') +
          close(0),
        [{ type: 'thinking', thinking: 'Hm.' }],
      ],
      [
        'compaction',
        begin(0, '{"type":"compaction","content":null}') +
          piece(0, '{"type":"compaction_delta","content":"A summary"}') +
          piece(0, '{"type":"compaction_delta","content":"."}') +
          close(0) +
          begin(1, '{"type":"compaction","content":null}') +
          close(1),
        [
          { type: 'compaction', content: 'A summary.' },
          { type: 'compaction', content: null },
        ],
      ],
      [
        'another model that took over, a file',
        begin(0, '{"type":"fallback","from":{"model":"a"},"to":{"model":"b"}}') +
          close(0) +
          begin(1, '{"type":"container_upload","file_id":"file_1"}') +
          close(1),
        [
          { type: 'fallback', from: { model: 'a' }, to: { model: 'b' } },
          { type: 'container_upload', file_id: 'file_1' },
        ],
      ],
      [
        'a kind that does not exist yet',
        begin(0, '{"type":"hologram","voxels":[1],"text":"?"}') +
          piece(0, '{"type":"voxels_delta","text":"no","voxels":[2]}') +
          piece(0, '{"type":"text_delta","text":"!"}') +
          piece(0, '{"type":"citations_delta","citation":{"type":"x"}}') +
          piece(0, '{"type":"input_json_delta","partial_json":"{\\"a\\":1}"}') +
          piece(0, '{"type":"text_delta","text":{"a":1}}') +
          close(0),
        [{ type: 'hologram', voxels: [1], text: '?!', citations: [{ type: 'x' }], input: { a: 1 } }],
      ],
      [
        'a call from code, with its whole input at its start',
        begin(
          0,
          '{"type":"tool_use","id":"a","name":"f","input":{"x":1},"caller":{"type":"code_execution_20250825","tool_id":"t"}}',
        ) + close(0),
        [
          {
            type: 'tool_use',
            id: 'a',
            name: 'f',
            input: { x: 1 },
            caller: { type: 'code_execution_20250825', tool_id: 't' },
          },
        ],
      ],
      [
        'a call whose arguments are no JSON, in an object',
        begin(0, '{"type":"tool_use","id":"a","name":"f","input":{}}') +
          piece(0, '{"type":"input_json_delta","partial_json":"{\\"x\\": [1, "}') +
          close(0),
        [{ type: 'tool_use', id: 'a', name: 'f', input: { INVALID_JSON: '{"x": [1, ' } }],
      ],
      ['an empty text', begin(0, '{"type":"text","text":""}') + close(0), [{ type: 'text', text: '' }]],
    ];
    for (const [what, body, values] of rows) {
      it(what, async () => assert.deepEqual(await valuesOf(answer(body)), values));
    }

    it('and shows nothing of a kind that does not exist yet', async () => {
      const body = begin(0, '{"type":"hologram","text":"?"}') + text('!') + close(0) + textBlock('Hi', 1);
      assert.deepEqual(await briefOf(answer(body)), ['text Hi', 'finish stop end_turn']);
    });

    it('of a long text', async () => {
      const pieces = Array.from({ length: 500 }, (_, i) => `${i} `);
      const body = begin(0, '{"type":"text","text":""}') + pieces.map((content) => text(content)).join('') + close(0);
      assert.deepEqual(await valuesOf(answer(body)), [{ type: 'text', text: pieces.join('') }]);
    });

    it('as soon as it is complete', async () => {
      const body = START + begin(0, '{"type":"redacted_thinking","data":"DATA"}') + close(0);
      const { values } = await read(server, { body, ending: 'stall' }, { request: { deadlines: { idleMs: 30 } } });
      assert.deepEqual(blocksOf(values), [{ type: 'redacted_thinking', data: 'DATA' }]);
    });
  });

  describe('calls tools', () => {
    it('that it names with a whole message and nothing more', async () => {
      const start =
        '{"type":"message_start","message":{"id":"msg_3","model":"m","role":"assistant","content":[' +
        '{"type":"tool_use","id":"a","name":"f","input":{"x":1},"caller":{"type":"code_execution_20250825","tool_id":"t"}},' +
        '{"type":"tool_use","id":"b","name":"g","input":{}}],' +
        '"stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":2}}}';
      const chunks = await chunksOf(server, event(start) + STOP);
      assert.deepEqual(brief(chunks), ['call 0 a f {"x":1}', 'call 1 b g {}', 'finish tool-calls tool_use']);
      assert.equal(blocksOf(chunks).length, 2);
      // A lost end marker costs nothing then.
      assert.deepEqual(brief(await chunksOf(server, event(start))), brief(chunks));
    });

    it('with the whole input at the start, which pieces may repeat', async () => {
      const first = begin(0, '{"type":"tool_use","id":"a","name":"f","input":{"x":1}}');
      const again = piece(0, '{"type":"input_json_delta","partial_json":"{\\"x\\":1}"}');
      for (const body of [first + close(0), first + again + close(0)]) {
        const chunks = await chunksOf(server, answer(body, 'tool_use'));
        assert.deepEqual(brief(chunks), ['call 0 a f {"x":1}', 'finish tool-calls tool_use']);
        assert.deepEqual(blocksOf(chunks), [{ type: 'tool_use', id: 'a', name: 'f', input: { x: 1 } }]);
      }
    });

    it('with arguments of other types', async () => {
      const rows: readonly (readonly [string, string, unknown])[] = [
        [beginCall(0, 'a') + inputPiece(0, '{"x":1}'), '{"x":1}', { x: 1 }],
        [beginCall(0, 'a', '"{\\"x\\":1}"'), '{"x":1}', { x: 1 }],
        [beginCall(0, 'a', '""'), '', {}],
        [beginCall(0, 'a', 'null'), '', {}],
        [
          beginCall(0, 'a') + inputPiece(0, '"["') + inputPiece(0, '6') + inputPiece(0, '"]"'),
          '[6]',
          { INVALID_JSON: '[6]' },
        ],
        [beginCall(0, 'a') + inputPiece(0, 'null') + inputPiece(0, '""') + inputPiece(0, '{}'), '', {}],
      ];
      for (const [body, json, input] of rows) {
        const chunks = await chunksOf(server, answer(body + close(0), 'tool_use'));
        assert.equal(chunks.map((chunk) => (chunk.type === 'tool-call' ? chunk.arguments : '')).join(''), json, body);
        assert.deepEqual(blocksOf(chunks), [{ type: 'tool_use', id: 'a', name: 'f', input }]);
      }
    });

    it('side by side, with their pieces in turn', async () => {
      const body =
        beginCall(1, 'a') +
        beginCall(2, 'b') +
        inputPiece(1, JSON.stringify('{"x"')) +
        inputPiece(2, JSON.stringify('{"y"')) +
        inputPiece(1, JSON.stringify(':1}')) +
        inputPiece(2, JSON.stringify(':2}')) +
        close(2) +
        close(1);
      const chunks = await chunksOf(server, answer(body, 'tool_use'));
      assert.deepEqual(brief(chunks), [
        'call 0 a f ',
        'call 1 b f ',
        'call 0   {"x"',
        'call 1   {"y"',
        'call 0   :1}',
        'call 1   :2}',
        'finish tool-calls tool_use',
      ]);
      assert.deepEqual(blocksOf(chunks), [
        { type: 'tool_use', id: 'b', name: 'f', input: { y: 2 } },
        { type: 'tool_use', id: 'a', name: 'f', input: { x: 1 } },
      ]);
    });
  });

  describe('of other servers', () => {
    const rows: readonly (readonly [
      what: string,
      body: string,
      lines: readonly string[],
      values: readonly unknown[],
    ])[] = [
      [
        'that begin a block with each piece',
        begin(0, '{"type":"thinking","thinking":""}') +
          piece(0, '{"type":"thinking_delta","thinking":"H"}') +
          begin(0, '{"type":"thinking","thinking":""}') +
          piece(0, '{"type":"thinking_delta","thinking":"m."}') +
          close(0) +
          begin(1, '{"type":"text","text":"a"}') +
          begin(1, '{"type":"text","text":"b"}') +
          close(1),
        ['reasoning H', 'reasoning m.', 'text a', 'text b'],
        [
          { type: 'thinking', thinking: 'Hm.' },
          { type: 'text', text: 'ab' },
        ],
      ],
      [
        'that begin another block under the number of one that is open',
        begin(0, '{"type":"text","text":""}') +
          text('---') +
          begin(0, '{"type":"thinking","thinking":""}') +
          piece(0, '{"type":"thinking_delta","thinking":"Hm."}') +
          close(0) +
          textBlock('Hi', 1),
        ['text ---', 'reasoning Hm.', 'text Hi'],
        [
          { type: 'text', text: '---' },
          { type: 'thinking', thinking: 'Hm.' },
          { type: 'text', text: 'Hi' },
        ],
      ],
      [
        'that begin two calls under one number',
        begin(0, '{"type":"tool_use","id":"a","name":"f","input":{}}') +
          piece(0, '{"type":"input_json_delta","partial_json":"{\\"x\\":1}"}') +
          begin(0, '{"type":"tool_use","id":"b","name":"f","input":{}}') +
          piece(0, '{"type":"input_json_delta","partial_json":"{\\"x\\":2}"}') +
          close(0),
        ['call 0 a f ', 'call 0   {"x":1}', 'call 1 b f ', 'call 1   {"x":2}'],
        [
          { type: 'tool_use', id: 'a', name: 'f', input: { x: 1 } },
          { type: 'tool_use', id: 'b', name: 'f', input: { x: 2 } },
        ],
      ],
      [
        'that stream their reasoning into a block of text',
        begin(0, '{"type":"text","text":""}') +
          piece(0, '{"type":"thinking_delta","thinking":"Hm"}') +
          piece(0, '{"type":"thinking_delta","thinking":"."}') +
          text('Hi') +
          close(0),
        ['reasoning Hm', 'reasoning .', 'text Hi'],
        [
          { type: 'thinking', thinking: 'Hm.' },
          { type: 'text', text: 'Hi' },
        ],
      ],
      [
        'that stream text under the number of a call',
        begin(0, '{"type":"tool_use","id":"a","name":"f","input":{}}') +
          piece(0, '{"type":"input_json_delta","partial_json":"{\\"x\\""}') +
          text('H') +
          text('i') +
          piece(0, '{"type":"thinking_delta","thinking":"Hm."}') +
          piece(0, '{"type":"input_json_delta","partial_json":":1}"}') +
          close(0),
        ['call 0 a f ', 'call 0   {"x"', 'text H', 'text i', 'reasoning Hm.', 'call 0   :1}'],
        [
          { type: 'text', text: 'Hi' },
          { type: 'thinking', thinking: 'Hm.' },
          { type: 'tool_use', id: 'a', name: 'f', input: { x: 1 } },
        ],
      ],
      [
        'that begin no block, and end none',
        piece(0, '{"type":"thinking_delta","thinking":"Hm."}') + text('Hi', 1),
        ['reasoning Hm.', 'text Hi'],
        [
          { type: 'thinking', thinking: 'Hm.' },
          { type: 'text', text: 'Hi' },
        ],
      ],
      [
        'that go on with a block that they closed',
        textBlock('a') + text('b') + close(0) + text('c'),
        ['text a', 'text b', 'text c'],
        [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
          { type: 'text', text: 'c' },
        ],
      ],
      [
        'that do not number their blocks, or write the numbers as text',
        event('{"type":"content_block_start","content_block":{"type":"text","text":""}}') +
          event('{"type":"content_block_delta","delta":{"type":"text_delta","text":"a"}}') +
          event('{"type":"content_block_stop"}') +
          event('{"type":"content_block_start","index":null,"content_block":{"type":"text","text":""}}') +
          event('{"type":"content_block_delta","index":{},"delta":{"type":"text_delta","text":"b"}}') +
          event('{"type":"content_block_stop","index":null}') +
          event('{"type":"content_block_start","index":"7","content_block":{"type":"text","text":""}}') +
          event('{"type":"content_block_delta","index":7,"delta":{"type":"text_delta","text":"c"}}') +
          event('{"type":"content_block_delta","index":"7","delta":{"type":"text_delta","text":"d"}}') +
          event('{"type":"content_block_stop","index":"7"}'),
        ['text a', 'text b', 'text c', 'text d'],
        [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
          { type: 'text', text: 'cd' },
        ],
      ],
      [
        'that say something beside text in other types',
        begin(0, '{"type":"text","text":null}') +
          piece(0, '{"type":"text_delta","text":"costs $"}') +
          piece(0, '{"type":"text_delta","text":6}') +
          piece(0, '{"type":"text_delta","text":[{"type":"text","text":" or "},"7"]}') +
          piece(0, '{"text":"!"}') +
          piece(0, '"!"') +
          piece(0, 'null') +
          piece(0, '{}') +
          piece(0, '{"type":"text_delta","text":null}') +
          close(0),
        ['text costs $', 'text 6', 'text  or ', 'text 7', 'text !', 'text !'],
        [{ type: 'text', text: 'costs $6 or 7!!' }],
      ],
      [
        'whose first frames say too little',
        begin(0, 'null') +
          text('a') +
          close(0) +
          begin(1, '{"note":1}') +
          text('b', 1) +
          close(1) +
          begin(2, '{"text":"c"}') +
          close(2),
        ['text a', 'text b', 'text c'],
        [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
          { text: 'c', type: 'text' },
        ],
      ],
      [
        'that send events that do not exist yet',
        event('{"type":"message_note","note":{"text":"?"}}') +
          textBlock('Hi') +
          event('{"type":"content_block_note","index":0,"delta":{"type":"text_delta","text":"no"}}') +
          close(9),
        ['text Hi'],
        [{ type: 'text', text: 'Hi' }],
      ],
    ];
    for (const [what, body, expected, values] of rows) {
      it(what, async () => {
        const chunks = await chunksOf(server, answer(body));
        assert.deepEqual(brief(chunks), [...expected, 'finish stop end_turn']);
        assert.deepEqual(blocksOf(chunks), values);
      });
    }

    it('that send the first event twice', async () => {
      const again = START.replace('"input_tokens":12', '"input_tokens":0');
      const chunks = await chunksOf(server, START + again + textBlock('Hi') + START + delta('end_turn') + STOP);
      assert.deepEqual(brief(chunks), ['text Hi', 'finish stop end_turn']);
      assert.deepInclude(
        chunks.find(({ type }) => type === 'usage'),
        { promptTokens: 12 },
      );
      const nameless = event('{"type":"message_start","message":{"role":"assistant"}}');
      assert.deepEqual(await briefOf(START + nameless + textBlock('Hi') + STOP), ['text Hi', 'finish stop ']);
    });

    it('that send little of the first event, or nothing', async () => {
      for (const first of ['', event('{"type":"message_start"}'), event('{"type":"message_start","message":"no"}')]) {
        const chunks = await chunksOf(server, first + textBlock('Hi') + delta('end_turn') + STOP);
        assert.deepEqual(brief(chunks), ['text Hi', 'finish stop end_turn']);
        assert.deepEqual(chunks[0], { type: 'start' });
      }
      const odd = event('{"type":"message_start","message":{"id":7,"model":null,"content":{},"usage":[]}}');
      assert.deepEqual((await chunksOf(server, odd + textBlock('Hi') + STOP))[0], { type: 'start', id: '7' });
    });

    it('that open block after block', async () => {
      const blocks = Array.from({ length: 1000 }, (_, i) => begin(i, `{"type":"text","text":"${i} "}`)).join('');
      const chunks = await chunksOf(server, answer(blocks));
      assert.equal(blocksOf(chunks).length, 1000);
      // Not all are kept to the end.
      assert.isBelow(
        chunks.findIndex(({ type }) => type === 'block'),
        300,
      );
      assert.deepEqual(blocksOf(chunks)[999], { type: 'text', text: '999 ' });
    });
  });

  describe('that cannot be read in part', () => {
    it('gives what can be read, and tells of the rest', async () => {
      const body = answer(
        begin(0, '{"type":"text","text":{"a":1}}') +
          text('a') +
          piece(0, '{"type":"text_delta","text":{"a":1}}') +
          begin(1, '"text"') +
          piece(1, '{"type":"input_json_delta","partial_json":"{"}') +
          'data: 5\n\ndata: null\n\ndata: {"type":\n\ndata: []\n\n' +
          text('b') +
          close(0),
      );
      const values = await withMalformed(server, body);
      assert.deepEqual(
        values.map((value) => (typeof value === 'string' ? value : value.type === 'text' ? value.text : value.type)),
        [
          'L content_block/text: a string or a list of parts',
          'start',
          'a',
          'L delta/text: a string or a list of parts',
          'L content_block: an object',
          'L delta/partial_json: a piece of a call that was begun',
          'L an object',
          'L an object',
          values[8] as string,
          'L an object',
          'b',
          'block',
          'usage',
          'finish',
        ],
      );
      assert.match(values[8] as string, /^L .*JSON/);
    });
  });

  it('however spoiled, ends in chunks or in an error of ours', () => {
    const names = [
      'type',
      'index',
      'id',
      'name',
      'input',
      'text',
      'thinking',
      'citations',
      'content',
      'delta',
      'message',
    ];
    const words = [
      'text',
      'thinking',
      'tool_use',
      'server_tool_use',
      'web_search_tool_result',
      'text_delta',
      'x_delta',
    ];
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(null, true, 0, -1, 7, 1e300, '', 'x', '7', ...words),
        fc.array(tie('any'), { maxLength: 2 }),
        fc.dictionary(
          fc.constantFrom(...names, '__proto__', 'stop_reason', 'usage', 'container', 'signature'),
          tie('any'),
          {
            maxKeys: 4,
          },
        ),
      ),
    })).any;
    const spoiled = fc.tuple(fc.constantFrom(...RICH), fc.constantFrom(...names), value).map(([line, name, any]) => {
      const json = JSON.stringify(any);
      return line.replace(new RegExp(`"${name}":("[^"]*"|[\\d]+|\\{\\}|\\[\\])`), () => `"${name}":${json}`);
    });
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            spoiled,
            value.map((any) => JSON.stringify(any)),
          ),
          { maxLength: 30 },
        ),
        (lines) => {
          const reader = new MessagesReader({
            givesBlocks: true,
            server: 'http://a.example',
            earlierTool: () => undefined,
          });
          const origin = { type: 'message', data: '', lastEventId: '' };
          try {
            for (const line of lines) {
              const frame: unknown = JSON.parse(line);
              if (!MessagesFrame.is(frame)) continue;
              for (const chunk of reader.read(frame, origin)) assert.isString(chunk.type);
            }
            for (const chunk of reader.end()) assert.notEqual(chunk.type, 'malformed');
          } catch (error) {
            assert.instanceOf(error, ProviderError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  describe('as one JSON', () => {
    it('is the same chunks', async () => {
      const usage =
        '"usage":{"input_tokens":30,"cache_creation_input_tokens":3,"cache_read_input_tokens":7,"output_tokens":40,"output_tokens_details":{"thinking_tokens":5}}';
      const body = `{"id":"msg_2","type":"message","role":"assistant","model":"m","content":${JSON.stringify(RICH_BLOCKS)},"stop_reason":"tool_use",${usage}}`;
      const joined = RICH_CHUNKS.flatMap((chunk): readonly Chunk[] => {
        if (chunk.type !== 'tool-call') return [chunk];
        if (chunk.id === undefined) return [];
        return [{ ...chunk, arguments: chunk.index === 0 ? '{"x":1}' : '{}' }];
      });
      for (const stream of [false, true]) assert.deepEqual(await ask(body, stream), joined);
      // Also where the body lies about itself.
      for (const type of ['text/event-stream', 'text/plain']) {
        const served = { headers: { 'content-type': type }, body };
        assert.deepEqual(await chunksOf(server, served, { request: { stream: false } }), joined, type);
      }
      assert.deepEqual(await chunksOf(server, `data: ${body}\n\n`), joined);
    });

    it('is its own end marker', async () => {
      const body = message('[{"type":"text","text":"Hi"}]', '"stop_reason":null');
      for (const stream of [false, true]) assert.deepEqual(brief(await ask(body, stream)), ['text Hi', 'finish stop ']);
      const call = message('[{"type":"tool_use","id":"a","name":"f","input":{}}]', '"stop_reason":null');
      assert.deepEqual(brief(await ask(call)), ['call 0 a f {}', 'finish tool-calls ']);
      assert.deepEqual(await briefOf(`data: ${body}\n\n`), ['text Hi', 'finish stop ']);
    });

    it('may have no content', async () => {
      for (const content of ['[]', 'null', '""']) {
        assert.deepEqual(
          (await ask(message(content))).map(({ type }) => type),
          ['start', 'usage', 'finish'],
        );
      }
      const refusal = message('[]', '"stop_reason":"refusal","stop_details":{"type":"refusal","explanation":"No."}');
      assert.deepEqual(brief(await ask(refusal)), ['refusal No.', 'finish content-filter refusal']);
      const nothing = { headers: JSON_TYPE, body: message('[]', '"stop_reason":null') };
      const { error } = await read(server, nothing, { request: { stream: false } });
      assert.deepOwnInclude(error, { name: 'EmptyAnswerError', retryable: true });
    });

    it('may have content of other types', async () => {
      const rows: readonly (readonly [string, readonly string[], readonly unknown[]])[] = [
        ['"Hi"', ['text Hi'], [{ type: 'text', text: 'Hi' }]],
        ['42', ['text 42'], [{ type: 'text', text: '42' }]],
        ['{"name":"A"}', ['text {"name":"A"}'], [{ type: 'text', text: '{"name":"A"}' }]],
        ['{"type":"text","text":"Hi"}', ['text Hi'], [{ type: 'text', text: 'Hi' }]],
        [
          '["a",6,null,{}]',
          ['text a', 'text 6'],
          [
            { type: 'text', text: 'a' },
            { type: 'text', text: '6' },
          ],
        ],
        ['[{"type":"text","text":6}]', ['text 6'], [{ type: 'text', text: '6' }]],
        [
          '[{"type":"tool_use","id":"a","name":"f","input":"{\\"x\\":1}"}]',
          ['call 0 a f {"x":1}'],
          [{ type: 'tool_use', id: 'a', name: 'f', input: { x: 1 } }],
        ],
        [
          '[{"type":"tool_use","id":"a","name":"f","input":"{}{\\"value\\":42}"}]',
          ['call 0 a f {}{"value":42}'],
          [{ type: 'tool_use', id: 'a', name: 'f', input: { INVALID_JSON: '{}{"value":42}' } }],
        ],
        ['[{"type":"hologram"}]', [], [{ type: 'hologram' }]],
      ];
      for (const [content, lines, values] of rows) {
        const chunks = await ask(message(content));
        assert.deepEqual(brief(chunks), [...lines, 'finish stop end_turn'], content);
        assert.deepEqual(blocksOf(chunks), values);
      }
    });

    it('may lack its type', async () => {
      assert.deepEqual(brief(await ask('{"content":[{"type":"text","text":"Hi"}],"stop_reason":"max_tokens"}')), [
        'text Hi',
        'finish length max_tokens',
      ]);
    });

    it('is not taken for what it is not', async () => {
      for (const body of ['{"choices":[{"message":{"content":"Hi"}}]}', '{}', '[]', '5', '"Hi"']) {
        const { error } = await read(server, { headers: JSON_TYPE, body }, { request: { stream: false } });
        assert.deepOwnInclude(error, { name: 'UnexpectedContentError', retryable: false }, body);
      }
    });

    it('that was asked for comes as a stream all the same', async () => {
      const chunks = await chunksOf(server, streamOf(RICH), { request: { stream: false } });
      assert.deepEqual(chunks, RICH_CHUNKS);
    });
  });
});
