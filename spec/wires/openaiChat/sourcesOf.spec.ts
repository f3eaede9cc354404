import { assert } from 'chai';
import { annotationSources, citationSources } from '../../../lib/wires/openaiChat/sourcesOf.ts';

const source = (rest: object) => ({ type: 'source', choice: 2, ...rest }) as never;

describe('annotationSources', () => {
  it('reads citations of pages and of files', () => {
    assert.deepEqual(
      annotationSources(2, [
        { type: 'url_citation', url_citation: { url: 'https://a.example', title: 'A', start_index: 0 } },
        { type: 'url_citation', url: 'https://b.example', title: '' },
        { type: 'file_citation', file_citation: { file_id: 'file-1' } },
      ]),
      [
        source({ url: 'https://a.example', title: 'A' }),
        source({ url: 'https://b.example' }),
        source({ id: 'file-1' }),
      ],
    );
  });

  it('reads nothing else', () => {
    for (const annotations of [
      undefined,
      null,
      5,
      {},
      [],
      [null, 5, {}, { url_citation: 5 }, { url_citation: { title: 'A' } }],
    ]) {
      assert.deepEqual(annotationSources(2, annotations), []);
    }
  });
});

describe('citationSources', () => {
  it('reads addresses, and what the search found', () => {
    assert.deepEqual(
      citationSources(2, {
        citations: ['https://a.example', 'https://b.example', { url: 'https://c.example', title: 'C' }],
        search_results: [{ url: 'https://a.example', title: 'A', date: '2025-01-01' }],
      }),
      [
        source({ url: 'https://a.example', title: 'A' }),
        source({ url: 'https://b.example' }),
        source({ url: 'https://c.example', title: 'C' }),
      ],
    );
  });

  it('reads nothing else', () => {
    for (const frame of [
      {},
      { citations: null },
      { citations: 'x' },
      { citations: [''], search_results: [null, {}] },
    ]) {
      assert.deepEqual(citationSources(2, frame), []);
    }
  });
});
