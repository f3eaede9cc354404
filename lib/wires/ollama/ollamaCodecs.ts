import * as t from 'io-ts';
import { PatientType } from '../../codec/PatientType.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import { isReason } from '../reading/finishOf.ts';
import { type OllamaFrame, StrictOllamaFrame } from './OllamaFrame.ts';
import { readOllamaFrame } from './readOllamaFrame.ts';

/** A line of a stream. */
export const OllamaFrameCodec: t.Type<OllamaFrame> = new PatientType(StrictOllamaFrame, (json) =>
  readOllamaFrame(json, { whole: false }),
);

const StrictOllamaAnswer: t.Type<OllamaFrame> = t.refinement(StrictOllamaFrame, isAnswer, 'an Ollama answer');

/** One JSON answer: a frame that contains a message, or the end. */
export const OllamaAnswerCodec: t.Type<OllamaFrame> = new PatientType(StrictOllamaAnswer, (json) => {
  const frame = readOllamaFrame(json, { whole: true });
  return frame !== undefined && isAnswer(frame) ? frame : undefined;
});

function isAnswer({ message, done, done_reason: reason }: OllamaFrame): boolean {
  return isRecord(message) || done === true || isReason(reason);
}
