import { assert } from 'chai';
import { judgeInBand, judgeStatus } from '../../../lib/http/refusal/judge.ts';
import type { SaidError } from '../../../lib/http/refusal/SaidError.ts';

const said = (detail: string, words: readonly string[] = [], status?: number): SaidError => ({
  detail,
  code: words[0],
  words,
  status,
  retryAfterMs: undefined,
  requestId: undefined,
});

/** Sentences of real servers. */
const CONTEXT_LENGTH = [
  "This model's maximum context length is 4096 tokens. However, you requested 5000",
  'request (124071 tokens) exceeds the available context size (8192 tokens), try increasing it',
  'prompt is too long: 210000 tokens > 200000 maximum',
  'Prompt too long; exceeded max context length by 5 tokens',
  'Input is too long: too_many_prompt_tokens',
  'The input token count (1100000) exceeds the maximum number of tokens allowed (1048576).',
  'Your input exceeds the context window of this model. Please adjust your input and try again.',
  'Input is too long for requested model.',
  'Please reduce the length of the messages or completion.',
  'Input length 5000 exceeds maximum allowed length 4096',
  'Invalid request: Your request exceeded model token limit: 8192 (requested: 9000)',
  "This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
  'The decoder prompt (length 5000) is longer than the maximum model length of 4096.',
  'The prompt (total length 5000) is too long to fit into the model (context length 4096).',
  "The input (5000 tokens) is longer than the model's context length (4096 tokens).",
  'The number of tokens to keep from the initial prompt is greater than the context length.',
  'The model is loaded with context length of only 4096 tokens, which is not enough.',
  'the maximum supported sequence length is just 8192!',
  'the number of input tokens 9000 cannot exceed the total tokens limit 8192 for this model',
  'Total tokens of image and text exceed max message tokens.',
  'Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096.',
  'litellm.ContextWindowExceededError: litellm.BadRequestError',
  'too many tokens: size limit exceeded by 4000 tokens.',
  'Prompt 超长',
  'Input length 131393 exceeds the maximum allowed input length of 131040 tokens.',
  "Input length (265330) exceeds model's maximum context length (262144).",
  'prompt token count of 140000 exceeds the limit of 128000',
  'The total length of all messages is too long.',
  'too many input tokens',
  'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
  'invalid params, context window exceeds limit (2013)',
  '<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 129024]',
  'Input validation error: `inputs` must have less than 4095 tokens. Given: 5213',
  'Prompt has 32769 tokens, but the configured context size is 32768 tokens',
  'Prompt exceeds max length',
  'prompt length 40000 exceeds the max_model_len 32768',
  'length of prompt_tokens (40000) must be less than max_seq_len (32768).',
  'Prompt tokens too long',
  'max tokens of 4096 exceeded',
  'The request exceeds the maximum number of input tokens',
  '输入超过最大长度',
];
const NO_BALANCE = [
  'Insufficient Balance',
  'insufficient credits',
  'Your credit balance is too low to access the Anthropic API.',
  'Your account balance is insufficient',
  'You have run out of credits',
  'Not enough credits: please top up your account',
  '账户余额不足，请充值',
  'Your account is in arrears',
  'Your team has no credits yet',
  'You have either used all available credits or reached your monthly spending limit.',
  'The request failed because your account has an overdue balance.',
  '用户额度不足',
  "Your newly created team doesn't have any credits or licenses yet.",
  'Subscription quota exceeded. You can continue using free models.',
  'Your credits have been exhausted',
  'You have exhausted your monthly credit',
  'You have exceeded your monthly included credits for Inference Providers.',
  'Billing hard limit has been reached',
  'Your balance is negative, please recharge',
  'quota insufficient',
  'You have reached your specified API usage limits.',
  'Account foo is suspended, possibly due to reaching the monthly spending limit',
  '该令牌额度已用尽',
];
const NEITHER = [
  'Invalid value for max_tokens',
  'The balance of the equation is wrong',
  'the context is unclear',
  'Too many requests',
  'Invalid model parameters',
  'Range of max_tokens should be [1, 8192]',
  'This model supports at most 4096 completion tokens',
  'string too long',
  'You exceeded your current limit of concurrent requests.',
  "Unsupported parameter: 'max_tokens' is not supported with this model.",
  'tool_choice is a model feature not supported here',
  'The model does not support images',
  'Minute quota exhausted, retry after 12s',
  'There is no credit card on file',
  'Raise your spending limit to reach a higher usage tier',
  'Daily token limit exceeded for this key',
  'Image input for model glm-4.5 is not supported',
  'Missing authorization for the tool server',
  'stop sequence exceeds max length 16',
  '',
];

describe('judgeStatus', () => {
  for (const detail of CONTEXT_LENGTH) {
    it(`takes it for too long a context: ${detail}`, () => {
      for (const status of [400, 413, 422, 500]) {
        assert.deepEqual(judgeStatus(status, said(detail), detail), { kind: 'context-length', retryable: false });
      }
      // A limit of tokens per minute is said in much the same words.
      assert.deepEqual(judgeStatus(429, said(detail), detail), { kind: 'rate-limit', retryable: true });
    });
  }

  for (const detail of [
    'The model `gpt-9` does not exist or you do not have access to it.',
    'Model Not Exist',
    'a/b is not a valid model ID',
    'Invalid model: x',
    'Invalid model name passed in model=x',
    '模型不存在，请检查模型代码。',
    "Invalid model 'sonar-x'. Permitted models can be found in the documentation",
    'AiError: No such model @cf/foo/bar or task',
    'The requested model is not supported.',
    'Model not found: grok-9',
    "model 'llama9' not found",
    'The model `x-1` was not found',
    "Unknown model 'x'",
    'Unsupported model: x',
    'model is not available: x',
  ]) {
    it(`takes it for a model that is not there, in a 400 alone: ${detail}`, () => {
      assert.deepEqual(judgeStatus(400, said(detail), detail), { kind: 'not-found', retryable: false });
      assert.equal(judgeStatus(422, said(detail), detail).kind, 'bad-request');
    });
  }

  for (const detail of NO_BALANCE) {
    it(`takes it for an empty account: ${detail}`, () => {
      for (const status of [400, 403, 429, 500]) {
        assert.deepEqual(judgeStatus(status, said(detail), detail), { kind: 'quota', retryable: false });
      }
    });
  }

  for (const detail of NEITHER) {
    it(`takes it for neither: ${detail || 'nothing'}`, () => {
      assert.deepEqual(judgeStatus(400, said(detail), detail), { kind: 'bad-request', retryable: false });
      assert.deepEqual(judgeStatus(429, said(detail), detail), { kind: 'rate-limit', retryable: true });
    });
  }

  const words: readonly (readonly [status: number, word: string, kind: string])[] = [
    [400, 'exceed_context_size_error', 'context-length'],
    [400, 'too_many_prompt_tokens', 'context-length'],
    [400, 'model_max_prompt_tokens_exceeded', 'context-length'],
    [429, 'insufficient_quota', 'quota'],
    [429, 'exceeded_current_quota_error', 'quota'],
    [403, 'insufficient_user_quota', 'quota'],
    [400, 'budget_exceeded', 'quota'],
    [400, 'arrearage', 'quota'],
    [403, 'account_overdue_error', 'quota'],
    [403, 'allocation_quota_free_tier_only', 'quota'],
    [400, 'tokens_too_long', 'context-length'],
    [400, 'unknown_model', 'not-found'],
    [400, 'invalid_model', 'not-found'],
    [400, 'unavailable_model', 'not-found'],
    [400, 'model_not_supported', 'not-found'],
    [400, 'previous_response_not_found', 'bad-request'],
    [400, 'invalid_model_parameters', 'bad-request'],
    [403, 'billing_not_active', 'quota'],
    [400, 'model_not_found', 'not-found'],
    [422, 'not_found_error', 'not-found'],
    [400, 'invalid_api_key', 'auth'],
    [400, 'unauthenticated', 'auth'],
    [400, 'content_filter', 'bad-request'],
    [400, 'rate_limit_exceeded', 'bad-request'],
    [500, 'model_not_found', 'server'],
  ];
  for (const [status, word, kind] of words) {
    it(`takes ${word} with ${status} for ${kind}`, () => {
      assert.equal(judgeStatus(status, said('m', [word]), '').kind, kind);
      assert.equal(judgeStatus(status, said('m', ['unknown', word]), '').kind, kind);
    });
  }

  it('takes a wrong key in a 400 for auth, by its text', () => {
    for (const body of [
      'Incorrect API key provided: sk-1***2',
      'API key not valid.',
      '{"msg":"Invalid API Key"}',
      'API key expired. Please renew the API key.',
      'API Key not found. Please pass a valid API key.',
      'Missing or invalid Authorization header.',
      'The API key is invalid',
      'Invalid authentication credentials',
      '{"error":{"details":[{"reason":"API_KEY_INVALID"}]}}',
    ]) {
      assert.deepEqual(judgeStatus(400, said('m'), body), { kind: 'auth', retryable: false });
      assert.equal(judgeStatus(500, said('m'), body).kind, 'server');
    }
  });
});

describe('judgeInBand', () => {
  const table: readonly (readonly [what: string, said: SaidError, kind: string, retryable: boolean])[] = [
    ['a word', said('m', ['overloaded_error']), 'overloaded', true],
    ['the first word that is known', said('m', ['unknown', 'server_error', 'rate_limit_error']), 'server', true],
    ['a word before a status', said('m', ['invalid_api_key'], 500), 'auth', false],
    ['a status', said('m', [], 503), 'overloaded', true],
    ['a status with an unknown word', said('m', ['unknown'], 404), 'not-found', false],
    ['a sentence about a model', said('model not found', ['invalid_request_error']), 'not-found', false],
    ['a sentence about a key', said('Incorrect API key provided'), 'auth', false],
    ['a sentence about a model that a status contradicts', said('model not found', [], 500), 'server', true],
    ['the word of a model that is not there', said('m', ['unavailable_model']), 'not-found', false],
    ['a sentence alone', said('prompt is too long: 5 > 4'), 'context-length', false],
    [
      'a sentence before a general word',
      said('prompt is too long', ['invalid_request_error']),
      'context-length',
      false,
    ],
    [
      'a sentence before a general word and its status',
      said('prompt is too long', ['bad_request_error'], 400),
      'context-length',
      false,
    ],
    ['a telling word before a sentence', said('prompt is too long', ['invalid_api_key']), 'auth', false],
    ['an empty account behind a rate limit', said('Insufficient Balance', ['rate_limit_error']), 'quota', false],
    ['a rate limit that counts tokens', said('maximum context length', ['rate_limit_error']), 'rate-limit', true],
    ['nothing', said('m'), 'other', false],
    ['a member of every object', said('m', ['constructor', '__proto__']), 'other', false],
  ];
  for (const [what, error, kind, retryable] of table) {
    it(`judges by ${what}`, () => assert.deepEqual(judgeInBand(error), { kind, retryable } as never));
  }
});
