import { Buffer } from 'node:buffer';
import { assert } from 'chai';
import * as fc from 'fast-check';
import { parseDataUrl } from '../../../lib/wires/asking/parseDataUrl.ts';

describe('parseDataUrl', () => {
  const rows: readonly (readonly [what: string, url: string, mediaType: string, base64: string])[] = [
    ['base64', 'data:image/png;base64,iVBORw0KGgo=', 'image/png', 'iVBORw0KGgo='],
    ['nothing', 'data:,', '', ''],
    ['nothing in base64', 'data:image/png;base64,', 'image/png', ''],
    ['no type', 'data:;base64,SGk=', '', 'SGk='],
    ['letters of both cases', 'DATA:Image/PNG;BASE64,SGk=', 'image/png', 'SGk='],
    ['parameters', 'data:text/plain;charset=utf-8;base64,SGk=', 'text/plain', 'SGk='],
    ['parameters with blanks', 'data: text/plain ; base64 ,SGk=', 'text/plain', 'SGk='],
    ['base64 that is percent-encoded', 'data:image/png;base64,%2B%2f8%3D', 'image/png', '+/8='],
    ['base64 over lines', 'data:image/png;base64,iVBO\r\nRw0K\n Ggo=\n', 'image/png', 'iVBORw0KGgo='],
    ['base64 without padding', 'data:image/png;base64,iVBORw0KGgo', 'image/png', 'iVBORw0KGgo='],
    ['base64 with too much padding', 'data:image/png;base64,iVBORw0KGgo===', 'image/png', 'iVBORw0KGgo='],
    ['base64 in the alphabet of URLs', 'data:image/png;base64,-_8', 'image/png', '+/8='],
    // printf '<svg/>' | base64
    ['text', 'data:image/svg+xml,<svg/>', 'image/svg+xml', 'PHN2Zy8+'],
    ['percent-encoded text', 'data:image/svg+xml;charset=utf-8,%3Csvg%2F%3e', 'image/svg+xml', 'PHN2Zy8+'],
    // printf 'Grüße, 👋' | base64
    ['text of more than ASCII', 'data:,Grüße, 👋', '', 'R3LDvMOfZSwg8J+Riw=='],
    ['the same, percent-encoded', 'data:,Gr%C3%BC%C3%9Fe,%20%F0%9F%91%8B', '', 'R3LDvMOfZSwg8J+Riw=='],
    ['bytes that are no UTF-8', 'data:application/octet-stream,%89PNG%ff', 'application/octet-stream', 'iVBOR/8='],
    ['a percent sign that encodes nothing', 'data:,100%', '', 'MTAwJQ=='],
    ['a comma in its data', 'data:,a,b', '', 'YSxi'],
  ];
  for (const [what, url, mediaType, base64] of rows) {
    it(`takes ${what} apart`, () => assert.deepEqual(parseDataUrl(url), { mediaType, base64 }));
  }

  const none = [
    'https://example.org/it.png',
    'data:image/png;base64',
    'data:',
    '',
    'iVBORw0KGgo=',
    'metadata:,x',
    'data:image/png;base64,iVBOR',
    'data:image/png;base64,iVB!',
    'data:image/png;base64,ü===',
  ];
  for (const url of none) it(`is undefined for ${JSON.stringify(url)}`, () => assert.isUndefined(parseDataUrl(url)));

  it('gives the same bytes back, whichever way they are written', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const base64 = Buffer.from(bytes).toString('base64');
        const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
        assert.equal(parseDataUrl(`data:image/png;base64,${base64}`)?.base64, base64);
        assert.equal(parseDataUrl(`data:image/png;base64,${Buffer.from(bytes).toString('base64url')}`)?.base64, base64);
        assert.equal(parseDataUrl(`data:image/png,${percent}`)?.base64, base64);
      }),
    );
  });
});
