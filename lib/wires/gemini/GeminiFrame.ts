import * as t from 'io-ts';
import { listOf } from '../../codec/listOf.ts';
import { shape } from '../../codec/shape.ts';
import { dispatch } from '../../codec/dispatch.ts';
import { askedOften } from '../../codec/askedOften.ts';
import { nullable } from '../../codec/nullable.ts';
import type { UNREADABLE } from '../reading/Unreadable.ts';

/*
 * The shapes of Gemini's `GenerateContentResponse`, as sent: a frame of a stream and one JSON answer are the same. Only the members that
 * are read are described; everything may be absent, and `null` counts as absent. A frame of any other shape is read member by member, by
 * `readGeminiFrame`.
 */

/** A complete call, or a piece of one whose arguments arrive leaf by leaf. */
export interface FunctionCall {
  readonly name?: string | null | undefined;
  readonly id?: string | null | undefined;
  readonly args?: unknown;
  /** Leaves of the arguments: `{ jsonPath, stringValue }`. Only sent on request. */
  readonly partialArgs?: unknown;
  /** Whether more of this call follows. */
  readonly willContinue?: unknown;
}

/** A part of the model's content. Members without a fixed shape are checked where they are used. */
export interface GeminiPart {
  readonly text?: string | null | undefined;
  /** Only `true` makes the text a thought. */
  readonly thought?: unknown;
  readonly thoughtSignature?: string | null | undefined;
  readonly functionCall?: FunctionCall | null | undefined;
  readonly executableCode?: unknown;
  readonly codeExecutionResult?: unknown;
  readonly toolCall?: unknown;
  readonly toolResponse?: unknown;
}

export interface GeminiContent {
  readonly parts?: readonly GeminiPart[] | null | undefined;
}

export interface GeminiCandidate {
  readonly index?: number | null | undefined;
  readonly content?: GeminiContent | null | undefined;
  /** A name, or its number in the service's enumeration. */
  readonly finishReason?: string | number | null | undefined;
  readonly groundingMetadata?: unknown;
}

export interface GeminiFrame {
  readonly responseId?: string | null | undefined;
  readonly modelVersion?: string | null | undefined;
  readonly candidates?: readonly GeminiCandidate[] | null | undefined;
  readonly promptFeedback?: unknown;
  readonly usageMetadata?: unknown;
  readonly [UNREADABLE]?: readonly string[];
}

const text = nullable(t.string);
/** The index of a candidate. Each one is stored, so their number is limited. */
const place = nullable(
  t.refinement(t.number, (n) => Number.isInteger(n) && n >= 0 && n < 10_000, 'an index below 10,000'),
);
const reason = nullable(
  dispatch<string | number>('a word', (value) => (typeof value === 'number' ? t.number : t.string) as never),
);

const FunctionCall = nullable(
  shape('a function call', {}, { name: text, id: text, args: nullable(t.UnknownRecord) }) as t.Type<FunctionCall>,
);

const Part = askedOften<GeminiPart>(
  shape('a part', {}, { text, thoughtSignature: text, functionCall: FunctionCall }),
  (part) => text.is(part.text) && text.is(part.thoughtSignature) && FunctionCall.is(part.functionCall),
);
const parts = nullable(listOf(Part, 'a list of parts'));

const Content = nullable(
  askedOften<GeminiContent>(shape('a content', {}, { parts }), (content) => parts.is(content.parts)),
);

const Candidate = askedOften<GeminiCandidate>(
  shape('a candidate', {}, { index: place, content: Content, finishReason: reason }),
  (candidate) => place.is(candidate.index) && Content.is(candidate.content) && reason.is(candidate.finishReason),
);
const candidates = nullable(listOf(Candidate, 'a list of candidates'));

/** A frame in the shape that the service sends. */
export const StrictGeminiFrame: t.Type<GeminiFrame> = askedOften<GeminiFrame>(
  shape('a Gemini frame', {}, { responseId: text, modelVersion: text, candidates }),
  (frame) => text.is(frame.responseId) && text.is(frame.modelVersion) && candidates.is(frame.candidates),
);
