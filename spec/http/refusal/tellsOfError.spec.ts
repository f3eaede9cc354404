import { assert } from 'chai';
import { isErrorAlone, tellsOfError } from '../../../lib/http/refusal/tellsOfError.ts';

/** Tells of an error whatever else a frame says. */
const always: readonly unknown[] = [
  { error: 'no' },
  { error: { message: 'no' } },
  { error: { a: null } },
  { error: ['no'] },
  { error: 'no', choices: [{ delta: { content: 'Hi' } }] },
  { choices: [{ error: { message: 'no' } }] },
  { choices: [{}, { error: 'no', delta: { content: '' } }] },
  { choices: [{ delta: { error: { message: 'no' } } }] },
  { choices: [{ message: { error: 'no' } }] },
];

/** Tells of one where the frame says nothing else. */
const alone: readonly unknown[] = [
  { object: 'error', message: 'no' },
  { type: 'error' },
  { error: true, message: 'no' },
  { detail: 'no' },
  { detail: [{ msg: 'no' }] },
  { errors: ['no'] },
  { errors: { a: ['no'] } },
  { error_message: 'no' },
  { error_msg: 'no', error_code: 17 },
  { error: 5 },
  { errorCode: 'X', errorMessage: 'no' },
  { errcode: 400, errmsg: 'no' },
  { status: 'failed', message: 'no' },
  { ok: false, message: 'no' },
  { statusCode: 401, message: 'no' },
  { status: 500, message: 'no' },
  { status: 'error', message: 'no' },
  { success: false, message: 'no' },
  { success: false, msg: 'no' },
  { code: 500, msg: 'no', data: null },
  { error_code: 50001, text: 'no' },
  { error_code: 'C', message: 'no' },
  { code: 'InvalidParameter', message: 'no' },
  { code: 400, message: 'no' },
  { base_resp: { status_code: 1008, status_msg: 'no' } },
  { base_resp: { status_code: '1008' } },
  [{ error: { message: 'no' } }],
  [{ code: 1, message: 'no' }],
];

const never: readonly unknown[] = [
  undefined,
  null,
  5,
  'error',
  [],
  {},
  [{ error: 'no' }, {}],
  [['no']],
  { error: null },
  { error: '' },
  { error: false },
  { error: 0 },
  { error: {} },
  { error: [] },
  { choices: [{ error: null }, { error: {} }, null, 5] },
  { choices: { error: 'no' } },
  { object: 'chat.completion.chunk', type: 'message' },
  { detail: '' },
  { detail: null },
  { errors: [] },
  { error_message: '' },
  { status: 'ok', message: 'yes' },
  { status: 200, message: 'yes' },
  { success: true, message: 'yes' },
  { success: false },
  { status: 500, message: { text: 'a message of an answer' } },
  { message: 'hello' },
  { code: 'x' },
  { code: 0, message: 'success' },
  { code: 200, msg: 'success' },
  { error_code: 0, text: 'Hi' },
  { code: 'ts', text: 'Hi' },
  { code: '0', message: 'ok' },
  { code: '0000', message: 'ok' },
  { code: 'OK', message: 'done' },
  { errcode: 0, errmsg: 'ok' },
  { err_no: 0, err_msg: 'success.' },
  { ret: 0, errmsg: 'ok' },
  { errorMessage: 'Success' },
  { message: 'ping', errmsg: 'ok' },
  { code: 10000, message: 'success' },
  { choices: [{ delta: { error: null }, message: { error: {} } }] },
  { code: 200, message: 'ok' },
  { code: 'success', message: 'ok' },
  { code: '', message: 'ok' },
  { code: 400, message: '' },
  { base_resp: { status_code: 0, status_msg: 'success' } },
  { base_resp: { status_code: '0' } },
  { base_resp: {} },
];

describe('tellsOfError', () => {
  it('is true of what tells of an error whatever else it says, and of nothing else', () => {
    for (const json of always) assert.isTrue(tellsOfError(json), JSON.stringify(json));
    for (const json of [...alone, ...never]) assert.isFalse(tellsOfError(json), JSON.stringify(json));
  });
});

describe('isErrorAlone', () => {
  it('is true of every shape of an error, and of nothing else', () => {
    for (const json of [...always, ...alone]) assert.isTrue(isErrorAlone(json), JSON.stringify(json));
    for (const json of never) assert.isFalse(isErrorAlone(json), JSON.stringify(json));
  });
});
