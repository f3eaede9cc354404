import * as t from 'io-ts';
import { PatientType } from '../../codec/PatientType.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import { type GeminiFrame, StrictGeminiFrame } from './GeminiFrame.ts';
import { readGeminiFrame } from './readGeminiFrame.ts';

/** A frame of a stream. */
export const GeminiFrameCodec: t.Type<GeminiFrame> = new PatientType(StrictGeminiFrame, readGeminiFrame);

/** What distinguishes an answer from other JSON: the members of a frame, at least one of which is in each. */
const MEMBERS = ['candidates', 'promptFeedback', 'usageMetadata', 'modelVersion', 'responseId'];

const isAnswer = (json: unknown): boolean => isRecord(json) && MEMBERS.some((name) => Object.hasOwn(json, name));

const StrictGeminiAnswer: t.Type<GeminiFrame> = t.refinement(StrictGeminiFrame, isAnswer, 'a Gemini answer');

/** One JSON answer, or an element of a stream that arrives as one JSON array. */
export const GeminiAnswerCodec: t.Type<GeminiFrame> = new PatientType(StrictGeminiAnswer, (json) =>
  isAnswer(json) ? readGeminiFrame(json) : undefined,
);
