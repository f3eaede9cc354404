import * as t from 'io-ts';
import { listOf } from '../../codec/listOf.ts';
import { dispatch } from '../../codec/dispatch.ts';
import { PatientType } from '../../codec/PatientType.ts';
import { shape } from '../../codec/shape.ts';
import { isRecord } from '../../http/refusal/isRecord.ts';
import { type ChatFrame, StrictChatFrame } from './ChatFrame.ts';
import { readChatFrame } from './readChatFrame.ts';

/** A frame of a stream. */
export const ChatFrameCodec: t.Type<ChatFrame> = new PatientType(StrictChatFrame, (json) =>
  readChatFrame(json, { whole: false }),
);

const WithChoices = shape('a chat answer', { choices: listOf(t.unknown, 'a list of choices') });
const StrictChatAnswer = dispatch<ChatFrame>('a chat answer', (value) =>
  WithChoices.is(value) ? StrictChatFrame : (WithChoices as never),
);

/** One JSON answer: a frame that contains its choices. */
export const ChatAnswerCodec: t.Type<ChatFrame> = new PatientType(StrictChatAnswer, (json) =>
  isRecord(json) && Array.isArray(json['choices']) ? readChatFrame(json, { whole: true }) : undefined,
);
