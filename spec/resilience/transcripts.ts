import * as fc from 'fast-check';
import type { Chunk, FinishChunk, UsageChunk } from '../../lib/index.ts';

/** One SSE event as a server writes it, and what it says: the spec's own knowledge of the wire, spelled out. */
interface Event {
  readonly lines: readonly string[];
  readonly content?: Chunk;
  readonly isBad?: boolean;
}

/** An answer on the wire, and what a client must make of it. */
export interface Transcript {
  readonly bytes: Uint8Array;
  /** Where each event ends, its empty line included, and the content that it brings, if any. */
  readonly ends: readonly { readonly offset: number; readonly content: Chunk | undefined }[];
  /** Where the events that end the answer begin. */
  readonly endsFrom: number;
  readonly chunks: readonly Chunk[];
  /** The chunks, with `undefined` for each malformed frame in its place. */
  readonly withBad: readonly (Chunk | undefined)[];
}

const anyText = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 24 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 24 }) },
  fc.constantFrom('data: [DONE]', '\n\ndata: {}\n\n', '\u2028\u0085', '\ud800', '\ufeff', '\\"', 'é', '👩‍👩‍👧', '"}}]}'),
);

/** JSON in the ways in which servers write it. */
const spellings: readonly ((value: unknown) => readonly string[])[] = [
  (value) => [`data: ${JSON.stringify(value)}`],
  (value) => [`data:${JSON.stringify(value)}`],
  (value) => [`data: ${JSON.stringify(value).replaceAll(/[^\0-~]/g, escapeUnit)}`],
  (value) =>
    JSON.stringify(value, null, 1)
      .split('\n')
      .map((line) => `data: ${line}`),
  (value) => ['event: message', `data: ${JSON.stringify(value)}`, 'id: 7'],
];
const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const noise: readonly (readonly string[])[] = [
  [': keep-alive'],
  [''],
  ['data: {}'],
  ['data: {"choices":[]}'],
  ['data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}'],
  ['event: ping', 'retry: 10'],
];
const bad: readonly (readonly string[])[] = [
  ['data: {"choices":'],
  ['data:'],
  ['data: 7'],
  ['data: {"choices":[{"index":0,"delta":{"content":{"a":7}}}]}'],
];

interface Said {
  readonly kind: 'text' | 'reasoning' | 'refusal' | 'call' | 'piece';
  readonly choice: number;
  readonly text: string;
  readonly spelling: number;
}
interface Unsaid {
  readonly kind: 'noise' | 'bad';
  readonly which: number;
}
type Step = Said | Unsaid;

const anyChoice = fc.nat({ max: 2 });
const anySpelling = fc.nat({ max: spellings.length - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('text' as const),
      choice: anyChoice,
      text: anyText,
      spelling: anySpelling,
    }),
  },
  fc.record({
    kind: fc.constantFrom('reasoning' as const, 'refusal' as const),
    choice: anyChoice,
    text: anyText,
    spelling: anySpelling,
  }),
  fc.record({
    kind: fc.constantFrom('call' as const, 'piece' as const),
    choice: anyChoice,
    text: anyText,
    spelling: anySpelling,
  }),
  fc.record({ kind: fc.constant('noise' as const), which: fc.nat({ max: noise.length - 1 }) }),
  fc.record({ kind: fc.constant('bad' as const), which: fc.nat({ max: bad.length - 1 }) }),
);

/** Random answers: every kind of content, several choices, all of Unicode, noise and malformed frames between. */
export const transcripts: fc.Arbitrary<Transcript> = fc
  .record({
    steps: fc.array(step, { minLength: 1, maxLength: 24 }),
    usage: fc.option(fc.record({ prompt_tokens: fc.nat(), completion_tokens: fc.nat() })),
    reasons: fc.constantFrom('all', 'some', 'none'),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    mark: fc.boolean(),
    named: fc.boolean(),
  })
  .map(({ steps, usage, reasons, end, mark, named }) => {
    const start = named ? { id: 'chatcmpl-1', model: 'm-1' } : {};
    const events = [{ lines: [`data: ${JSON.stringify(start)}`] }, ...steps.map((its, i) => eventOf(its, i, start))];
    const choices = [...new Set([0, ...steps.flatMap((its) => ('choice' in its ? [its.choice] : []))])];
    const finished = choices.filter((_, i) => reasons === 'all' || (reasons === 'some' && i === 0));
    const tail: Event[] = [
      ...(usage ? [{ lines: [`data: ${JSON.stringify({ choices: [], usage })}`] }] : []),
      ...finished.map((index) => ({
        lines: [`data: ${JSON.stringify({ choices: [{ index, delta: {}, finish_reason: 'length' }] })}`],
      })),
      { lines: ['data: [DONE]'] },
      { lines: ['data: {"choices":[{"index":0,"delta":{"content":"behind the end"}}]}'] },
    ];
    const appeared = choices.filter((index) => finished.includes(index) || mentions(steps, index));
    const last: (UsageChunk | FinishChunk)[] = [
      ...(usage
        ? [{ type: 'usage' as const, promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens }]
        : []),
      ...(appeared.length === 0 ? [0] : appeared.toSorted((a, b) => a - b)).map((index): FinishChunk =>
        finished.includes(index)
          ? { type: 'finish', choice: index, reason: 'length', raw: 'length' }
          : { type: 'finish', choice: index, reason: calls(steps, index) ? 'tool-calls' : 'stop' },
      ),
    ];
    return lay(events, tail, end, mark, { type: 'start', ...start }, last);
  });

/** Does any event say that this choice exists? One of the noise and one of the bad frames speak of choice 0. */
const mentions = (steps: readonly Step[], index: number): boolean =>
  steps.some((its) =>
    'choice' in its ? its.choice === index : index === 0 && its.which === (its.kind === 'noise' ? 4 : 3),
  );

/** An answer that calls tools and does not say why it ends waits for their results. */
const calls = (steps: readonly Step[], index: number): boolean =>
  steps.some((its) => (its.kind === 'call' || its.kind === 'piece') && its.choice === index);

function eventOf(its: Step, i: number, start: object): Event {
  if ('which' in its) return { lines: (its.kind === 'bad' ? bad : noise)[its.which] ?? [], isBad: its.kind === 'bad' };
  // The number makes each piece unlike all others.
  const text = `${i}:${its.text}`;
  const [delta, content] = deltaOf(its, text, i);
  const value = { ...start, choices: [{ index: its.choice, delta, finish_reason: null }] };
  return { lines: (spellings[its.spelling] as (typeof spellings)[number])(value), content };
}

function deltaOf({ kind, choice }: Said, text: string, i: number): [object, Chunk] {
  switch (kind) {
    case 'text':
      return [{ content: text }, { type: 'text', choice, text }];
    case 'reasoning':
      return [{ reasoning_content: text }, { type: 'reasoning', choice, text }];
    case 'refusal':
      return [
        { refusal: text, content: null },
        { type: 'refusal', choice, text },
      ];
    case 'call':
      return [
        { tool_calls: [{ index: i, id: `call_${i}`, type: 'function', function: { name: `f${i}`, arguments: text } }] },
        { type: 'tool-call', choice, index: i, id: `call_${i}`, name: `f${i}`, arguments: text },
      ];
    default:
      return [
        { tool_calls: [{ index: i, function: { arguments: text } }] },
        { type: 'tool-call', choice, index: i, arguments: text },
      ];
  }
}

function lay(
  events: readonly Event[],
  tail: readonly Event[],
  end: string,
  mark: boolean,
  start: Chunk,
  last: readonly Chunk[],
): Transcript {
  const encoder = new TextEncoder();
  let wire = mark ? '\ufeff' : '';
  const ends: { offset: number; content: Chunk | undefined }[] = [];
  let endsFrom = 0;
  for (const [i, event] of [...events, ...tail].entries()) {
    if (i === events.length) endsFrom = encoder.encode(wire).length;
    wire += event.lines.map((line) => line + end).join('') + end;
    ends.push({ offset: encoder.encode(wire).length, content: event.content });
  }
  const middle = events.flatMap(({ content, isBad }) => (content ? [content] : isBad === true ? [undefined] : []));
  const first = middle.findIndex((chunk) => chunk !== undefined);
  const at = first < 0 ? middle.length : first;
  return {
    bytes: encoder.encode(wire),
    ends,
    endsFrom,
    chunks: [start, ...middle.filter((chunk) => chunk !== undefined), ...last],
    withBad: [...middle.slice(0, at), start, ...middle.slice(at), ...last],
  };
}
