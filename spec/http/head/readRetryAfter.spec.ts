import { assert } from 'chai';
import { readRetryAfter } from '../../../lib/http/head/readRetryAfter.ts';

/** Noon of a Sunday, and a minute before it. */
const NOON = 'Sun, 06 Nov 2022 12:00:00 GMT';
const MINUTE_BEFORE = Date.UTC(2022, 10, 6, 11, 59);

describe('readRetryAfter', () => {
  const table: readonly (readonly [headers: Readonly<Record<string, string>>, milliseconds: number | undefined])[] = [
    [{}, undefined],
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': ' 3 ' }, 3000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after': '0.0001' }, 1],
    [{ 'retry-after-ms': '250' }, 250],
    [{ 'retry-after-ms': '250.5' }, 251],
    [{ 'retry-after-ms': '250', 'retry-after': '3' }, 250],
    [{ 'retry-after-ms': 'soon', 'retry-after': '3' }, 3000],
    [{ 'retry-after': NOON }, 60_000],
    [{ 'retry-after': 'Sunday, 06-Nov-22 12:00:00 GMT' }, 60_000],
    [{ 'retry-after': 'Sun Nov  6 12:00:00 2022' }, 60_000],
    [{ 'retry-after': 'Sun, 06 Nov 2022 11:00:00 GMT' }, 0],
    [{ 'retry-after': '' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-3' }, undefined],
    [{ 'retry-after': '+3' }, undefined],
    [{ 'retry-after': '3s' }, undefined],
    [{ 'retry-after': '1e3' }, undefined],
    [{ 'retry-after': '0x10' }, undefined],
    [{ 'retry-after': 'in 5 minutes' }, undefined],
    [{ 'retry-after': '3, 5' }, undefined],
    [{ 'retry-after': 'Sun, 99 Nov 2022 12:00:00 GMT' }, undefined],
  ];
  for (const [headers, milliseconds] of table) {
    it(`${JSON.stringify(headers)} is ${milliseconds ?? 'nothing'}`, () => {
      const { now } = Date;
      Date.now = () => MINUTE_BEFORE;
      try {
        assert.equal(readRetryAfter(headers), milliseconds);
      } finally {
        Date.now = now;
      }
    });
  }
});
