import * as t from 'io-ts';
import { PatientType } from '../../codec/PatientType.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import type { JsonObject } from '../../request/JsonObject.ts';
import { isResponse, readResponsesFrame } from './readResponsesFrame.ts';
import { type ResponsesFrame, StrictResponsesFrame } from './ResponsesFrame.ts';

/** A frame of a stream. */
export const ResponsesFrameCodec: t.Type<ResponsesFrame> = new PatientType(StrictResponsesFrame, readResponsesFrame);

/** One JSON answer: a response, or events in its place. */
export const ResponsesAnswerCodec: t.Type<ResponsesFrame> = new t.Type(
  'a response',
  (value): value is ResponsesFrame => readAnswer(value) !== undefined,
  (value, context) => {
    const answer = readAnswer(value);
    return answer === undefined ? t.failure(value, context) : t.success(answer);
  },
  t.identity,
);

const readAnswer = (json: unknown): ResponsesFrame | undefined =>
  isRecord(json) && (isResponse(json) || isEvent(json)) ? readResponsesFrame(json) : undefined;

/** What may replace a whole answer: an event of a server that streams without being asked to, or an error. */
const isEvent = ({ type }: JsonObject): boolean => typeof type === 'string' && /^(?:response\.|error$)/.test(type);
