import { assert } from 'chai';
import * as fc from 'fast-check';
import { parseDataUrl } from '../../lib/wires/parseDataUrl.ts';

describe('parseDataUrl', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['data:image/png;base64,AAAA', 'image/png', 'AAAA'],
    ['DATA:Image/PNG;Charset=utf-8;BASE64,AAAA', 'image/png', 'AAAA'],
    ['data:image/png;base64,AA%2BA%2FA%3D%3D', 'image/png', 'AA+A/A=='],
    ['data:image/png;base64,_-8', 'image/png', '/+8='],
    ['data:image/png;base64,AA\r\n AA', 'image/png', 'AAAA'],
    ['data:image/png;base64,', 'image/png', ''],
    ['data:;base64,QQ==', '', 'QQ=='],
    ['data:;base64,QQ', '', 'QQ=='],
    ['data:,A%20brief%20note', '', 'QSBicmllZiBub3Rl'],
    ['data:text/plain;charset=utf-8,%E4%B8%96,\u4e16', 'text/plain', '5LiWLOS4lg=='],
    ['data:image/gif,GIF89a%FF%00', 'image/gif', 'R0lGODlh/wA='],
    ['data:text/plain,100%', 'text/plain', 'MTAwJQ=='],
    ['data:text/plain,%zz%4', 'text/plain', 'JXp6JTQ='],
  ];
  for (const [url, mediaType, base64] of rows) {
    it(`takes ${JSON.stringify(url)} apart`, () => {
      assert.deepEqual(parseDataUrl(url), { mediaType, base64 });
    });
  }

  it('takes nothing else for one', () => {
    for (const url of ['', 'data:', 'data:image/png;base64', 'https://a.example/data:,a', 'file:///a,b', ' data:,a']) {
      assert.isUndefined(parseDataUrl(url), url);
    }
  });

  it('keeps any bytes, however they are encoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const base64 = Buffer.from(bytes).toString('base64');
        const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
        assert.equal(parseDataUrl(`data:a/b;base64,${base64}`)?.base64, base64);
        assert.equal(parseDataUrl(`data:a/b;base64,${encodeURIComponent(base64)}`)?.base64, base64);
        assert.equal(parseDataUrl(`data:a/b;base64,${Buffer.from(bytes).toString('base64url')}`)?.base64, base64);
        assert.equal(parseDataUrl(`data:a/b,${percent}`)?.base64, base64);
      }),
    );
  });

  it('is quick with many megabytes', () => {
    const base64 = 'QUJD'.repeat(4_000_000);
    assert.equal(parseDataUrl(`data:a/b;base64,${base64}`)?.base64.length, base64.length);
  });
});
