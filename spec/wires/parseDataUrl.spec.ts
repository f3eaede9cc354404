import { assert } from 'chai';
import * as fc from 'fast-check';
import { parseDataUrl } from '../../lib/wires/parseDataUrl.ts';

describe('parseDataUrl', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['data:image/png;base64,iVBORw0KGgo=', 'image/png', 'iVBORw0KGgo='],
    ['DATA:IMAGE/PNG;BASE64,iVBORw0KGgo=', 'image/png', 'iVBORw0KGgo='],
    ['data:image/svg+xml;charset=utf-8;base64,PHN2Zy8+', 'image/svg+xml', 'PHN2Zy8+'],
    ['data:image/png;base64,iVBO\r\nRw0K Ggo%3D', 'image/png', 'iVBORw0KGgo='],
    ['data:image/svg+xml,%3Csvg/%3E', 'image/svg+xml', 'PHN2Zy8+'],
    ['data:image/svg+xml;utf8,<svg/>', 'image/svg+xml', 'PHN2Zy8+'],
    ['data:,a%20b', 'text/plain', 'YSBi'],
    ['data:text/plain,a,b', 'text/plain', 'YSxi'],
    ['data:text/plain,100%', 'text/plain', 'MTAwJQ=='],
    ['data:text/plain;charset=utf-8,%C3%BC', 'text/plain', 'w7w='],
    ['data:text/plain,ü', 'text/plain', 'w7w='],
    ['data:application/octet-stream,%FF%00', 'application/octet-stream', '/wA='],
    ['data:;base64,QQ==', 'text/plain', 'QQ=='],
    ['data:image/png;base64,', 'image/png', ''],
  ];
  for (const [url, mediaType, base64] of rows) {
    it(`reads ${url}`, () => assert.deepEqual(parseDataUrl(url), { mediaType, base64 }));
  }

  for (const url of ['https://example.org/a,b.png', 'data:image/png;base64', '', 'data', 'x-data:,a']) {
    it(`takes ${JSON.stringify(url)} for none`, () => assert.isUndefined(parseDataUrl(url)));
  }

  it('gives any bytes back, however they are spelled', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const base64 = Buffer.from(bytes).toString('base64');
        const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
        assert.equal(parseDataUrl(`data:a/b;base64,${base64}`)?.base64, base64);
        assert.equal(parseDataUrl(`data:a/b,${percent}`)?.base64, base64);
      }),
    );
  });
});
