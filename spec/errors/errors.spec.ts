import { assert, expect } from 'chai';
import { inspect } from 'node:util';
import {
  AbortError,
  AllSourcesFailedError,
  ChatStreamError,
  ConnectionError,
  DeadlineError,
  EmptyAnswerError,
  EventTooLargeError,
  IncompleteAnswerError,
  InvalidRequestError,
  isChatStreamError,
  MalformedFrameError,
  ProviderError,
  QueueFullError,
  UnexpectedContentError,
  UnknownModelError,
} from '../../lib/index.ts';

const frame = { reason: 'shape', data: '{"n":"x"}', index: 3, errors: ['n: number', 'm: string'] } as const;

/** One of each kind, and what its JSON says: all that it knows, and nothing else. */
const table: readonly (readonly [error: ChatStreamError, json: Readonly<Record<string, unknown>>])[] = [
  [
    new InvalidRequestError([
      { path: 'messages/0/role', expected: '"user"', message: 'messages/0/role must be "user"' },
      { path: 'model', expected: 'a model', message: 'model is required: this provider has no default' },
    ]),
    {
      name: 'InvalidRequestError',
      message: 'invalid request: messages/0/role must be "user"; model is required: this provider has no default',
      retryable: false,
      contentReceived: false,
      paths: ['messages/0/role', 'model'],
      issues: [
        { path: 'messages/0/role', expected: '"user"', message: 'messages/0/role must be "user"' },
        { path: 'model', expected: 'a model', message: 'model is required: this provider has no default' },
      ],
    },
  ],
  [
    new UnknownModelError('lama "2"', ['llama', 'hermes'], { provider: 'p' }),
    {
      name: 'UnknownModelError',
      message: 'unknown model "lama \\"2\\"": this provider has llama, hermes',
      retryable: false,
      contentReceived: false,
      provider: 'p',
      model: 'lama "2"',
      models: ['llama', 'hermes'],
    },
  ],
  [
    new ConnectionError('ECONNREFUSED', { name: 'Error', code: 'ECONNREFUSED', syscall: 'connect' }),
    {
      name: 'ConnectionError',
      message: 'the connection failed (ECONNREFUSED): check the address, the network and the proxy',
      retryable: true,
      contentReceived: false,
      code: 'ECONNREFUSED',
    },
  ],
  [
    new ProviderError(
      {
        kind: 'rate-limit',
        status: 429,
        code: 'rate_limit_exceeded',
        inBand: false,
        detail: 'Too many',
        retryable: true,
        retryAfterMs: 1500,
      },
      { provider: 'p', model: 'm', requestId: 'r', contentReceived: true },
    ),
    {
      name: 'ProviderError',
      message: 'provider error (rate-limit 429 rate_limit_exceeded): Too many',
      retryable: true,
      contentReceived: true,
      provider: 'p',
      model: 'm',
      requestId: 'r',
      kind: 'rate-limit',
      status: 429,
      code: 'rate_limit_exceeded',
      inBand: false,
      detail: 'Too many',
      retryAfterMs: 1500,
    },
  ],
  [
    new ProviderError({ kind: 'other', inBand: true, detail: '', retryable: false }),
    {
      name: 'ProviderError',
      message: 'provider error (other)',
      retryable: false,
      contentReceived: false,
      kind: 'other',
      inBand: true,
      detail: '',
    },
  ],
  [
    new UnexpectedContentError('text/html', 'x'.repeat(300)),
    {
      name: 'UnexpectedContentError',
      message: `unexpected content (text/html): ${'x'.repeat(200)}`,
      retryable: false,
      contentReceived: false,
      contentType: 'text/html',
      excerpt: 'x'.repeat(300),
    },
  ],
  [
    new UnexpectedContentError('', ''),
    {
      name: 'UnexpectedContentError',
      message: 'unexpected content (no content type): ',
      retryable: false,
      contentReceived: false,
      contentType: '',
      excerpt: '',
    },
  ],
  [
    new EmptyAnswerError(0),
    { name: 'EmptyAnswerError', message: 'the answer is empty', retryable: true, contentReceived: false, malformed: 0 },
  ],
  [
    new EmptyAnswerError(2),
    {
      name: 'EmptyAnswerError',
      message: 'the answer is empty: it has 2 malformed frames and no other',
      retryable: true,
      contentReceived: false,
      malformed: 2,
    },
  ],
  [
    new IncompleteAnswerError('connection-lost', { contentReceived: true, cause: { code: 'ECONNRESET' } }),
    {
      name: 'IncompleteAnswerError',
      message: 'the answer is incomplete: the connection was lost',
      retryable: true,
      contentReceived: true,
      reason: 'connection-lost',
    },
  ],
  [
    new IncompleteAnswerError('no-end-marker'),
    {
      name: 'IncompleteAnswerError',
      message: 'the answer is incomplete: its body ended without an end marker',
      retryable: true,
      contentReceived: false,
      reason: 'no-end-marker',
    },
  ],
  ...(
    [
      ['headers', 'the server sent no headers within 5000 ms'],
      ['first-content', 'the model sent no content within 5000 ms'],
      ['idle', 'the model sent no further content within 5000 ms'],
      ['total', 'the answer took longer than 5000 ms'],
    ] as const
  ).map(
    ([deadline, message]) =>
      [
        new DeadlineError(deadline, 5000),
        {
          name: 'DeadlineError',
          message,
          retryable: deadline !== 'total',
          contentReceived: false,
          deadline,
          milliseconds: 5000,
        },
      ] as const,
  ),
  [
    new EventTooLargeError(1024),
    {
      name: 'EventTooLargeError',
      message: 'a line or an event is larger than 1024 bytes: raise maxEventBytes to allow it',
      retryable: false,
      contentReceived: false,
      limitBytes: 1024,
    },
  ],
  [
    new MalformedFrameError(frame),
    {
      name: 'MalformedFrameError',
      message: 'frame 3 is malformed (shape): n: number; m: string',
      retryable: false,
      contentReceived: false,
      frame,
    },
  ],
  [
    new AbortError(new Error('a reason of the caller'), { model: 'm' }),
    { name: 'AbortError', message: 'the request was aborted', retryable: false, contentReceived: false, model: 'm' },
  ],
  [
    new AllSourcesFailedError([
      new ConnectionError('ENOTFOUND', undefined, { provider: 'one' }),
      new TypeError('mine'),
      new EmptyAnswerError(0),
    ]),
    {
      name: 'AllSourcesFailedError',
      message:
        'all 3 sources failed: one: the connection failed (ENOTFOUND): check the address, the network and the proxy; TypeError: mine; EmptyAnswerError: the answer is empty',
      retryable: true,
      contentReceived: false,
      errors: [
        {
          name: 'ConnectionError',
          message: 'the connection failed (ENOTFOUND): check the address, the network and the proxy',
          retryable: true,
          contentReceived: false,
          provider: 'one',
          code: 'ENOTFOUND',
        },
        'TypeError: mine',
        {
          name: 'EmptyAnswerError',
          message: 'the answer is empty',
          retryable: true,
          contentReceived: false,
          malformed: 0,
        },
      ],
    },
  ],
  [
    new QueueFullError(100, { provider: 'limit(p)' }),
    {
      name: 'QueueFullError',
      message: 'the queue is full: 100 requests are waiting already; try again later, or raise maxQueued',
      retryable: true,
      contentReceived: false,
      provider: 'limit(p)',
      maxQueued: 100,
    },
  ],
];

describe('Every error', () => {
  for (const [error, json] of table) {
    describe(`${String(json['name'])}: ${String(json['message']).slice(0, 60)}`, () => {
      it('is an Error and a ChatStreamError', () => {
        assert.instanceOf(error, Error);
        assert.isTrue(error instanceof ChatStreamError);
        assert.isTrue(isChatStreamError(error));
      });

      it('has its name as a literal of its own, which no minifier changes', () => {
        assert.equal(error.name, json['name']);
        assert.isTrue(Object.hasOwn(error, 'name'));
      });

      it('says all that it knows in its JSON, without stack and cause', () => {
        assert.deepEqual(error.toJSON(), json);
        assert.deepEqual(JSON.parse(JSON.stringify(error)), json);
      });

      it('is named in every rendering', () => {
        assert.equal(String(error), `${String(json['name'])}: ${String(json['message'])}`);
        expect(inspect(error)).to.include(String(json['name']));
        expect(inspect(error)).to.include('errors.spec.ts');
      });
    });
  }

  it('is told apart by its name', () => {
    assert.equal(new Set(table.map(([{ name }]) => name)).size, 13);
  });
});

describe('isChatStreamError', () => {
  it('is true of an error of another copy of the package', () => {
    class Foreign extends Error {
      get [Symbol.for('rxllm.ChatStreamError')](): true {
        return true;
      }
    }
    assert.isTrue(isChatStreamError(new Foreign()));
    assert.isFalse(new Foreign() instanceof ChatStreamError);
  });

  it('is false of anything else', () => {
    const named = Object.assign(new Error('x'), { name: 'ProviderError', retryable: true });
    for (const value of [undefined, null, 5, 'ProviderError', {}, [], new Error('x'), named, () => undefined]) {
      assert.isFalse(isChatStreamError(value));
    }
  });
});

describe('AbortError', () => {
  it("keeps the signal's own reason as it is", () => {
    const reason = { mine: true };
    assert.strictEqual(new AbortError(reason).reason, reason);
    assert.notProperty(new AbortError(reason).toJSON(), 'reason');
  });
});

describe('AllSourcesFailedError', () => {
  it('is worth a retry if the last of its errors is, and waits as long as that', () => {
    const retryable = new ProviderError({
      kind: 'rate-limit',
      inBand: false,
      detail: '',
      retryable: true,
      retryAfterMs: 7,
    });
    const final = new UnknownModelError('m', []);
    expect(new AllSourcesFailedError([final, retryable])).to.include({ retryable: true, retryAfterMs: 7 });
    expect(new AllSourcesFailedError([retryable, final]))
      .to.include({ retryable: false })
      .and.not.have.property('retryAfterMs');
    expect(new AllSourcesFailedError([retryable, new Error('x')])).to.include({ retryable: false });
    expect(new AllSourcesFailedError([])).to.include({ retryable: false });
  });

  it('keeps the errors themselves, in the order of failure', () => {
    const errors = [new Error('one'), new EmptyAnswerError(0), 'three'];
    assert.deepEqual(new AllSourcesFailedError(errors).errors, errors);
    assert.include(new AllSourcesFailedError(['secret text']).message, 'string');
    assert.notInclude(JSON.stringify(new AllSourcesFailedError(['secret text'])), 'secret text');
  });
});
