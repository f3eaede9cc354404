import { assert } from 'chai';
import { errorJson } from '../../../lib/http/refusal/errorJson.ts';
import { readSaidJson } from '../../../lib/http/refusal/readSaidJson.ts';

describe('readSaidJson, of the body of an error', () => {
  const table: readonly (readonly [what: string, body: string, expected: Readonly<Record<string, unknown>>])[] = [
    [
      "OpenAI's error",
      '{"error":{"message":"m","type":"t","param":null,"code":"c"}}',
      { detail: 'm', code: 'c', words: ['c', 't'], status: undefined },
    ],
    ['a code that is null', '{"error":{"message":"m","type":"T","code":null}}', { code: 'T', words: ['t'] }],
    [
      "Google's error",
      '[{"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED"}}]',
      { detail: 'm', code: 'RESOURCE_EXHAUSTED', words: ['resource_exhausted'], status: 429 },
    ],
    [
      "Anthropic's error",
      '{"type":"error","error":{"type":"overloaded_error","message":"m"}}',
      { detail: 'm', code: 'overloaded_error', words: ['overloaded_error', 'error'] },
    ],
    [
      "vLLM's error",
      '{"object":"error","message":"m","type":"BadRequestError","param":null,"code":400}',
      { detail: 'm', code: 'BadRequestError', status: 400 },
    ],
    ["FastAPI's text", '{"detail":"m"}', { detail: 'm', words: [] }],
    ["FastAPI's list", '{"detail":[{"loc":["body"],"msg":"a"},{"msg":"b"},5,{}]}', { detail: 'a; b' }],
    ["FastAPI's object", '{"detail":{"error":"m"}}', { detail: 'm' }],
    ["FastAPI's object with a message", '{"detail":{"error":{"message":"m"}}}', { detail: 'm' }],
    [
      "Alibaba's error",
      '{"code":"InvalidParameter","message":"m","request_id":"r"}',
      { detail: 'm', code: 'InvalidParameter' },
    ],
    ["MiniMax's error", '{"base_resp":{"status_code":1008,"status_msg":"m"}}', { detail: 'm' }],
    [
      "Cloudflare's list",
      '{"success":false,"errors":[{"code":7009,"message":"m"}]}',
      { detail: 'm', status: undefined },
    ],
    ['a list of texts', '{"errors":["m","n"]}', { detail: 'm' }],
    ['an error in a choice', '{"choices":[{},{"error":{"message":"m","code":502}}]}', { detail: 'm', status: 502 }],
    ['a text', '{"error":"m"}', { detail: 'm', words: [] }],
    ['error_message', '{"error_message":"m"}', { detail: 'm' }],
    ["Databricks's code", '{"error_code":"C","message":"m"}', { detail: 'm', code: 'C', words: ['c'] }],
    ["FastChat's text", '{"text":"m","error_code":50001}', { detail: 'm' }],
    ["TGI's type", '{"error":"m","error_type":"overloaded"}', { detail: 'm', code: 'overloaded' }],
    ['how long to wait, beside the error', '{"error":{"message":"m"},"retry_after":1}', { retryAfterMs: 1000 }],
    ['a status as text', '{"error":{"message":"m","code":"429"}}', { status: 429, code: '429' }],
    ['a status beside the error', '{"error":{"message":"m"},"status":503}', { status: 503 }],
    [
      "a useless message with the upstream's own",
      '{"error":{"message":"Provider returned error","code":429,"metadata":{"raw":"a/b is temporarily rate-limited upstream","provider_name":"X"}}}',
      { detail: 'a/b is temporarily rate-limited upstream', status: 429 },
    ],
    [
      "a useless message with the upstream's JSON",
      '{"error":{"message":"Provider returned error","metadata":{"raw":"{\\"error\\":{\\"message\\":\\"m\\"}}"}}}',
      { detail: 'm' },
    ],
    [
      'a useless message alone',
      '{"error":{"message":"Provider returned error"}}',
      { detail: 'Provider returned error' },
    ],
    [
      'another message, though the upstream spoke too',
      '{"error":{"message":"m","metadata":{"raw":"n"}}}',
      { detail: 'm' },
    ],
    [
      "the upstream's hint",
      '{"error":{"metadata":{"raw":{"message":"m","retry_after":2}}}}',
      { detail: 'm', retryAfterMs: 2000 },
    ],
    ['camel case', '{"errorCode":"C","errorMessage":"m","requestId":"r"}', { detail: 'm', code: 'C', requestId: 'r' }],
    [
      'words in camel case',
      '{"error":{"message":"m","code":"RateLimitError","type":"Throttling.RateQuota"}}',
      { code: 'RateLimitError', words: ['rate_limit_error', 'throttling_rate_quota'] },
    ],
    ['an object in the detail', '{"detail":{"message":"m","code":"c"}}', { detail: 'm', code: 'c' }],
    ['an object in the detail, beside a message', '{"message":"m","detail":{"message":"n"}}', { detail: 'm' }],
    ['a status as http_status_code', '{"error":{"message":"m","http_status_code":422}}', { status: 422 }],
    ['a status as the error', '{"error":429,"message":"m"}', { status: 429, detail: 'm' }],
    ['an error in a delta', '{"choices":[{"delta":{"error":{"message":"m"}}}]}', { detail: 'm' }],
    [
      'an event stream',
      'event: error\ndata: {"error":{"message":"m","code":"c"}}\n\ndata: [DONE]\n\n',
      { detail: 'm', code: 'c' },
    ],
    ['a byte order mark', '\uFEFF{"error":"m"}', { detail: 'm' }],
    ['several lines of JSON', '{"error":{"message":"m"}}\n{"error":{"message":"n"}}', { detail: 'm' }],
    ['words before the JSON', 'upstream said: {\n"error": {"message":"m"}\n}', { detail: 'm' }],
    ['JSON in a JSON string', JSON.stringify('{"error":{"message":"m"}}'), { detail: 'm' }],
    ['a JSON string', '"m"', { detail: 'm' }],
    [
      'JSON in a page',
      '<html><script>{"error":{"message":"m"}}</script><body>Bad Gateway</body></html>',
      { detail: 'Bad Gateway' },
    ],
    ['words with brackets', 'Too many [1] of {these}', { detail: 'Too many [1] of {these}', words: [] }],
    ['words before JSON that says nothing', 'Internal error {"id":5}', { detail: 'Internal error {"id":5}' }],
    ['how long to wait', '{"error":{"message":"Please try again in 7.66s."}}', { retryAfterMs: 7660 }],
    [
      'no JSON',
      'Bad  Gateway\n',
      { detail: 'Bad Gateway', code: undefined, words: [], status: undefined, retryAfterMs: undefined },
    ],
  ];
  for (const [what, body, expected] of table) {
    it(`reads ${what}`, () => assert.deepInclude(readSaidJson(errorJson(body), body), expected));
  }
});

describe('readSaidJson', () => {
  it("reads one level of a gateway's upstream, however many there are", () => {
    const deep: unknown = JSON.parse(
      `${'{"error":{"message":"","metadata":{"raw":'.repeat(20_000)}1${'}}}'.repeat(20_000)}`,
    );
    assert.equal(typeof readSaidJson(deep).detail, 'string');
  });

  it('shows the JSON where that holds no message', () => {
    assert.equal(readSaidJson({ a: [1] }).detail, '{"a":[1]}');
    assert.equal(readSaidJson({ a: [1] }, 'the text').detail, 'the text');
  });

  it('reads what is nested too deeply to be written', () => {
    const deep: unknown = JSON.parse(`${'{"detail":'.repeat(200_000)}1${'}'.repeat(200_000)}`);
    assert.equal(readSaidJson(deep).detail, '');
    assert.equal(readSaidJson({ error: { message: 'm', deep } }).detail, 'm');
  });
});
