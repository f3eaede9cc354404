import { assert } from 'chai';
import { toAttachment } from '../../../lib/cli/chat/Attachment.ts';
import { UsageError } from '../../../lib/cli/session/UsageError.ts';

const PDF = Buffer.from('%PDF-1.7\n');
const partOf = (bytes: Buffer, path = '/tmp/a.bin'): unknown => toAttachment(bytes, path, '--file a').part;
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('toAttachment', () => {
  it('knows images by how they begin, whatever they are called', () => {
    const table: readonly (readonly [string, string, string])[] = [
      ['\x89PNG\r\n\x1a\n', 'image/png', 'iVBORw0KGgo='],
      ['\xff\xd8\xff\xe0', 'image/jpeg', '/9j/4A=='],
      ['GIF87a', 'image/gif', 'R0lGODdh'],
      ['GIF89a', 'image/gif', 'R0lGODlh'],
      ['RIFF\x04\x00\x00\x00WEBP', 'image/webp', 'UklGRgQAAABXRUJQ'],
    ];
    for (const [beginning, mediaType, base64] of table) {
      assert.deepEqual(partOf(latin1(beginning), 'photo.txt'), {
        type: 'image',
        url: `data:${mediaType};base64,${base64}`,
      });
    }
  });

  it('sends a PDF with its name', () => {
    assert.deepEqual(partOf(PDF, '/home/me/report.pdf'), {
      type: 'file',
      url: 'data:application/pdf;base64,JVBERi0xLjcK',
      name: 'report.pdf',
      mediaType: 'application/pdf',
    });
    assert.deepInclude(partOf(PDF, '-'), { name: 'standard input' });
  });

  it('sends a text as text, with its name around it', () => {
    assert.deepEqual(partOf(Buffer.from('Grüße,\n世界\r\n'), 'dir/a "b".txt'), {
      type: 'text',
      text: '<file name="a \'b\'.txt">\nGrüße,\n世界\n</file>',
    });
    // A byte order mark is not part of the text.
    assert.deepEqual(partOf(Buffer.from('\ufeffa'), 'b'), { type: 'text', text: '<file name="b">\na\n</file>' });
  });

  it('refuses what no service can read, and says what it can', () => {
    const complaint = 'it must be an image (PNG, JPEG, GIF, WebP), a PDF, or UTF-8 text';
    const table: readonly (readonly [Buffer, string])[] = [
      [Buffer.alloc(0), 'it is empty'],
      [Buffer.from([0x61, 0xff]), complaint],
      [Buffer.from('a\0b'), complaint],
      // Sound and video begin as a WebP does.
      [latin1('RIFF\x04\x00\x00\x00WAVE\x80'), complaint],
      // UTF-16
      [latin1('\xff\xfea\x00'), complaint],
      [Buffer.alloc(50_000_001, 'a'), 'it is larger than 50 MB, which no service accepts'],
    ];
    for (const [bytes, message] of table) {
      assert.throws(() => toAttachment(bytes, 'a', '--file a'), UsageError, `--file a: ${message}`);
    }
    assert.hasAllKeys(toAttachment(Buffer.alloc(50_000_000, 'a'), 'a', 'a'), ['name', 'part']);
  });
});
